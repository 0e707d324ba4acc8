package io.github.amqpreceiver.boot;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.amqpreceiver.spring.annotation.AmqpListener;
import io.github.amqpreceiver.testsupport.EmbeddedArtemis;
import io.github.amqpreceiver.testsupport.ProcessApp;
import io.github.amqpreceiver.testsupport.ReferenceSender;
import io.github.amqpreceiver.testsupport.TestMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Applications in processes of their own whose class paths lack what is optional: a
 * filtered class loader would still let our classes see it. They have no web server
 * either, and go on by themselves.
 */
class OptionalLibrariesIT {

	private static final Duration LONG = Duration.ofSeconds(90);

	/** Other messaging libraries of this build, which want some of these themselves. */
	private static final List<String> NEIGHBOURS = List.of("spring-rabbit", "spring-amqp", "spring-boot-amqp",
			"spring-boot-starter-amqp");

	private static EmbeddedArtemis broker;

	@BeforeAll
	static void start() {
		broker = EmbeddedArtemis.builder().start();
	}

	@AfterAll
	static void stop() {
		broker.close();
	}

	/** Names of jars that an optional feature needs, by how they begin. */
	enum Library {

		VALIDATION("jakarta.validation-api", "hibernate-validator", "spring-boot-validation"),
		JACKSON("jackson-", "spring-boot-jackson", "spring-boot-http-converter"),
		MICROMETER("micrometer-", "spring-boot-micrometer", "spring-boot-opentelemetry", "opentelemetry-"),
		ACTUATOR("spring-boot-actuator", "spring-boot-health", "spring-boot-starter-actuator"),
		REACTOR("reactor-", "reactive-streams", "kotlinx-coroutines-reactor"), CLOUD_EVENTS("cloudevents-"),
		KOTLIN("kotlin"), CONTAINERS("testcontainers", "spring-boot-testcontainers", "spring-boot-docker-compose");

		private final List<String> jars;

		Library(String... jars) {
			this.jars = List.of(jars);
		}

	}

	@ParameterizedTest
	@EnumSource
	void messagesAreHandledWithout(Library library) {
		assertHandled(library.name(), library.jars);
	}

	@Test
	void messagesAreHandledWithoutAnyOfThem() {
		assertHandled("bare", Arrays.stream(Library.values()).flatMap((library) -> library.jars.stream()).toList());
	}

	private static void assertHandled(String name, List<String> jars) {
		try (ProcessApp application = ProcessApp.of(Application.class)
			.arguments("--amqp.receiver.port=" + broker.port(), "--queue=" + name)
			.environment("CLASSPATH", classPathWithout(jars))
			.start()) {
			application.awaitLine("is started", LONG);
			try (ReferenceSender sender = ReferenceSender.open(broker.port(), name)) {
				sender.send(TestMessage.text("hello"));
			}
			assertThat(application.awaitLine("received hello", LONG)).isNotEmpty();
		}
	}

	private static String classPathWithout(List<String> jars) {
		String hidden = System.getProperty("surefire.test.class.path");
		String classPath = (hidden != null) ? hidden : System.getProperty("java.class.path");
		return Arrays.stream(classPath.split(File.pathSeparator))
			.filter((entry) -> Stream.concat(jars.stream(), NEIGHBOURS.stream())
				.noneMatch((jar) -> Path.of(entry).getFileName().toString().startsWith(jar)))
			.collect(Collectors.joining(File.pathSeparator));
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		public static void main(String[] args) {
			new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
				.properties("spring.main.banner-mode=off", "spring.docker.compose.enabled=false")
				.run(args);
			LoggerFactory.getLogger(Application.class).info("is started");
		}

		@AmqpListener(addresses = "${queue}")
		void on(String text) {
			LoggerFactory.getLogger(Application.class).info("received {}", text);
		}

	}

}
