package io.github.amqpreceiver.benchmarks.runner;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;

import io.github.amqpreceiver.benchmarks.contender.Entrant;

import static io.github.amqpreceiver.benchmarks.runner.MarkdownTable.number;

/**
 * What the receiver promises of its speed, checked against the medians of a run. A goal
 * appears when all that it compares was measured.
 */
final class Goals {

	private static final String INLINE = "core-inline";

	private static final String THREAD = "core-handler-thread";

	private static final String ORDERED = "core-ordered";

	private static final String LISTENER = "amqp-listener";

	private static final String FLOOR = Entrant.FLOOR.toString();

	private static final String VERTX = Entrant.VERTX_PROTON.toString();

	private static final String SPRING = Entrant.SPRING_AMQP.toString();

	private static final String JMS = Entrant.JMS_LISTENER.toString();

	private static final List<String> OURS = List.of(INLINE, THREAD, LISTENER);

	private static final List<String> PEERS = List.of(VERTX, Entrant.PROTONJ2.toString(), SPRING, JMS);

	private static final double NOISE = 0.05;

	private final List<Goal> goals = new ArrayList<>();

	private final Results results;

	Goals(Results results) {
		this.results = results;
		throughput("100 B", 100);
		throughput("1 KiB", 1024);
		large();
		latency();
		growth();
		broker();
	}

	@Override
	public String toString() {
		if (this.goals.isEmpty()) {
			return "";
		}
		MarkdownTable table = new MarkdownTable("goal", "asked", "measured", "met");
		for (Goal goal : this.goals) {
			table.row(goal.text(), (goal.atLeast() ? "≥ " : "≤ ") + number(goal.bound()), number(goal.measured()),
					goal.isMet() ? "yes" : "**no**");
		}
		return "## Goals\n\n" + table;
	}

	private void throughput(String size, int bytes) {
		times(size, Metric.PER_SECOND, INLINE, 0.5, FLOOR);
		times(size, Metric.PER_SECOND, INLINE, 8, VERTX);
		times(size, Metric.PER_SECOND, THREAD, 4, VERTX);
		times(size, Metric.PER_SECOND, LISTENER, 6, SPRING);
		times(size, Metric.PER_SECOND, LISTENER, 25, JMS);
		times(size, Metric.PER_SECOND, ORDERED, 0.6, THREAD);
		atMost(size, Metric.CPU, LISTENER, 2.5);
		atMost(size, Metric.GARBAGE, LISTENER, bytes + 1_100);
		atMost(size, Metric.GARBAGE, INLINE, bytes + 250);
		atMost(size, Metric.GARBAGE, THREAD, bytes + 250);
	}

	private void large() {
		String size = "16 KiB";
		times(size, Metric.PER_SECOND, INLINE, 0.6, FLOOR);
		times(size, Metric.PER_SECOND, THREAD, 0.6, FLOOR);
		times(size, Metric.PER_SECOND, LISTENER, 3, SPRING);
		atMost(size, Metric.GARBAGE, INLINE, 1.1 * 16 * 1024);
		atMost(size, Metric.GARBAGE, THREAD, 1.1 * 16 * 1024);
	}

	private void latency() {
		for (Scenario scenario : this.results.scenarios(Suite.LATENCY)) {
			String name = scenario.name();
			notOver(name, Metric.P50, INLINE, 1.3, name, FLOOR);
			notOver(name, Metric.P50, THREAD, 2, name, FLOOR);
			for (String ours : List.of(INLINE, THREAD)) {
				against(name, Metric.P99, ours, Math::min, false);
			}
		}
	}

	private void growth() {
		for (String ours : OURS) {
			notOver(Scenario.CONNECTIONS, Metric.CPU, ours, 1.2, Scenario.ONE_LINK, ours);
			notOver(Scenario.LINKS, Metric.CPU, ours, 1.2, Scenario.ONE_LINK, ours);
			for (int i = 1; i < Scenario.PREFETCHES.size(); i++) {
				ratio(Scenario.prefetch(Scenario.PREFETCHES.get(i)), Metric.PER_SECOND, ours, 1 - NOISE,
						Scenario.prefetch(Scenario.PREFETCHES.get(i - 1)), ours, true);
			}
			double more = value(Scenario.IDLE_LINKS, ours, Metric.IDLE_HEAP)
					- value(Scenario.ONE_IDLE_LINK, ours, Metric.IDLE_HEAP);
			add("%s, bytes of an idle link".formatted(ours), more / (Scenario.MANY_LINKS - 1), 16 * 1024, false);
			atMost(Scenario.IDLE_LINKS, Metric.IDLE_CPU, ours, 1);
			add("%s, wake-ups/s of %s beyond those of one".formatted(ours, Scenario.IDLE_LINKS),
					value(Scenario.IDLE_LINKS, ours, Metric.IDLE_WAKE_UPS)
							- value(Scenario.ONE_IDLE_LINK, ours, Metric.IDLE_WAKE_UPS),
					5, false);
		}
	}

	private void broker() {
		for (Scenario scenario : this.results.scenarios(Suite.BROKER)) {
			for (String ours : OURS) {
				against(scenario.name(), Metric.PER_SECOND, ours, Math::max, true);
			}
		}
	}

	private void times(String scenario, Metric metric, String ours, double factor, String reference) {
		ratio(scenario, metric, ours, factor, scenario, reference, true);
	}

	private void notOver(String scenario, Metric metric, String ours, double factor, String base, String reference) {
		ratio(scenario, metric, ours, factor, base, reference, false);
	}

	private void atMost(String scenario, Metric metric, String ours, double bound) {
		add("%s, %s, %s".formatted(ours, scenario, metric.title()), value(scenario, ours, metric), bound, false);
	}

	private void ratio(String scenario, Metric metric, String ours, double factor, String base, String reference,
			boolean atLeast) {
		String other = ours.equals(reference) ? base : reference;
		add("%s, %s, %s as a multiple of %s".formatted(ours, scenario, metric.title(), other),
				value(scenario, ours, metric) / value(base, reference, metric), factor, atLeast);
	}

	private void against(String scenario, Metric metric, String ours, DoubleBinaryOperator best, boolean atLeast) {
		double peer = PEERS.stream()
			.mapToDouble((id) -> value(scenario, id, metric))
			.filter(Double::isFinite)
			.reduce(best)
			.orElse(Double.NaN);
		add("%s, %s, %s as a multiple of the best peer".formatted(ours, scenario, metric.title()),
				value(scenario, ours, metric) / peer, 1, atLeast);
	}

	private void add(String text, double measured, double bound, boolean atLeast) {
		if (Double.isFinite(measured)) {
			this.goals.add(new Goal(text, measured, bound, atLeast));
		}
	}

	private double value(String scenario, String id, Metric metric) {
		Optional<Entrant> entrant = Arrays.stream(Entrant.values())
			.filter((each) -> each.toString().equals(id))
			.findFirst();
		return Arrays.stream(Suite.values())
			.flatMap((suite) -> this.results.scenarios(suite).stream())
			.filter((each) -> entrant.isPresent() && each.name().equals(scenario))
			.mapToDouble((each) -> this.results.median(each, entrant.get(), metric))
			.findFirst()
			.orElse(Double.NaN);
	}

}
