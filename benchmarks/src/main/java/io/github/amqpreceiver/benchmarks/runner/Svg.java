package io.github.amqpreceiver.benchmarks.runner;

import java.util.List;

import io.github.amqpreceiver.benchmarks.contender.Entrant;

/**
 * The table as a picture: one panel of bars a scenario, from zero, so that lengths may be
 * compared.
 */
final class Svg {

	private static final int WIDTH = 760;

	private static final int LABEL = 190;

	private static final int BARS = 440;

	private static final int ROW = 20;

	private static final int HEAD = 40;

	private final StringBuilder body = new StringBuilder();

	private final Results results;

	private int y;

	Svg(Results results) {
		this.results = results;
		for (Suite suite : List.of(Suite.THROUGHPUT, Suite.BROKER)) {
			results.scenarios(suite)
				.forEach((scenario) -> panel(suite.title() + ", " + scenario.name(), scenario, Metric.PER_SECOND));
		}
		for (Scenario scenario : results.scenarios(Suite.LATENCY)) {
			panel("Settle round trip, median, " + scenario.name(), scenario, Metric.P50);
			panel("Settle round trip, 99th percentile, " + scenario.name(), scenario, Metric.P99);
		}
	}

	@Override
	public String toString() {
		return """
				<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">
				<rect width="100%%" height="100%%" fill="white"/>
				%s</svg>
				""".formatted(WIDTH, this.y + ROW, this.body);
	}

	private void panel(String title, Scenario scenario, Metric metric) {
		List<Entrant> entrants = this.results.entrants(scenario);
		double most = entrants.stream().mapToDouble((entrant) -> value(scenario, entrant, metric)).max().orElse(0);
		if (most == 0) {
			return;
		}
		this.y += HEAD;
		text(10, this.y - 10, "start", "font-weight=\"bold\"", "%s (%s)".formatted(title, metric.title()));
		for (Entrant entrant : entrants) {
			double value = value(scenario, entrant, metric);
			double length = BARS * value / most;
			text(LABEL - 8, this.y + 14, "end", "", entrant.toString());
			this.body.append(String.format("<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n",
					LABEL, this.y + 3, length, ROW - 6, (entrant == Entrant.FLOOR) ? "#9aa5b1" : "#2f6f9f"));
			text(LABEL + (int) length + 6, this.y + 14, "start", "", MarkdownTable.number(value));
			this.y += ROW;
		}
	}

	private void text(int x, int textY, String anchor, String attributes, String text) {
		this.body.append("<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" %s>%s</text>%n".formatted(x, textY, anchor,
				attributes, text.replace("&", "&amp;").replace("<", "&lt;")));
	}

	private double value(Scenario scenario, Entrant entrant, Metric metric) {
		double median = this.results.median(scenario, entrant, metric);
		return Double.isFinite(median) ? median : 0;
	}

}
