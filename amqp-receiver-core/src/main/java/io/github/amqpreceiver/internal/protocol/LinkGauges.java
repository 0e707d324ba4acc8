package io.github.amqpreceiver.internal.protocol;

import org.jspecify.annotations.Nullable;

/**
 * The moving numbers of a receiver: written on the event loop once a burst, read by any
 * thread (I8).
 */
public final class LinkGauges {

	private volatile int credit;

	private volatile int unsettled;

	private volatile long heldBytes;

	private volatile long oldestArrival;

	void update(int credit, int unsettled, long heldBytes, @Nullable HeldDelivery oldest) {
		this.credit = credit;
		this.unsettled = unsettled;
		this.heldBytes = heldBytes;
		this.oldestArrival = (oldest != null) ? oldest.arrivedAt : 0;
	}

	/**
	 * The credit on the wire.
	 * @return messages
	 */
	public int credit() {
		return this.credit;
	}

	/**
	 * The deliveries without a settlement on the wire.
	 * @return deliveries
	 */
	public int unsettled() {
		return this.unsettled;
	}

	/**
	 * The bytes of those.
	 * @return bytes
	 */
	public long heldBytes() {
		return this.heldBytes;
	}

	/**
	 * When the oldest of those arrived.
	 * @return nanoseconds of the loop's clock, 0 when there is none
	 */
	public long oldestArrival() {
		return this.oldestArrival;
	}

}
