package io.github.amqpreceiver.benchmarks.runner;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.github.amqpreceiver.benchmarks.contender.Entrant;
import org.jspecify.annotations.Nullable;

/**
 * The command line: {@code --name value} pairs over defaults that stand here.
 */
final class Options {

	private final Map<String, String> values = new LinkedHashMap<>();

	Options(String... args) {
		this.values.put("suites", "throughput,latency,growth,broker");
		this.values.put("contenders", join(Entrant.values()));
		this.values.put("growth-contenders", join(Entrant.FLOOR, Entrant.CORE_INLINE, Entrant.CORE_HANDLER_THREAD,
				Entrant.AMQP_LISTENER, Entrant.VERTX_PROTON));
		this.values.put("broker-contenders",
				join(Arrays.stream(Entrant.values())
					.filter((entrant) -> entrant != Entrant.RABBITMQ)
					.toArray(Entrant[]::new)));
		this.values.put("scenarios", "");
		this.values.put("rounds", "7");
		this.values.put("growth-rounds", "3");
		this.values.put("broker-rounds", "3");
		this.values.put("minutes", "9.5");
		this.values.put("forks", "1");
		this.values.put("warm-up", "2000");
		this.values.put("ramp", "150");
		this.values.put("millis", "450");
		this.values.put("latency-millis", "800");
		this.values.put("rate", "2000");
		this.values.put("broker-messages", "60000");
		this.values.put("jvm", "-Xms1g -Xmx1g");
		this.values.put("out", "benchmarks/target/side-by-side");
		this.values.put("write", "");
		this.values.put("summary", "");
		for (int i = 0; i < args.length; i += 2) {
			String name = args[i].replaceFirst("^--", "");
			if (!this.values.containsKey(name) || i + 1 == args.length) {
				throw new IllegalArgumentException(
						"'%s' is no option with a value; there are %s".formatted(args[i], this));
			}
			this.values.put(name, args[i + 1]);
		}
	}

	Set<Suite> suites() {
		Set<Suite> suites = EnumSet.noneOf(Suite.class);
		list("suites").forEach((name) -> suites.add(Suite.valueOf(name.toUpperCase(Locale.ROOT))));
		return suites;
	}

	/**
	 * Returns whether a scenario is to be run.
	 * @param scenario the scenario
	 * @return whether its name is among those that were asked for, if any were
	 */
	boolean wants(Scenario scenario) {
		List<String> names = list("scenarios");
		return names.equals(List.of("")) || names.contains(scenario.name().replace(",", ""));
	}

	/**
	 * Returns who takes part in a suite.
	 * @param suite the suite
	 * @return the entrants in the order in which the report shows them
	 */
	List<Entrant> contenders(Suite suite) {
		List<String> ids = list("contenders");
		List<String> some = switch (suite) {
			case THROUGHPUT, LATENCY -> ids;
			case GROWTH -> list("growth-contenders");
			case BROKER -> list("broker-contenders");
		};
		return ids.stream().filter(some::contains).map(Entrant::of).toList();
	}

	int rounds(Suite suite) {
		return switch (suite) {
			case THROUGHPUT, LATENCY -> number("rounds");
			case GROWTH -> number("growth-rounds");
			case BROKER -> number("broker-rounds");
		};
	}

	/**
	 * Returns over how many processes the rounds of one contender are spread.
	 * @return at least 1
	 */
	int forks() {
		return Math.max(1, number("forks"));
	}

	long warmUpMillis() {
		return number("warm-up");
	}

	/**
	 * Returns how long a run goes on before it is measured, in a process that is warm.
	 * @param scenario the scenario: many links take a while to be attached and to come to
	 * rest
	 * @return milliseconds
	 */
	long rampMillis(Scenario scenario) {
		boolean settling = scenario.links() > 1 || scenario.idle();
		return settling ? 10L * number("ramp") : number("ramp");
	}

	/**
	 * Returns how long a run is measured.
	 * @param scenario the scenario: many links hold as many messages as are handled in a
	 * moment, so that a short look would not say what they come to
	 * @return milliseconds
	 */
	long millis(Scenario scenario) {
		boolean quiet = scenario.suite() == Suite.LATENCY || scenario.idle();
		long millis = number(quiet ? "latency-millis" : "millis");
		return (scenario.links() > 1 && !scenario.idle()) ? 3 * millis : millis;
	}

	int rate() {
		return number("rate");
	}

	int brokerMessages() {
		return number("broker-messages");
	}

	/**
	 * Returns after how long no further run is begun.
	 * @return the time for all suites
	 */
	Duration patience() {
		return Duration.ofSeconds((long) (60 * Double.parseDouble(this.values.getOrDefault("minutes", "9.5"))));
	}

	/**
	 * Returns the page that gets the tables.
	 * @return the page, or {@code null}
	 */
	@Nullable Path page() {
		return path("write");
	}

	/**
	 * Returns the page that gets the short table.
	 * @return the page, or {@code null}
	 */
	@Nullable Path summaryPage() {
		return path("summary");
	}

	private @Nullable Path path(String name) {
		String value = this.values.getOrDefault(name, "");
		return value.isEmpty() ? null : Path.of(value);
	}

	List<String> jvm() {
		return Arrays.stream(this.values.getOrDefault("jvm", "").split(" ")).filter((arg) -> !arg.isBlank()).toList();
	}

	Path out() {
		return Path.of(this.values.getOrDefault("out", "."));
	}

	@Override
	public String toString() {
		StringBuilder text = new StringBuilder();
		this.values.forEach((name, value) -> text.append(" --%s '%s'".formatted(name, value)));
		return text.toString().trim();
	}

	private List<String> list(String name) {
		return Arrays.stream(this.values.getOrDefault(name, "").split(",")).map(String::trim).toList();
	}

	private int number(String name) {
		return Integer.parseInt(this.values.getOrDefault(name, "0"));
	}

	private static String join(Entrant... entrants) {
		return String.join(",", Arrays.stream(entrants).map(Entrant::toString).toList());
	}

}
