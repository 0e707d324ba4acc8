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
 * @param accepted how many messages the sending peer saw accepted in the whole run, -1
 * where nobody counted
 * @param before what the sending peer said when the measured time began
 * @param after what it said at its end
 */
record Measurement(Scenario scenario, Entrant entrant, int round, RunResult result, long accepted,
		@Nullable PeerStatistics before, @Nullable PeerStatistics after) {

	/**
	 * Returns a run that the sending peer saw nothing of.
	 * @param scenario what was received
	 * @param entrant by whom
	 * @param round in which round
	 * @param result what its process says
	 * @return the run
	 */
	static Measurement unseen(Scenario scenario, Entrant entrant, int round, RunResult result) {
		return new Measurement(scenario, entrant, round, result, -1, null, null);
	}

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
		// What is prefetched at the end may be accepted already, or not yet.
		if (this.accepted >= 0 && Math.abs(this.accepted - this.result.handled()) > this.scenario.held()) {
			return "%,d handled, but %,d accepted".formatted(this.result.handled(), this.accepted);
		}
		return null;
	}

}
