package io.github.amqpreceiver.boot.autoconfigure;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.amqpreceiver.boot.autoconfigure.health.AmqpReceiverHealthContributorAutoConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Takes each range at its word: what a description calls the least and the most is taken,
 * and what is beyond is refused with the name of the property.
 */
class PropertyRangesTests {

	private static final Pattern RANGE = Pattern.compile(
			"(?<min>\\d+)(?: (?<minUnit>\\w+))? to (?<max>\\d+|the prefetch)(?: (?<unit>ms|s|h|days?|B|bytes|[KMGT]B))?\\b");

	private static final Map<String, Long> UNITS = Map.ofEntries(Map.entry("ms", 1L), Map.entry("s", 1_000L),
			Map.entry("h", 3_600_000L), Map.entry("day", 86_400_000L), Map.entry("days", 86_400_000L),
			Map.entry("B", 1L), Map.entry("bytes", 1L), Map.entry("KB", 1L << 10), Map.entry("MB", 1L << 20),
			Map.entry("GB", 1L << 30), Map.entry("TB", 1L << 40));

	/** What must be set, too, for a value at the end of its range. */
	private static final Map<String, Map<String, String>> BESIDE = Map.of("amqp.receiver.recovery.initial-delay",
			Map.of("amqp.receiver.recovery.max-delay", "1d"), "amqp.receiver.recovery.max-delay",
			Map.of("amqp.receiver.recovery.initial-delay", "0"), "amqp.receiver.ssl.handshake-timeout",
			Map.of("amqp.receiver.uri", "amqps://broker"));

	static Stream<JsonNode> rangedProperties() {
		return MetadataTests.metadata()
			.values()
			.stream()
			.filter((property) -> property.path("name").asString().startsWith("amqp.receiver."))
			.filter((property) -> property.path("type").asString().matches(".*[.](Integer|Double|Duration|DataSize)"));
	}

	@ParameterizedTest
	@MethodSource("rangedProperties")
	void theEndsOfARangeAreTakenAndWhatIsBeyondIsRefused(JsonNode property) {
		String name = property.path("name").asString();
		String description = property.path("description").asString();
		Matcher range = RANGE.matcher(description);
		assertThat(range.find()).as("%s: no range in \"%s\"", name, description).isTrue();
		String unit = range.group("unit");
		long min = Long.parseLong(range.group("min")) * factor(range.group("minUnit"), unit);
		long max = range.group("max").equals("the prefetch") ? 65_535
				: Long.parseLong(range.group("max")) * factor(unit, unit);
		String suffix = suffix(property.path("type").asString());
		assertThat(refusal(name, min + suffix)).as("%s=%s%s", name, min, suffix).isNull();
		assertThat(refusal(name, max + suffix)).as("%s=%s%s", name, max, suffix).isNull();
		assertThat(refusal(name, (min - 1) + suffix)).as("%s=%s%s", name, min - 1, suffix).isEqualTo(name);
		if (max < Integer.MAX_VALUE || !suffix.isEmpty()) {
			assertThat(refusal(name, BigDecimal.valueOf(max).add(BigDecimal.ONE) + suffix))
				.as("%s=%s+1%s", name, max, suffix)
				.isEqualTo(name);
		}
		if (description.contains("or 0 for never")) {
			assertThat(refusal(name, "0" + suffix)).isNull();
		}
	}

	private static long factor(@Nullable String unit, @Nullable String otherwise) {
		String known = (unit != null) ? unit : otherwise;
		return (known != null) ? UNITS.get(known) : 1;
	}

	private static String suffix(String type) {
		return type.equals(Duration.class.getName()) ? "ms" : type.endsWith("DataSize") ? "B" : "";
	}

	/** The property that the refusal names, or null where the value is taken. */
	private static @Nullable String refusal(String name, String value) {
		Map<String, String> values = new LinkedHashMap<>(BESIDE.getOrDefault(name, Map.of()));
		values.put(name, value);
		try {
			map(values);
			return null;
		}
		catch (InvalidAmqpReceiverPropertyException ex) {
			return ex.property();
		}
	}

	private static void map(Map<String, String> values) {
		AmqpReceiverProperties properties = new Binder(new MapConfigurationPropertySource(values))
			.bindOrCreate("amqp.receiver", AmqpReceiverProperties.class);
		ConnectionPropertyMapper
			.map("amqp.receiver", properties.connection(),
					new PropertiesAmqpReceiverConnectionDetails("amqp.receiver", properties.connection(), null))
			.build();
		ConnectionPropertyMapper.map(properties.transport(), false);
		ListenerPropertyMapper.map("amqp.receiver.listener", properties.listener());
		if (values.keySet().stream().anyMatch((name) -> name.startsWith("amqp.receiver.health"))) {
			new ApplicationContextRunner()
				.withConfiguration(AutoConfigurations.of(AmqpReceiverAutoConfiguration.class,
						AmqpReceiverHealthContributorAutoConfiguration.class))
				.withPropertyValues(values.entrySet().stream().map(Object::toString).toArray(String[]::new))
				.run((context) -> {
					Throwable failure = context.getStartupFailure();
					while (failure != null && !(failure instanceof InvalidAmqpReceiverPropertyException)) {
						failure = failure.getCause();
					}
					if (failure instanceof InvalidAmqpReceiverPropertyException refusal) {
						throw refusal;
					}
				});
		}
	}

}
