package io.github.amqpreceiver.reliability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes what came of a run as Markdown, CSV and SVG; stateless. */
final class RunReport {

	private RunReport() {
	}

	/**
	 * Writes one page of several runs, and the tables and the plot of each.
	 * @param page the name of the page
	 * @param results the runs
	 */
	static void write(String page, List<RunResult> results) throws IOException {
		Path directory = Files.createDirectories(Path.of("target", "reliability"));
		Files.writeString(directory.resolve(page + ".md"),
				results.stream().map(RunReport::markdown).collect(Collectors.joining("\n")));
		for (RunResult result : results) {
			String name = result.size().name();
			Files.writeString(directory.resolve(name + "-throughput.csv"), throughput(result.samples()));
			Files.writeString(directory.resolve(name + "-faults.csv"), faults(result.strikes()));
			Files.writeString(directory.resolve(name + ".svg"), ThroughputPlot.of(result));
		}
	}

	private static String markdown(RunResult result) {
		String kinds = Arrays.stream(Fault.values())
			.map((fault) -> fault + " " + result.strikes().stream().filter((strike) -> strike.fault() == fault).count())
			.collect(Collectors.joining(", "));
		return String.format(Locale.ROOT, """
				# %s

				| figure | value |
				|---|---|
				| messages accepted by the broker | %d |
				| processed, duplicates included | %d |
				| lost | %d |
				| duplicates, all unsettled at a fault | %d |
				| duplicates without a fault | %d |
				| order breaks, redeliveries apart | %d |
				| late after a cut, not marked as redelivered by the broker | %d |
				| links lost while the connection lived | %d |
				| duration | %.1f s (%.0f messages/s, outages included) |
				| recovery after the port was back, %d kills | p50 %d ms, p95 %d ms, max %d ms |
				| recovery after other cuts | p50 %d ms, p95 %d ms, max %d ms |
				| half-open found, idle timeout %d ms | %d ms at most |
				| faults | %s |
				| machine | %d processors, %s %s, Java %s |

				![throughput](%s.svg)
				""", result.size().name(), result.ledger().acceptedCount(), result.ledger().processedCount(),
				result.ledger().lost().size(), result.ledger().duplicates().size(),
				result.ledger().unexcusedDuplicates().size(), result.orderBreaks().size(),
				result.ledger().orderBreaks().size() - result.orderBreaks().size(), result.linkLosses(),
				result.took() / 1_000.0, result.ledger().distinctCount() * 1_000.0 / result.took(),
				result.size().kills(), result.recovery(true, 50), result.recovery(true, 95), result.recovery(true, 100),
				result.recovery(false, 50), result.recovery(false, 95), result.recovery(false, 100),
				LedgerRun.IDLE_TIMEOUT.toMillis(), result.longestDetection(), kinds,
				Runtime.getRuntime().availableProcessors(), System.getProperty("os.name"),
				System.getProperty("os.arch"), System.getProperty("java.version"), result.size().name());
	}

	private static String throughput(List<Throughput.Sample> samples) {
		return samples.stream()
			.map((sample) -> sample.at() + "," + sample.processed())
			.collect(Collectors.joining("\n", "millis,processed\n", "\n"));
	}

	private static String faults(List<Strike> strikes) {
		return strikes.stream()
			.map((strike) -> strike.fault() + "," + strike.at() + "," + strike.noticed() + "," + strike.healed() + ","
					+ strike.attached())
			.collect(Collectors.joining("\n", "fault,millis,noticed,healed,attached\n", "\n"));
	}

}
