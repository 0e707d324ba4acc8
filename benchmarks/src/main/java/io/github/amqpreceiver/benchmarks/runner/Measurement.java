package io.github.amqpreceiver.benchmarks.runner;

import io.github.amqpreceiver.benchmarks.contender.Entrant;
import io.github.amqpreceiver.benchmarks.contender.RunResult;
import io.github.amqpreceiver.benchmarks.peer.PeerStatistics;
import org.jspecify.annotations.Nullable;

/**
 * One run of one contender.
 *
 * @param scenario what was received
 * @param entrant by whom
 * @param round in which round
 * @param result what its process says
 * @param before what the sending peer said when the measured time began
 * @param after what it said at its end
 */
record Measurement(Scenario scenario, Entrant entrant, int round, RunResult result, @Nullable PeerStatistics before,
		@Nullable PeerStatistics after) {

	// the peer is asked a little before and after the contender measures
	private static final double TOLERANCE = 0.1;

	/**
	 * Says why the run must not be believed.
	 * @return a few words, or {@code null}
	 */
	@Nullable String problem() {
		if (this.result.failure() != null) {
			return this.result.failure();
		}
		if (this.result.broken() > 0) {
			return "%,d messages without body or property".formatted(this.result.broken());
		}
		double settled = Metric.SETTLED_PER_SECOND.of(this);
		double handled = Metric.PER_SECOND.of(this);
		if (!this.scenario.idle() && Math.abs(settled - handled) > TOLERANCE * handled) {
			return "%,.0f handled, but %,.0f settled a second".formatted(handled, settled);
		}
		return null;
	}

}
