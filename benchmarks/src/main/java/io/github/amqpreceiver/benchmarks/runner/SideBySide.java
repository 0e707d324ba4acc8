package io.github.amqpreceiver.benchmarks.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import io.github.amqpreceiver.benchmarks.contender.Entrant;
import io.github.amqpreceiver.benchmarks.contender.RunResult;

/**
 * The side-by-side: all contenders, one after the other, round after round, so that what
 * else the machine does meets them all alike. Prints the report as Markdown, and writes
 * it with all runs as CSV and a picture as SVG.
 */
public final class SideBySide {

	private final Options options;

	private final Results results = new Results();

	private final long startNanos = System.nanoTime();

	private final Report report;

	private SideBySide(Options options) {
		this.options = options;
		this.report = new Report(this.results, options, this.startNanos);
	}

	public static void main(String[] args) throws IOException {
		Locale.setDefault(Locale.ROOT);
		Options options = new Options(args);
		Files.createDirectories(options.out());
		SideBySide sideBySide = new SideBySide(options);
		sideBySide.run();
		sideBySide.report.write();
	}

	private void run() throws IOException {
		try (Field field = new Field(this.options)) {
			List<Scenario> fast = new ArrayList<>();
			if (this.options.suites().contains(Suite.THROUGHPUT)) {
				fast.addAll(Scenario.throughput());
			}
			if (this.options.suites().contains(Suite.LATENCY)) {
				fast.addAll(Scenario.latency(this.options.rate()));
			}
			rounds(field, Suite.THROUGHPUT, fast);
			if (this.options.suites().contains(Suite.GROWTH)) {
				rounds(field, Suite.GROWTH, Scenario.growth());
			}
			if (this.options.suites().contains(Suite.BROKER)) {
				broker(field);
			}
		}
	}

	private void rounds(Field field, Suite suite, List<Scenario> all) throws IOException {
		List<Scenario> scenarios = all.stream().filter(this.options::wants).toList();
		int rounds = scenarios.isEmpty() ? 0 : this.options.rounds(suite);
		int roundsOfFork = Math.max(1, (rounds + this.options.forks() - 1) / this.options.forks());
		for (int round = 0; round < rounds; round++) {
			int number = round;
			if (round > 0 && round % roundsOfFork == 0) {
				field.renew();
			}
			for (Entrant entrant : order(suite, round)) {
				for (Scenario scenario : scenarios) {
					if (isTooLate()) {
						return;
					}
					add(attempt(scenario, entrant, round, () -> field.run(scenario, entrant, number)));
				}
			}
			this.report.keep();
		}
	}

	private boolean isTooLate() {
		return System.nanoTime() - this.startNanos > this.options.patience().toNanos();
	}

	private void broker(Field field) throws IOException {
		Path journal = Files.createTempDirectory(this.options.out().toAbsolutePath(), "artemis");
		try (BrokerRuns runs = new BrokerRuns(field, this.options, journal)) {
			for (int round = 0; round < this.options.rounds(Suite.BROKER); round++) {
				for (Entrant entrant : order(Suite.BROKER, round)) {
					for (boolean durable : List.of(false, true)) {
						int number = round;
						if (isTooLate()) {
							return;
						}
						add(attempt(Scenario.broker(durable), entrant, round,
								() -> runs.run(durable, entrant, number)));
					}
				}
				this.report.keep();
			}
		}
	}

	// a contender that fails misses one run; its next one gets a fresh process
	private static Measurement attempt(Scenario scenario, Entrant entrant, int round, Callable<Measurement> run) {
		try {
			return run.call();
		}
		catch (Exception ex) {
			return Measurement.unseen(scenario, entrant, round, RunResult.failed(ex));
		}
	}

	// nobody always runs after the same one
	private List<Entrant> order(Suite suite, int round) {
		List<Entrant> entrants = new ArrayList<>(this.options.contenders(suite));
		Collections.rotate(entrants, -round);
		return entrants;
	}

	private void add(Measurement run) {
		this.results.add(run);
		String problem = run.problem();
		System.err.printf("%-12s %-22s round %d  %-20s %s%n", run.scenario().suite(), run.scenario().name(),
				run.round() + 1, run.entrant(), (problem != null) ? problem : Report.outline(run));
	}

}
