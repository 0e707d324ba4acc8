package io.github.amqpreceiver.boot.autoconfigure;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import io.github.amqpreceiver.auth.Credentials;
import io.github.amqpreceiver.options.Address;
import io.github.amqpreceiver.options.ConnectionOptions;
import io.github.amqpreceiver.options.TransportOptions;
import io.github.amqpreceiver.spring.endpoint.CallSettings;
import io.github.amqpreceiver.spring.endpoint.FailureSettings;
import io.github.amqpreceiver.spring.endpoint.LinkSettings;
import io.github.amqpreceiver.spring.endpoint.ListenerSetting;
import io.github.amqpreceiver.spring.endpoint.ListenerSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.util.ReflectionUtils;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ConnectionPropertyMapperTests {

	/** What is no text. */
	private static final Map<String, String> EXAMPLES = examples();

	@Test
	void nothingSetGivesTheDefaultsOfTheCore() {
		ConnectionOptions options = map(Map.of());
		ConnectionOptions defaults = ConnectionOptions.builder().containerId(options.containerId()).build();
		assertThat(options.addresses()).containsExactly(Address.DEFAULT);
		assertThat(options.limits()).isEqualTo(defaults.limits());
		assertThat(options.credentials()).isInstanceOf(Credentials.Anonymous.class);
		assertThat(options.idleTimeout()).isEqualTo(defaults.idleTimeout());
		assertThat(options.tls()).isNull();
		assertThat(options.recovery().toBuilder().backOff(defaults.recovery().backOff()).build())
			.isEqualTo(defaults.recovery());
	}

	@Test
	void everythingSetArrives() {
		ConnectionOptions options = map(Map.ofEntries(Map.entry("uri", "amqps://u:p@broker/tenant"),
				Map.entry("container-id", "orders"), Map.entry("idle-timeout", "10s"),
				Map.entry("handshake-timeout", "3s"), Map.entry("close-timeout", "2s"),
				Map.entry("max-frame-size", "32KB"), Map.entry("properties.site", "north"),
				Map.entry("desired-capabilities", "ANONYMOUS-RELAY"), Map.entry("trace", "true"),
				Map.entry("limits.in-flight-size", "8MB"), Map.entry("limits.nesting", "16"),
				Map.entry("recovery.enabled", "false"), Map.entry("recovery.max-redirects", "1"),
				Map.entry("recovery.initial-delay", "1s"), Map.entry("recovery.jitter", "0"),
				Map.entry("sasl.mechanisms", "scram-sha-256"), Map.entry("ssl.verify-hostname", "false")));
		assertThat(options.addresses()).containsExactly(new Address("broker", 5671, true));
		assertThat(options.virtualHost()).isEqualTo("tenant");
		assertThat(options.containerId()).isEqualTo("orders");
		assertThat(options.idleTimeout()).isEqualTo(Duration.ofSeconds(10));
		assertThat(options.handshakeTimeout()).isEqualTo(Duration.ofSeconds(3));
		assertThat(options.closeTimeout()).isEqualTo(Duration.ofSeconds(2));
		assertThat(options.limits().maxFrameSize()).isEqualTo(32_768);
		assertThat(options.limits().inFlightBytes()).isEqualTo(8 << 20);
		assertThat(options.limits().nesting()).isEqualTo(16);
		assertThat(options.properties()).hasToString("{site=north}");
		assertThat(options.desiredCapabilities()).hasToString("[ANONYMOUS-RELAY]");
		assertThat(options.trace()).isTrue();
		assertThat(options.recovery().enabled()).isFalse();
		assertThat(options.recovery().maxRedirects()).isOne();
		assertThat(options.recovery().backOff().delay(2)).isEqualTo(Duration.ofSeconds(2));
		assertThat(options.saslMechanisms()).containsExactly("SCRAM-SHA-256");
		assertThat(options.tls()).isNotNull();
		assertThat(options.tls().verifyHostname()).isFalse();
		Credentials.UsernamePassword credentials = (Credentials.UsernamePassword) options.credentials();
		assertThat(credentials.username().get()).isEqualTo("u");
		assertThat(credentials.password().get()).isEqualTo("p");
	}

	@Test
	void severalAddressesKeepTheirOrder() {
		assertThat(map(Map.of("addresses", "one, two:5673, amqp://three")).addresses()).containsExactly(
				new Address("one", 5672, false), new Address("two", 5673, false), new Address("three", 5672, false));
	}

	@Test
	void passwordCompletesTheUserOfTheUri() {
		ConnectionOptions options = map(Map.of("uri", "amqp://u@localhost", "password", "new"));
		assertThat(((Credentials.UsernamePassword) options.credentials()).password().get()).isEqualTo("new");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "port|70000|amqp.receiver.port", "port|0|amqp.receiver.port",
			"max-frame-size|100B|amqp.receiver.max-frame-size", "max-frame-size|17MB|amqp.receiver.max-frame-size",
			"idle-timeout|500ms|amqp.receiver.idle-timeout", "idle-timeout|30|amqp.receiver.idle-timeout",
			"handshake-timeout|2h|amqp.receiver.handshake-timeout", "limits.nesting|33|amqp.receiver.limits.nesting",
			"limits.in-flight-size|1KB|amqp.receiver.limits.in-flight-size",
			"recovery.jitter|2|amqp.receiver.recovery.jitter",
			"recovery.multiplier|0.5|amqp.receiver.recovery.multiplier",
			"recovery.initial-delay|1m|amqp.receiver.recovery.initial-delay",
			"recovery.max-redirects|101|amqp.receiver.recovery.max-redirects",
			"sasl.mechanisms|SCRAM256|amqp.receiver.sasl.mechanisms",
			"sasl.mechanisms|EXTERNAL|amqp.receiver.sasl.mechanisms", "username|u|amqp.receiver.password",
			"password|p|amqp.receiver.username", "host|amqp://broker|amqp.receiver.host",
			"ssl.bundle|none|amqp.receiver.ssl.bundle" })
	void wrongValueNamesItsProperty(String name, String value, String property) {
		Map<String, String> values = new LinkedHashMap<>(Map.of(name, value));
		if (name.startsWith("ssl")) {
			values.put("uri", "amqps://broker");
		}
		assertThatExceptionOfType(InvalidAmqpReceiverPropertyException.class).isThrownBy(() -> map(values))
			.satisfies((failure) -> assertThat(failure.property()).isEqualTo(property));
	}

	@Test
	void uriAndHostExcludeEachOther() {
		assertThatExceptionOfType(InvalidAmqpReceiverPropertyException.class)
			.isThrownBy(() -> map(Map.of("uri", "amqp://one", "host", "two")))
			.withMessage(
					"amqp.receiver.host is 'two': It has no meaning beside amqp.receiver.uri. Set one of the two.");
	}

	@Test
	void passwordDoesNotGoUnencryptedToAnotherMachineUnlessAllowed() {
		Map<String, String> remote = Map.of("uri", "amqp://u:s3cret@broker.example");
		assertThatExceptionOfType(InvalidAmqpReceiverPropertyException.class).isThrownBy(() -> map(remote))
			.withMessageContaining("The password would go unencrypted to amqp://broker.example:5672.")
			.withMessageNotContaining("s3cret");
		Map<String, String> allowed = new LinkedHashMap<>(remote);
		allowed.put("sasl.allow-plain-without-tls", "true");
		assertThat(map(allowed).allowPlainWithoutTls()).isTrue();
		Map<String, String> scram = new LinkedHashMap<>(remote);
		scram.put("sasl.mechanisms", "SCRAM-SHA-256");
		assertThat(map(scram).allowPlainWithoutTls()).isFalse();
		assertThat(map(Map.of("uri", "amqp://u:s3cret@127.0.0.1")).allowPlainWithoutTls()).isFalse();
	}

	@Test
	void transportTakesWhatIsSetAndKeepsTheRest() {
		TransportOptions options = ConnectionPropertyMapper
			.map(bind(Map.of("transport.io-threads", "3", "transport.native", "false")).transport(), true);
		assertThat(options).isEqualTo(new TransportOptions(3, TransportOptions.DEFAULT.handlerThreads(), false, true));
		assertThatExceptionOfType(InvalidAmqpReceiverPropertyException.class)
			.isThrownBy(() -> ConnectionPropertyMapper.map(bind(Map.of("transport.io-threads", "0")).transport(), true))
			.withMessage("amqp.receiver.transport.io-threads is '0': It must be from 1 to 1024. "
					+ "Write such a value, or leave the property out for the default.");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "prefetch|0|A listener without credit never receives a message.",
			"prefetch|-1|It must be from 1 to 65535.", "prefetch|1000000000|It must be from 1 to 65535.",
			"max-message-size|0|No message is that small.", "max-message-size|3GB|It must be from 1 to 2147483647.",
			"send-settle-mode|settled|It must be UNSETTLED or MIXED where receiveSettleMode is PEEK_LOCK.",
			"concurrency|0|It must be from 1 to 65535.", "drain-timeout|2h|It must be from 0s to 1h.",
			"stall-timeout|10ms|It must be from 1s to 1d, or zero for never." })
	void wrongListenerSettingSaysWhatWouldBeRight(String name, String value, String reason) {
		assertThatExceptionOfType(InvalidAmqpReceiverPropertyException.class)
			.isThrownBy(() -> listener(Map.of("listener." + name, value)))
			.satisfies((failure) -> {
				assertThat(failure.property()).isEqualTo("amqp.receiver.listener." + name);
				assertThat(failure.reason()).isEqualTo(reason);
			});
	}

	@Test
	void listenerSettingsArrive() {
		ListenerSettings settings = listener(
				Map.of("listener.prefetch", "10", "listener.max-message-size", "2MB", "listener.ack-mode", "manual",
						"listener.auto-startup", "false", "listener.exception-outcomes[com.acme.Bad]", "rejected"));
		assertThat(settings.get(LinkSettings.PREFETCH)).isEqualTo(10);
		assertThat(settings.get(LinkSettings.MAX_MESSAGE_SIZE)).isEqualTo(2L << 20);
		assertThat(settings.get(CallSettings.ACK_MODE)).hasToString("MANUAL");
		assertThat(settings.get(CallSettings.AUTO_STARTUP)).isFalse();
		assertThat(settings.get(FailureSettings.EXCEPTION_OUTCOMES)).hasToString("{com.acme.Bad=REJECTED}");
		assertThat(settings.settings()).hasSize(5);
	}

	@Test
	void everySettingOfAListenerIsAProperty() {
		assertThat(ListenerProperties.class.getRecordComponents()).extracting((component) -> component.getName())
			.containsExactlyInAnyOrderElementsOf(settings().keySet());
	}

	@Test
	void everyPropertyOfAListenerArrivesAsItsSetting() {
		Map<String, String> values = new LinkedHashMap<>();
		settings().keySet().forEach((name) -> values.put("listener." + dashed(name), EXAMPLES.getOrDefault(name, "x")));
		values.put("listener.exception-outcomes[com.acme.Bad]", values.remove("listener.exception-outcomes"));
		for (String map : List.of("filters", "properties")) {
			values.put("listener." + map + ".a", values.remove("listener." + map));
		}
		assertThat(listener(values).settings()).containsExactlyInAnyOrderElementsOf(settings().values());
	}

	private static Map<String, String> examples() {
		Map<String, String> examples = new LinkedHashMap<>(Map.of("receiveSettleMode", "peek-lock", "sendSettleMode",
				"mixed", "ackMode", "auto", "charset", "UTF-8", "maxMessageSize", "1KB", "failureOutcome", "released",
				"exceptionOutcomes", "rejected", "retryMultiplier", "3"));
		List.of("expiredOutcome", "lockOutcome", "maxAgeOutcome").forEach((name) -> examples.put(name, "accepted"));
		List.of("prefetch", "consumers", "concurrency", "batchSize", "maxDeliveries", "retries")
			.forEach((name) -> examples.put(name, "5"));
		List.of("twoPhaseSettlement", "requireFilters", "durable", "shared", "browse", "requireCapabilities", "debug",
				"batch", "inline", "autoStartup")
			.forEach((name) -> examples.put(name, "true"));
		List.of("attachTimeout", "drainTimeout", "shutdownTimeout", "stallTimeout", "handlerTimeout", "batchTimeout",
				"idleEventInterval", "retryDelay", "retryMaxDelay", "retryJitter", "lockMargin", "maxAge")
			.forEach((name) -> examples.put(name, "7s"));
		return examples;
	}

	private static String dashed(String name) {
		return DataObjectPropertyName.toDashedForm(name);
	}

	static Map<String, ListenerSetting<?>> settings() {
		Map<String, ListenerSetting<?>> settings = new LinkedHashMap<>();
		Stream.of(LinkSettings.class, CallSettings.class, FailureSettings.class)
			.flatMap((group) -> Arrays.stream(group.getFields()))
			.forEach((field) -> {
				ListenerSetting<?> setting = (ListenerSetting<?>) ReflectionUtils.getField(field, null);
				assertThat(field.getName())
					.isEqualTo(dashed(setting.name()).replace('-', '_').toUpperCase(Locale.ROOT));
				settings.put(setting.name(), setting);
			});
		return settings;
	}

	private static ListenerSettings listener(Map<String, String> values) {
		return ListenerPropertyMapper.map("amqp.receiver.listener", bind(values).listener());
	}

	private static ConnectionOptions map(Map<String, String> values) {
		AmqpReceiverProperties.Connection properties = bind(values).connection();
		return ConnectionPropertyMapper
			.map("amqp.receiver", properties,
					new PropertiesAmqpReceiverConnectionDetails("amqp.receiver", properties, null))
			.build();
	}

	private static AmqpReceiverProperties bind(Map<String, String> values) {
		Map<String, String> full = new LinkedHashMap<>();
		values.forEach((name, value) -> full.put("amqp.receiver." + name, value));
		return new Binder(new MapConfigurationPropertySource(full)).bindOrCreate("amqp.receiver",
				AmqpReceiverProperties.class);
	}

}
