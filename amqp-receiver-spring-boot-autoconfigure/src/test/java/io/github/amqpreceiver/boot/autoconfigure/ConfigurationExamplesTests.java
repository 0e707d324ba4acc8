package io.github.amqpreceiver.boot.autoconfigure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mockito.Answers;

import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Binds each YAML of the pages that configures receivers, as Spring Boot would, and makes
 * options of it: a key that does not exist and a value that is out of its range fail.
 */
class ConfigurationExamplesTests {

	private static final Pattern YAML = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);

	static Stream<Arguments> examples() throws IOException {
		List<Path> pages = new ArrayList<>(List.of(Path.of("..", "README.md")));
		try (Stream<Path> docs = Files.list(Path.of("..", "docs"))) {
			docs.filter((page) -> page.toString().endsWith(".md")).sorted().forEach(pages::add);
		}
		List<Arguments> examples = new ArrayList<>();
		for (Path page : pages) {
			Matcher found = YAML.matcher(Files.readString(page));
			while (found.find()) {
				if (found.group(1).contains("amqp")) {
					examples.add(Arguments.of(page.getFileName().toString(), found.group(1)));
				}
			}
		}
		return examples.stream();
	}

	@ParameterizedTest(name = "{0}: {1}")
	@MethodSource("examples")
	void anExampleIsUnderstoodAndInRange(String page, String yaml) throws IOException, KeyStoreException {
		AmqpReceiverProperties properties = bind(yaml);
		assertThat(properties).as(yaml).isNotNull();
		map("amqp.receiver", properties.connection());
		for (Map.Entry<String, AmqpReceiverProperties.Connection> named : properties.connections().entrySet()) {
			map("amqp.receiver.connections." + named.getKey(), named.getValue());
		}
		ConnectionPropertyMapper.map(properties.transport(), false);
		ListenerPropertyMapper.map("amqp.receiver.listener", properties.listener());
		properties.listeners()
			.forEach((id, listener) -> ListenerPropertyMapper.map("amqp.receiver.listeners." + id, listener));
	}

	@Test
	void everyGroupHasAnExampleInTheReference() throws IOException {
		Set<String> groups = new HashSet<>();
		for (Arguments example : examples().toList()) {
			if (example.get()[0].equals("reference.md")) {
				environment((String) example.get()[1]).getPropertySources()
					.stream()
					.filter(MapPropertySource.class::isInstance)
					.map(MapPropertySource.class::cast)
					.flatMap((source) -> Stream.of(source.getPropertyNames()))
					.filter((name) -> name.startsWith("amqp.receiver."))
					.map((name) -> name.substring("amqp.receiver.".length()).replaceAll("[.\\[].*", ""))
					.forEach(groups::add);
			}
		}
		assertThat(groups).contains("uri", "addresses", "connections", "health", "limits", "listener", "listeners",
				"recovery", "sasl", "ssl", "transport");
	}

	private static AmqpReceiverProperties bind(String yaml) throws IOException {
		BindHandler handler = new NoUnboundElementsBindHandler(BindHandler.DEFAULT);
		return Binder.get(environment(yaml))
			.bind("amqp.receiver", Bindable.of(AmqpReceiverProperties.class), handler)
			.orElse(null);
	}

	private static StandardEnvironment environment(String yaml) throws IOException {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources()
			.addFirst(new MapPropertySource("secrets", Map.of("BROKER_PASSWORD", "s3cret", "BROKER_USER", "orders")));
		new YamlPropertySourceLoader().load("example", new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)))
			.forEach(environment.getPropertySources()::addFirst);
		return environment;
	}

	private static void map(String prefix, AmqpReceiverProperties.Connection connection) throws KeyStoreException {
		DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry();
		if (connection.ssl().bundle() != null) {
			bundles.registerBundle(connection.ssl().bundle(), bundle());
		}
		ConnectionPropertyMapper
			.map(prefix, connection, new PropertiesAmqpReceiverConnectionDetails(prefix, connection, bundles))
			.build();
	}

	/** Has everything that a bundle can have: its files are not what is looked at. */
	private static SslBundle bundle() throws KeyStoreException {
		KeyStore keys = mock(KeyStore.class);
		given(keys.aliases()).willAnswer((call) -> Collections.enumeration(List.of("client")));
		given(keys.isKeyEntry("client")).willReturn(true);
		SslBundle bundle = mock(SslBundle.class, Answers.RETURNS_DEEP_STUBS);
		given(bundle.getStores().getKeyStore()).willReturn(keys);
		given(bundle.getOptions().getEnabledProtocols()).willReturn(null);
		return bundle;
	}

}
