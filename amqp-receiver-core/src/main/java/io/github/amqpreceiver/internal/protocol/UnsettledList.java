package io.github.amqpreceiver.internal.protocol;

import org.jspecify.annotations.Nullable;

/**
 * The deliveries of a link that are not settled, in the order of their ids; touched only
 * on the event loop. Linked through the deliveries themselves, so that holding one
 * allocates nothing.
 */
final class UnsettledList {

	private @Nullable HeldDelivery first;

	private @Nullable HeldDelivery last;

	private int size;

	private long bytes;

	void add(HeldDelivery delivery) {
		HeldDelivery tail = this.last;
		delivery.previousUnsettled = tail;
		if (tail == null) {
			this.first = delivery;
		}
		else {
			tail.nextUnsettled = delivery;
		}
		this.last = delivery;
		this.size++;
		this.bytes += delivery.heldBytes();
	}

	void remove(HeldDelivery delivery) {
		HeldDelivery before = delivery.previousUnsettled;
		HeldDelivery after = delivery.nextUnsettled;
		if (before == null) {
			this.first = after;
		}
		else {
			before.nextUnsettled = after;
		}
		if (after == null) {
			this.last = before;
		}
		else {
			after.previousUnsettled = before;
		}
		delivery.previousUnsettled = null;
		delivery.nextUnsettled = null;
		this.size--;
		this.bytes -= delivery.heldBytes();
	}

	@Nullable HeldDelivery first() {
		return this.first;
	}

	@Nullable HeldDelivery last() {
		return this.last;
	}

	int size() {
		return this.size;
	}

	long bytes() {
		return this.bytes;
	}

}
