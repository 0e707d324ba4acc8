package io.github.amqpreceiver.boot.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.github.amqpreceiver.delivery.ReceiveSettleMode;
import io.github.amqpreceiver.options.ConnectionOptions;
import io.github.amqpreceiver.options.DispatchOptions;
import io.github.amqpreceiver.options.Limits;
import io.github.amqpreceiver.options.ReceiverOptions;
import io.github.amqpreceiver.options.RecoveryOptions;
import io.github.amqpreceiver.options.TlsOptions;
import io.github.amqpreceiver.options.TransportOptions;
import io.github.amqpreceiver.spring.endpoint.CallSettings;
import io.github.amqpreceiver.spring.endpoint.LinkSettings;
import io.github.amqpreceiver.spring.endpoint.ListenerSettings;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.util.ClassUtils;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

/** Holds the metadata and the defaults of the options together. */
class MetadataTests {

	private final Map<String, JsonNode> metadata = metadata();

	@Test
	void everyPropertyHasADescriptionInOneSentence() {
		assertThat(this.metadata).hasSizeGreaterThan(80).allSatisfy((name, property) -> {
			String description = property.path("description").asString("");
			assertThat(description).as(name).isNotBlank().endsWith(".").doesNotContain("\n");
			assertThat(Character.isUpperCase(description.charAt(0))).as(name).isTrue();
		});
	}

	@Test
	void defaultsAreThoseOfTheOptions() {
		defaults().forEach((name, value) -> {
			JsonNode property = this.metadata.get("amqp.receiver." + name);
			assertThat(property).as(name).isNotNull();
			Object documented = ApplicationConversionService.getSharedInstance()
				.convert(property.path("defaultValue").asString(), value.getClass());
			assertThat(documented).as(name).isEqualTo(value);
		});
	}

	/*
	 * The annotation processor reads the grace from the code itself, and the endpoint's
	 * and the health's are Spring Boot's own.
	 */
	@Test
	void noDefaultIsWrittenDownWithoutItsSource() {
		assertThat(this.metadata.entrySet()
			.stream()
			.filter((entry) -> entry.getKey().startsWith("amqp.receiver.") && entry.getValue().has("defaultValue"))
			.map((entry) -> entry.getKey().substring("amqp.receiver.".length()))
			.filter((name) -> !name.equals("health.recovery-grace")))
			.allSatisfy((name) -> assertThat(defaults()).as(name).containsKey(name));
	}

	@Test
	void everyNameOfABeanHasAHintOfItsType() {
		Map<String, String> types = BeanNames.typesByProperty();
		assertThat(types).containsOnlyKeys("amqp.receiver.listener.converter", "amqp.receiver.listener.error-handler",
				"amqp.receiver.listener.executor");
		Map<String, JsonNode> hints = read("hints");
		Map<String, String> hinted = new TreeMap<>();
		hints.forEach((name, hint) -> hint.path("providers").forEach((provider) -> {
			if (provider.path("name").asString().equals("spring-bean-reference")) {
				hinted.put(name, provider.path("parameters").path("target").asString());
			}
		}));
		assertThat(hinted).isEqualTo(types);
	}

	@Test
	void everyEnumHasAHintWithEachOfItsValues() {
		Map<String, JsonNode> hints = read("hints");
		Map<String, List<String>> wanted = new TreeMap<>();
		this.metadata.forEach((name, property) -> {
			String type = property.path("type").asString();
			enumValues(type).ifPresent((values) -> wanted.put(name, values));
			if (type.startsWith("java.util.Map<")) {
				String value = type.substring(type.indexOf(',') + 1, type.length() - 1);
				enumValues(value).ifPresent((values) -> wanted.put(name + ".values", values));
			}
		});
		assertThat(wanted).hasSize(8).allSatisfy((name, values) -> {
			assertThat(hints).containsKey(name);
			JsonNode hint = hints.get(name).path("values");
			assertThat(hint).extracting((value) -> value.path("value").asString())
				.as(name)
				.containsExactlyElementsOf(values);
			assertThat(hint).allSatisfy((value) -> assertThat(value.path("description").asString("")).endsWith("."));
		});
	}

	@Test
	void everyMapHasAHintForItsKeys() {
		assertThat(this.metadata.values()
			.stream()
			.filter((property) -> property.path("type").asString().startsWith("java.util.Map<"))
			.map((property) -> property.path("name").asString() + ".keys")).hasSize(6)
			.allSatisfy((name) -> assertThat(read("hints")).containsKey(name));
	}

	@Test
	void everyHintIsOfAPropertyThatThereIs() {
		assertThat(read("hints").keySet())
			.allSatisfy((name) -> assertThat(this.metadata).containsKey(name.replaceFirst("[.](keys|values)$", "")));
	}

