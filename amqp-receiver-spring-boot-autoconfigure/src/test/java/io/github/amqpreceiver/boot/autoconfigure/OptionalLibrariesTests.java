package io.github.amqpreceiver.boot.autoconfigure;

import java.util.List;

import io.github.amqpreceiver.boot.autoconfigure.actuate.AmqpReceiversEndpointAutoConfiguration;
import io.github.amqpreceiver.boot.autoconfigure.health.AmqpReceiverHealthContributorAutoConfiguration;
import io.github.amqpreceiver.boot.autoconfigure.metrics.AmqpReceiverMetricsAutoConfiguration;
import io.github.amqpreceiver.boot.autoconfigure.tracing.AmqpReceiverTracingAutoConfiguration;
import io.github.amqpreceiver.spring.annotation.AmqpListener;
import io.github.amqpreceiver.spring.container.AmqpListenerRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which beans are there where an optional library is not. That messages are handled
 * without it is shown by {@code OptionalLibrariesIT}.
 */
class OptionalLibrariesTests {

	/** Beans of the feature, and the packages whose absence switches it off. */
	enum Library {

		JACKSON(List.of("amqpReceiverJsonCodec"), "tools.jackson"),
		MICROMETER(List.of("amqpReceiverListenerMetricsFactory", "amqpReceiverConnectionMetricsCustomizer",
				"amqpReceiverListenerObservation"), "io.micrometer", "org.springframework.boot.micrometer"),
		METERS(List.of("amqpReceiverListenerMetricsFactory", "amqpReceiverConnectionMetricsCustomizer"),
				"io.micrometer.core", "org.springframework.boot.micrometer.metrics"),
		TRACING(List.of(), "io.micrometer.tracing"),
		ACTUATOR(List.of("amqpReceiversEndpoint", "amqpReceiversEndpointWebExtension"),
				"org.springframework.boot.actuate"),
		HEALTH(List.of("amqpReceiverHealthContributor"), "org.springframework.boot.health"),
		VALIDATION(List.of(), "jakarta.validation", "org.hibernate.validator", "org.springframework.boot.validation"),
		REACTOR(List.of(), "reactor", "org.reactivestreams"), CLOUD_EVENTS(List.of(), "io.cloudevents"),
		KOTLIN(List.of(), "kotlin", "kotlinx");

		private final List<String> beans;

		private final String[] packages;

		Library(List<String> beans, String... packages) {
			this.beans = beans;
			this.packages = packages;
		}

	}

	// by name, as an application gets them: conditions are then read before classes
	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withUserConfiguration(Imported.class)
		.withPropertyValues("management.endpoints.web.exposure.include=*");

	@ParameterizedTest
	@EnumSource
	void contextWithAListenerStartsWithout(Library library) {
		this.contextRunner.withClassLoader(new FilteredClassLoader(library.packages)).run((context) -> {
			assertThat(context).hasNotFailed().hasSingleBean(AmqpListenerRegistry.class);
			assertThat(context.getBean(AmqpListenerRegistry.class).container("orders")).isNotNull();
			library.beans.forEach((bean) -> assertThat(context).doesNotHaveBean(bean));
		});
	}

	@Test
	void everyFeatureIsThereWithAllOfThem() {
		this.contextRunner.run((context) -> {
			assertThat(context).hasNotFailed();
			for (Library library : Library.values()) {
				library.beans.forEach((bean) -> assertThat(context).hasBean(bean));
			}
		});
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ SslAutoConfiguration.class, JacksonAutoConfiguration.class,
			ValidationAutoConfiguration.class, MetricsAutoConfiguration.class,
			CompositeMeterRegistryAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class,
			ObservationAutoConfiguration.class, AmqpReceiverAutoConfiguration.class,
			AmqpReceiversEndpointAutoConfiguration.class, AmqpReceiverHealthContributorAutoConfiguration.class,
			AmqpReceiverMetricsAutoConfiguration.class, AmqpReceiverTracingAutoConfiguration.class })
	static class Imported {

		@AmqpListener(id = "orders", addresses = "orders", autoStartup = "false")
		void onOrder(String text) {
		}

	}

}
