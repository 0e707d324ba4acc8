package io.github.amqpreceiver.benchmarks.runner;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;

import io.github.amqpreceiver.benchmarks.contender.Entrant;

/**
 * All runs, and their medians. A run with a problem counts nowhere, but is reported.
 */
final class Results {

	private final List<Measurement> runs = new ArrayList<>();

	void add(Measurement run) {
		this.runs.add(run);
	}

	List<Measurement> runs() {
		return this.runs;
	}

	List<Scenario> scenarios(Suite suite) {
		return this.runs.stream()
			.map(Measurement::scenario)
			.filter((scenario) -> scenario.suite() == suite)
			.distinct()
			.toList();
	}

	List<Entrant> entrants(Scenario scenario) {
		return this.runs.stream()
			.filter((run) -> run.scenario().equals(scenario))
			.map(Measurement::entrant)
			.distinct()
			.sorted()
			.toList();
	}

	/**
	 * Returns the median over the rounds.
	 * @param scenario the scenario
	 * @param entrant the contender
	 * @param metric what to read
	 * @return the median, or {@link Double#NaN} where nothing was measured
	 */
	double median(Scenario scenario, Entrant entrant, Metric metric) {
		double[] sorted = values(scenario, entrant, metric).sorted().toArray();
		int middle = sorted.length / 2;
		if (sorted.length == 0) {
			return Double.NaN;
		}
		return (sorted.length % 2 == 1) ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
	}

	/**
	 * Returns how far apart the rounds were: the distance of the extremes over the
	 * median.
	 * @param scenario the scenario
	 * @param entrant the contender
	 * @param metric what to read
	 * @return a fraction
	 */
	double spread(Scenario scenario, Entrant entrant, Metric metric) {
		double most = values(scenario, entrant, metric).max().orElse(Double.NaN);
		double least = values(scenario, entrant, metric).min().orElse(Double.NaN);
		return (most - least) / median(scenario, entrant, metric);
	}

	List<String> problems() {
		return this.runs.stream().filter((run) -> run.problem() != null).map(Results::describe).toList();
	}

	private DoubleStream values(Scenario scenario, Entrant entrant, Metric metric) {
		return this.runs.stream()
			.filter((run) -> run.scenario().equals(scenario) && run.entrant() == entrant && run.problem() == null)
			.mapToDouble(metric::of)
			.filter(Double::isFinite);
	}

	private static String describe(Measurement run) {
		return "%s, %s, round %d: %s".formatted(run.entrant(), run.scenario().name(), run.round() + 1,
				Objects.requireNonNull(run.problem()));
	}

}
