package io.github.amqpreceiver.benchmarks.runner;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Every single run, one a line, for those who want more than medians.
 */
final class Csv {

	private final Results results;

	Csv(Results results) {
		this.results = results;
	}

	@Override
	public String toString() {
		String heads = Arrays.stream(Metric.values()).map(Metric::title).collect(Collectors.joining(","));
		StringBuilder text = new StringBuilder("suite,scenario,contender,round,").append(heads).append(",problem\n");
		for (Measurement run : this.results.runs()) {
			text.append(String.join(",", cells(run))).append('\n');
		}
		return text.toString();
	}

	private static List<String> cells(Measurement run) {
		String problem = run.problem();
		List<String> cells = new ArrayList<>();
		cells.add(run.scenario().suite().title());
		cells.add(quoted(run.scenario().name()));
		cells.add(run.entrant().toString());
		cells.add(Integer.toString(run.round() + 1));
		for (Metric metric : Metric.values()) {
			double value = metric.of(run);
			cells.add(Double.isFinite(value) ? "%.3f".formatted(value) : "");
		}
		cells.add((problem != null) ? quoted(problem) : "");
		return cells;
	}

	private static String quoted(String text) {
		return '"' + text.replace('"', '\'').replace('\n', ' ') + '"';
	}

}
