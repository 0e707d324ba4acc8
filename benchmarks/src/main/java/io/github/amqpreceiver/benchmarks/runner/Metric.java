package io.github.amqpreceiver.benchmarks.runner;

import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;

import io.github.amqpreceiver.benchmarks.contender.RunResult;
import io.github.amqpreceiver.benchmarks.peer.PeerStatistics;

/**
 * What is read off a run: a column of the CSV, and of some tables.
 */
enum Metric {

	/** Messages handled. */
	PER_SECOND("messages/s", busy(RunResult::perSecond)),

	/** CPU time of the contender's process. */
	CPU("CPU µs/message", busy(RunResult::cpuMicrosPerMessage)),

	/** What the contender's threads allocated. */
	GARBAGE("garbage B/message", busy(RunResult::bytesPerMessage)),

	/** Median of the settle round trip. */
	P50("p50 µs", peer((before, after) -> (after.roundTrips() == 0) ? Double.NaN : after.p50Nanos() / 1e3)),

	/** 99th percentile of the settle round trip. */
	P99("p99 µs", peer((before, after) -> (after.roundTrips() == 0) ? Double.NaN : after.p99Nanos() / 1e3)),

	/** What the sending peer saw settled, which must agree with what was handled. */
	SETTLED_PER_SECOND("settled/s",
			peer((before, after) -> (after.settled() - before.settled()) * 1e9 / (after.nanos() - before.nanos()))),

	/** Deliveries that one disposition frame settled. */
	PER_DISPOSITION("deliveries/disposition",
			peer((before, after) -> (double) (after.settled() - before.settled())
					/ (after.dispositions() - before.dispositions()))),

	/** CPU time of the sending peer, which must not be the limit. */
	PEER_CPU("peer CPU µs/message", peer(
			(before, after) -> (after.cpuNanos() - before.cpuNanos()) / 1e3 / (after.settled() - before.settled()))),

	/** How much of one processor the sending peer took. */
	PEER_BUSY("peer busy %",
			peer((before, after) -> 100.0 * (after.cpuNanos() - before.cpuNanos()) / (after.nanos() - before.nanos()))),

	/** Live heap of an idle contender. */
	IDLE_HEAP("idle heap B", idle(RunResult::heapBytes)),

	/** CPU time that an idle contender takes. */
	IDLE_CPU("idle CPU ms/s", idle((result) -> result.cpuNanos() * 1e3 / result.nanos())),

	/** How often threads of an idle contender wake up. */
	IDLE_WAKE_UPS("idle wake-ups/s", idle((result) -> result.wakeUps() * 1e9 / result.nanos()));

	private final String title;

	private final ToDoubleFunction<Measurement> reading;

	Metric(String title, ToDoubleFunction<Measurement> reading) {
		this.title = title;
		this.reading = reading;
	}

	String title() {
		return this.title;
	}

	/**
	 * Reads this metric off a run.
	 * @param measurement the run
	 * @return the value, or {@link Double#NaN} where the run has none
	 */
	double of(Measurement measurement) {
		return this.reading.applyAsDouble(measurement);
	}

	private static ToDoubleFunction<Measurement> busy(ToDoubleFunction<RunResult> reading) {
		return (run) -> run.scenario().idle() ? Double.NaN : reading.applyAsDouble(run.result());
	}

	private static ToDoubleFunction<Measurement> idle(ToDoubleFunction<RunResult> reading) {
		return (run) -> run.scenario().idle() ? reading.applyAsDouble(run.result()) : Double.NaN;
	}

	private static ToDoubleFunction<Measurement> peer(ToDoubleBiFunction<PeerStatistics, PeerStatistics> reading) {
		return (run) -> {
			PeerStatistics before = run.before();
			PeerStatistics after = run.after();
			boolean known = before != null && after != null && !run.scenario().idle();
			return known ? reading.applyAsDouble(before, after) : Double.NaN;
		};
	}

}
