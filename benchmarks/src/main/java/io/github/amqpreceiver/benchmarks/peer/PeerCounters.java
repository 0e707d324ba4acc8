package io.github.amqpreceiver.benchmarks.peer;

import java.util.Arrays;

/**
 * What one loop has counted. Confined to that loop; others ask it for a copy.
 */
final class PeerCounters {

	private static final int MAX_SAMPLES = 1 << 20;

	/** When the copy was made; of several copies the latest. */
	long nanos;

	long sent;

	long settled;

	long notAccepted;

	long dispositions;

	private long[] roundTrips = new long[1024];

	private int samples;

	void roundTrip(long nanos) {
		if (this.samples == this.roundTrips.length) {
			if (this.samples == MAX_SAMPLES) {
				return;
			}
			this.roundTrips = Arrays.copyOf(this.roundTrips, this.samples * 2);
		}
		this.roundTrips[this.samples++] = nanos;
	}

	/**
	 * Copies the counters and begins to collect round trips afresh.
	 * @return a copy that nobody else writes
	 */
	PeerCounters snapshot() {
		PeerCounters copy = new PeerCounters();
		copy.add(this);
		copy.nanos = System.nanoTime();
		this.samples = 0;
		return copy;
	}

	void add(PeerCounters other) {
		this.nanos = Math.max(this.nanos, other.nanos);
		this.sent += other.sent;
		this.settled += other.settled;
		this.notAccepted += other.notAccepted;
		this.dispositions += other.dispositions;
		for (int i = 0; i < other.samples; i++) {
			roundTrip(other.roundTrips[i]);
		}
	}

	/**
	 * Returns a quantile of the round trips.
	 * @param quantile between 0 and 1
	 * @return nanoseconds, or 0 without samples
	 */
	long roundTrip(double quantile) {
		if (this.samples == 0) {
			return 0;
		}
		long[] sorted = Arrays.copyOf(this.roundTrips, this.samples);
		Arrays.sort(sorted);
		return sorted[(int) Math.min(this.samples - 1L, (long) (quantile * this.samples))];
	}

	int samples() {
		return this.samples;
	}

}