	private static Optional<List<String>> enumValues(String type) {
		if (!type.startsWith("io.github.amqpreceiver.")) {
			return Optional.empty();
		}
		Class<?> found = ClassUtils
			.resolveClassName(type.replaceFirst("AmqpReceiverProperties[.]", "AmqpReceiverProperties\\$"), null);
		return found.isEnum() ? Optional.of(Arrays.stream(found.getEnumConstants())
			.map((constant) -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'))
			.toList()) : Optional.empty();
	}

	private static Map<String, Object> defaults() {
		Map<String, Object> defaults = new LinkedHashMap<>();
		ConnectionOptions connection = ConnectionOptions.builder().build();
		defaults.put("idle-timeout", connection.idleTimeout());
		defaults.put("handshake-timeout", connection.handshakeTimeout());
		defaults.put("close-timeout", connection.closeTimeout());
		defaults.put("trace", connection.trace());
		defaults.put("sasl.allow-plain-without-tls", connection.allowPlainWithoutTls());
		limits(defaults, connection.limits());
		recovery(defaults, connection.recovery());
		defaults.put("ssl.verify-hostname", TlsOptions.DEFAULT.verifyHostname());
		defaults.put("ssl.handshake-timeout", TlsOptions.DEFAULT.handshakeTimeout());
		defaults.put("transport.native", TransportOptions.DEFAULT.nativeTransport());
		receiver(defaults, ReceiverOptions.builder("any").build());
		ConnectionPropertyMapperTests.settings().forEach((name, setting) -> {
			if (setting.defaultValue() != null) {
				defaults.put("listener." + DataObjectPropertyName.toDashedForm(name), setting.defaultValue());
			}
		});
		defaults.put("listener.charset", ReceiverOptions.builder("any").build().charset().name());
		ListenerSettings unset = ListenerSettings.builder().build();
		defaults.put("listener.durable", unset.is(LinkSettings.DURABLE));
		defaults.put("listener.shared", unset.is(LinkSettings.SHARED));
		defaults.put("listener.browse", unset.is(LinkSettings.BROWSE));
		defaults.put("listener.batch", unset.is(CallSettings.BATCH));
		return defaults;
	}

	private static void limits(Map<String, Object> defaults, Limits limits) {
		defaults.put("max-frame-size", DataSize.ofBytes(limits.maxFrameSize()));
		defaults.put("limits.in-flight-size", DataSize.ofBytes(limits.inFlightBytes()));
		defaults.put("limits.transfers-per-delivery", limits.transfersPerDelivery());
		defaults.put("limits.application-properties", limits.applicationProperties());
		defaults.put("limits.nesting", limits.nesting());
		defaults.put("limits.zero-width-elements", limits.zeroWidthElements());
		defaults.put("limits.channel-max", limits.channelMax());
		defaults.put("limits.handle-max", limits.handleMax());
	}

	private static void recovery(Map<String, Object> defaults, RecoveryOptions recovery) {
		defaults.put("recovery.enabled", recovery.enabled());
		defaults.put("recovery.fail-fast", recovery.failFast());
		defaults.put("recovery.initial-delay", RecoveryOptions.INITIAL_DELAY);
		defaults.put("recovery.multiplier", RecoveryOptions.MULTIPLIER);
		defaults.put("recovery.max-delay", RecoveryOptions.MAX_DELAY);
		defaults.put("recovery.jitter", RecoveryOptions.JITTER);
		defaults.put("recovery.stable-after", recovery.stableAfter());
		defaults.put("recovery.shuffle-addresses", recovery.shuffleAddresses());
		defaults.put("recovery.max-redirects", recovery.maxRedirects());
		defaults.put("recovery.give-up-on-authentication-failure", recovery.giveUpOnAuthenticationFailure());
	}

	private static void receiver(Map<String, Object> defaults, ReceiverOptions receiver) {
		defaults.put("listener.receive-settle-mode", receiver.receiveSettleMode());
		defaults.put("listener.two-phase-settlement", receiver.twoPhaseSettlement());
		defaults.put("listener.max-message-size", DataSize.ofBytes(receiver.maxMessageSize()));
		defaults.put("listener.require-capabilities", receiver.requireCapabilities());
		defaults.put("listener.require-filters", receiver.requireFilters());
		defaults.put("listener.attach-timeout", receiver.attachTimeout());
		defaults.put("listener.drain-timeout", receiver.drainTimeout());
		defaults.put("listener.shutdown-timeout", receiver.closeTimeout());
		defaults.put("listener.stall-timeout", receiver.stallTimeout());
		defaults.put("listener.debug", receiver.debug());
		defaults.put("listener.inline", DispatchOptions.DEFAULT.inline());
		assertThat(receiver.charset()).isEqualTo(Charset.forName("UTF-8"));
		assertThat(receiver.receiveSettleMode()).isEqualTo(ReceiveSettleMode.PEEK_LOCK);
		assertThat(receiver.handlerTimeout()).isNull();
		assertThat(receiver.stallTimeout()).isEqualTo(Duration.ofSeconds(60));
	}

	static Map<String, JsonNode> metadata() {
		return read("properties");
	}

	private static Map<String, JsonNode> read(String part) {
		try (InputStream in = MetadataTests.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
			Map<String, JsonNode> properties = new TreeMap<>();
			JsonMapper.builder()
				.build()
				.readTree(in)
				.path(part)
				.forEach((property) -> properties.put(property.path("name").asString(), property));
			return properties;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
