package io.github.amqpreceiver.benchmarks.runner;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.github.amqpreceiver.benchmarks.contender.Entrant;

import static io.github.amqpreceiver.benchmarks.runner.MarkdownTable.number;

/** The table for readers in a hurry: messages a second by size, and one latency. */
final class Summary {

	private final Results results;

	Summary(Results results) {
		this.results = results;
	}

	@Override
	public String toString() {
		List<Scenario> sizes = this.results.scenarios(Suite.THROUGHPUT);
		List<Scenario> paced = this.results.scenarios(Suite.LATENCY);
		List<String> heads = new ArrayList<>(List.of("messages/s"));
		sizes.forEach((scenario) -> heads.add(scenario.name()));
		paced.forEach((scenario) -> heads.add("settled after, p50 µs"));
		MarkdownTable table = new MarkdownTable(heads.toArray(String[]::new));
		Arrays.stream(Entrant.values()).filter(this::tookPart).forEach((entrant) -> {
			List<String> cells = new ArrayList<>(List.of(entrant.toString()));
			sizes.forEach((scenario) -> cells.add(number(this.results.median(scenario, entrant, Metric.PER_SECOND))));
			paced.forEach((scenario) -> cells.add(number(this.results.median(scenario, entrant, Metric.P50))));
			table.row(cells);
		});
		return table.toString();
	}

	private boolean tookPart(Entrant entrant) {
		return this.results.runs().stream().anyMatch((run) -> run.entrant() == entrant);
	}

}
