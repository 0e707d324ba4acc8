package io.github.amqpreceiver.benchmarks.runner;

import java.util.ArrayList;
import java.util.List;

/**
 * One table of the report.
 */
final class MarkdownTable {

	private final StringBuilder text = new StringBuilder();

	MarkdownTable(String... heads) {
		row(List.of(heads));
		List<String> rule = new ArrayList<>();
		for (int i = 0; i < heads.length; i++) {
			rule.add((i == 0) ? "---" : "---:");
		}
		row(rule);
	}

	void row(List<String> cells) {
		this.text.append("| ").append(String.join(" | ", cells)).append(" |\n");
	}

	void row(String... cells) {
		row(List.of(cells));
	}

	@Override
	public String toString() {
		return this.text.toString();
	}

	/**
	 * Formats a number to three digits that matter.
	 * @param value the number
	 * @return the text, empty where it is not a number
	 */
	static String number(double value) {
		if (!Double.isFinite(value)) {
			return "";
		}
		double size = Math.abs(value);
		int decimals = (size == 0 || size >= 100) ? 0 : (size >= 10) ? 1 : (size >= 0.1) ? 2 : 4;
		return String.format("%,." + decimals + "f", value);
	}

}
