package io.github.amqpreceiver.benchmarks.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

import static io.github.amqpreceiver.benchmarks.runner.MarkdownTable.number;

/**
 * What a run leaves behind: Markdown on standard output and in a file, CSV and SVG beside
 * it.
 */
final class Report {

	private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

	private final Results results;

	private final Options options;

	private final long startNanos;

	Report(Results results, Options options, long startNanos) {
		this.results = results;
		this.options = options;
		this.startNanos = startNanos;
	}

	static String outline(Measurement run) {
		if (run.scenario().idle()) {
			return "%s B heap, %s wake-ups/s".formatted(number(Metric.IDLE_HEAP.of(run)),
					number(Metric.IDLE_WAKE_UPS.of(run)));
		}
		String roundTrip = number(Metric.P50.of(run));
		return "%12s/s %8s µs CPU %8s B%s".formatted(number(Metric.PER_SECOND.of(run)), number(Metric.CPU.of(run)),
				number(Metric.GARBAGE.of(run)), roundTrip.isEmpty() ? "" : "  p50 " + roundTrip + " µs");
	}

	/**
	 * Keeps what was measured so far, so that a run that is cut short was not in vain.
	 * @throws IOException where a file cannot be written
	 */
	void keep() throws IOException {
		Path out = this.options.out();
		Files.writeString(out.resolve("results.md"), "# Side by side\n\n" + markdown());
		Files.writeString(out.resolve("results.csv"), new Csv(this.results).toString());
		Files.writeString(out.resolve("results.svg"), new Svg(this.results).toString());
	}

	/**
	 * Keeps everything, shows it, and puts it into the pages that were named.
	 * @throws IOException where a file cannot be written
	 */
	void write() throws IOException {
		keep();
		System.out.println(markdown());
		Path page = this.options.page();
		if (page != null) {
			String image = page.getFileName().toString().replaceFirst("\\.md$", "") + ".svg";
			Files.writeString(page.resolveSibling(image), new Svg(this.results).toString());
			new Page(page, "side-by-side").replace("![The tables as bars](%s)%n%n%s".formatted(image, markdown()));
		}
		Path summary = this.options.summaryPage();
		if (summary != null) {
			new Page(summary, "summary").replace(new Summary(this.results).toString());
		}
	}

	private String markdown() throws IOException {
		StringBuilder text = new StringBuilder();
		Duration took = Duration.ofNanos(System.nanoTime() - this.startNanos);
		text.append("%s, %s, %d CPUs, %s %s, Java %s, %d min %d s.%n%n".formatted(LocalDate.now(), cpu(),
				Runtime.getRuntime().availableProcessors(), System.getProperty("os.name"),
				System.getProperty("os.version"), System.getProperty("java.version"), took.toMinutes(),
				took.toSecondsPart()));
		text.append("`benchmarks/run %s`%n%n".formatted(this.options));
		text.append(
				"Medians; *spread* is the distance of the extremes over the median, *peer busy* the CPU time of the "
						+ "sending peer's process.\n\n");
		text.append(new Tables(this.results)).append(new Goals(this.results));
		List<String> problems = this.results.problems();
		if (!problems.isEmpty()) {
			text.append("\n## Left out\n\n");
			problems.forEach((problem) -> text.append("- ").append(problem).append('\n'));
		}
		return text.toString();
	}

	private static String cpu() throws IOException {
		if (!Files.isReadable(CPU_INFO)) {
			return System.getProperty("os.arch");
		}
		try (Stream<String> lines = Files.lines(CPU_INFO)) {
			return lines.filter((line) -> line.startsWith("model name"))
				.map((line) -> line.substring(line.indexOf(':') + 1).trim())
				.findFirst()
				.orElse(System.getProperty("os.arch"));
		}
	}

}
