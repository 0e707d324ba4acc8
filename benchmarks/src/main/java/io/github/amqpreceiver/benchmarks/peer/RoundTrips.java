package io.github.amqpreceiver.benchmarks.peer;

/**
 * When each delivery of a paced session was written, so that its disposition tells the
 * round trip. Confined to the loop of its connection.
 */
final class RoundTrips {

	// more than any prefetch that is measured at a rate
	private static final int DELIVERIES = 1 << 16;

	private final long[] sentNanos = new long[DELIVERIES];

	private final PeerCounters counters;

	RoundTrips(PeerCounters counters) {
		this.counters = counters;
	}

	void sent(int deliveryId, long nowNanos) {
		this.sentNanos[deliveryId & DELIVERIES - 1] = nowNanos;
	}

	void settled(int deliveryId, long nowNanos) {
		this.counters.roundTrip(nowNanos - this.sentNanos[deliveryId & DELIVERIES - 1]);
	}

}
