package io.github.amqpreceiver.benchmarks.runner;

import java.util.ArrayList;
import java.util.List;

import io.github.amqpreceiver.benchmarks.contender.Entrant;

import static io.github.amqpreceiver.benchmarks.runner.MarkdownTable.number;

/**
 * The sections of the report, as Markdown. Every figure is a median over the rounds.
 */
final class Tables {

	private final Results results;

	Tables(Results results) {
		this.results = results;
	}

	@Override
	public String toString() {
		StringBuilder text = new StringBuilder();
		for (Suite suite : Suite.values()) {
			List<Scenario> scenarios = this.results.scenarios(suite);
			if (!scenarios.isEmpty()) {
				text.append("## ").append(suite.title()).append("\n\n");
				switch (suite) {
					case THROUGHPUT, BROKER -> scenarios.forEach((scenario) -> throughput(text, scenario));
					case LATENCY -> scenarios.forEach((scenario) -> latency(text, scenario));
					case GROWTH -> growth(text, scenarios);
				}
			}
		}
		return text.toString();
	}

	private void throughput(StringBuilder text, Scenario scenario) {
		MarkdownTable table = new MarkdownTable(scenario.name(), "messages/s", "× floor", "× vertx-proton",
				"CPU µs/message", "garbage B/message", "deliveries/ disposition", "peer CPU µs", "peer busy", "spread",
				"settles");
		for (Entrant entrant : this.results.entrants(scenario)) {
			double perSecond = median(scenario, entrant, Metric.PER_SECOND);
			table.row(entrant.toString(), number(perSecond),
					number(perSecond / median(scenario, Entrant.FLOOR, Metric.PER_SECOND)),
					number(perSecond / median(scenario, Entrant.VERTX_PROTON, Metric.PER_SECOND)),
					number(median(scenario, entrant, Metric.CPU)), number(median(scenario, entrant, Metric.GARBAGE)),
					number(median(scenario, entrant, Metric.PER_DISPOSITION)),
					number(median(scenario, entrant, Metric.PEER_CPU)),
					percent(median(scenario, entrant, Metric.PEER_BUSY)),
					percent(100 * this.results.spread(scenario, entrant, Metric.PER_SECOND)), entrant.settles());
		}
		text.append(table).append('\n');
	}

	private void latency(StringBuilder text, Scenario scenario) {
		MarkdownTable table = new MarkdownTable("settle round trip, " + scenario.name(), "p50 µs", "× floor", "p99 µs",
				"CPU µs/message", "settles");
		for (Entrant entrant : this.results.entrants(scenario)) {
			double p50 = median(scenario, entrant, Metric.P50);
			table.row(entrant.toString(), number(p50), number(p50 / median(scenario, Entrant.FLOOR, Metric.P50)),
					number(median(scenario, entrant, Metric.P99)), number(median(scenario, entrant, Metric.CPU)),
					entrant.settles());
		}
		text.append(table).append('\n');
	}

	private void growth(StringBuilder text, List<Scenario> scenarios) {
		List<Entrant> entrants = this.results.entrants(scenarios.get(0));
		for (Metric metric : List.of(Metric.PER_SECOND, Metric.CPU)) {
			text.append(byEntrant(metric, scenarios.stream().filter((scenario) -> !scenario.idle()).toList(), entrants))
				.append('\n');
		}
		for (Metric metric : List.of(Metric.IDLE_HEAP, Metric.IDLE_CPU, Metric.IDLE_WAKE_UPS)) {
			text.append(byEntrant(metric, scenarios.stream().filter(Scenario::idle).toList(), entrants)).append('\n');
		}
	}

	private MarkdownTable byEntrant(Metric metric, List<Scenario> scenarios, List<Entrant> entrants) {
		List<String> heads = new ArrayList<>(List.of(metric.title()));
		entrants.forEach((entrant) -> heads.add(entrant.toString()));
		MarkdownTable table = new MarkdownTable(heads.toArray(String[]::new));
		for (Scenario scenario : scenarios) {
			List<String> cells = new ArrayList<>(List.of(scenario.name()));
			entrants.forEach((entrant) -> cells.add(number(median(scenario, entrant, metric))));
			table.row(cells);
		}
		return table;
	}

	private static String percent(double value) {
		return Double.isFinite(value) ? "%.0f %%".formatted(value) : "";
	}

	private double median(Scenario scenario, Entrant entrant, Metric metric) {
		return this.results.median(scenario, entrant, metric);
	}

}
