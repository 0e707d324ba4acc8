package io.github.amqpreceiver.benchmarks.peer;

/**
 * What the sending peer saw since it started; round trips since it was asked last.
 *
 * @param nanos the clock when the loops copied their numbers
 * @param cpuNanos CPU time of the peer's process
 * @param sent messages sent
 * @param settled messages settled by their receivers
 * @param notAccepted those of them with another outcome than accepted
 * @param dispositions disposition frames that settled them
 * @param roundTrips number of round trips measured
 * @param p50Nanos their median
 * @param p99Nanos their 99th percentile
 */
public record PeerStatistics(long nanos, long cpuNanos, long sent, long settled, long notAccepted, long dispositions,
		int roundTrips, long p50Nanos, long p99Nanos) {

	/**
	 * Returns how many messages were accepted.
	 * @return messages since the peer started
	 */
	public long accepted() {
		return this.settled - this.notAccepted;
	}

}
