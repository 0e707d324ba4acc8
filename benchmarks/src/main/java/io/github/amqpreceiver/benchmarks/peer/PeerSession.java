package io.github.amqpreceiver.benchmarks.peer;

import java.util.HashMap;
import java.util.Map;

import io.github.amqpreceiver.benchmarks.wire.Fields;
import io.github.amqpreceiver.benchmarks.wire.Wire;
import org.jspecify.annotations.Nullable;

/**
 * One session: the window that the receiver granted, delivery-ids, and what came back for
 * them. Confined to the loop of its connection.
 */
final class PeerSession {

	private final int channel;

	private final PeerCounters counters;

	private final Map<Integer, PeerLink> links = new HashMap<>();

	private @Nullable RoundTrips roundTrips;

	private int nextOutgoingId;

	private int nextDeliveryId;

	private int window;

	private boolean blocked;

	PeerSession(int channel, Fields begin, PeerCounters counters) {
		this.channel = channel;
		this.window = clamp(begin.uint(2, 0));
		this.counters = counters;
	}

	int channel() {
		return this.channel;
	}

	int nextOutgoingId() {
		return this.nextOutgoingId;
	}

	void attach(PeerLink link) {
		this.links.put(link.handle(), link);
		if (link.isPaced() && this.roundTrips == null) {
			this.roundTrips = new RoundTrips(this.counters);
		}
	}

	@Nullable PeerLink link(int handle) {
		return this.links.get(handle);
	}

	Iterable<PeerLink> links() {
		return this.links.values();
	}

	void detach(int handle) {
		PeerLink link = this.links.remove(handle);
		if (link != null) {
			link.detach();
		}
	}

	void detachAll() {
		this.links.values().forEach(PeerLink::detach);
	}

	/**
	 * Takes the session window of a flow.
	 * @param flow the flow
	 * @return whether a link found the window shut before
	 */
	boolean grant(Fields flow) {
		boolean wasBlocked = this.blocked;
		this.blocked = false;
		this.window = flow.uint(0, 0) + clamp(flow.uint(1, 0)) - this.nextOutgoingId;
		return wasBlocked;
	}

	int room(int framesPerMessage) {
		int messages = Math.max(0, this.window) / framesPerMessage;
		this.blocked |= messages == 0;
		return messages;
	}

	void send(TransferBatch burst, int handle, long nowNanos) {
		int deliveryId = this.nextDeliveryId++;
		burst.add(this.channel, handle, deliveryId, nowNanos);
		this.nextOutgoingId += burst.framesPerMessage();
		this.window -= burst.framesPerMessage();
		this.counters.sent++;
		if (this.roundTrips != null) {
			this.roundTrips.sent(deliveryId, nowNanos);
		}
	}

	/**
	 * Counts the deliveries of a disposition.
	 * @param disposition the disposition of a receiver
	 * @param nowNanos when it was read
	 */
	void settled(Fields disposition, long nowNanos) {
		int first = disposition.uint(1, 0);
		int last = disposition.uint(2, first);
		int deliveries = last - first + 1;
		this.counters.dispositions++;
		this.counters.settled += deliveries;
		if (disposition.descriptorOf(4) != Wire.ACCEPTED) {
			this.counters.notAccepted += deliveries;
		}
		if (this.roundTrips != null) {
			for (int id = first; id != last + 1; id++) {
				this.roundTrips.settled(id, nowNanos);
			}
		}
	}

	// windows are unsigned; none of ours comes near 2^31
	private static int clamp(int unsigned) {
		return unsigned < 0 ? Integer.MAX_VALUE / 2 : Math.min(unsigned, Integer.MAX_VALUE / 2);
	}

}
