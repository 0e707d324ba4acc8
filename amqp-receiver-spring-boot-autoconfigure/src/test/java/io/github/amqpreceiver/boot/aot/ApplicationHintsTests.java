package io.github.amqpreceiver.boot.aot;

import io.github.amqpreceiver.boot.actuate.endpoint.AmqpReceiversEndpoint;
import io.github.amqpreceiver.boot.actuate.endpoint.ConnectionDescriptor;
import io.github.amqpreceiver.boot.actuate.endpoint.ListenerDescriptor;
import io.github.amqpreceiver.boot.actuate.endpoint.PeerDescriptor;
import io.github.amqpreceiver.boot.actuate.endpoint.ReceiverDescriptor;
import io.github.amqpreceiver.boot.autoconfigure.AmqpReceiverAutoConfiguration;
import io.github.amqpreceiver.boot.autoconfigure.AmqpReceiverProperties;
import io.github.amqpreceiver.boot.autoconfigure.actuate.AmqpReceiversEndpointAutoConfiguration;
import io.github.amqpreceiver.boot.autoconfigure.health.AmqpReceiverHealthContributorAutoConfiguration;
import io.github.amqpreceiver.boot.autoconfigure.metrics.AmqpReceiverMetricsAutoConfiguration;
import io.github.amqpreceiver.spring.annotation.AmqpListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.ReflectionHintsPredicates;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.javapoet.ClassName;

import static org.assertj.core.api.Assertions.assertThat;

/** What a whole application with a listener, prepared ahead of time, tells of itself. */
class ApplicationHintsTests {

	private final ReflectionHintsPredicates reflection = RuntimeHintsPredicates.reflection();

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	private final InMemoryGeneratedFiles files = new InMemoryGeneratedFiles();

	private RuntimeHints hints;

	@BeforeEach
	void prepare() {
		TestPropertyValues
			.of("management.endpoints.web.exposure.include=*", "amqp.receiver.connections.second.host=two",
					"amqp.receiver.listeners.orders.prefetch=7", "amqp.receiver.host=one")
			.applyTo(this.context);
		this.context.register(Application.class);
		DefaultGenerationContext generation = new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get(Application.class)), this.files);
		new ApplicationContextAotGenerator().processAheadOfTime(this.context, generation);
		generation.writeGeneratedContent();
		this.hints = generation.getRuntimeHints();
	}

	@AfterEach
	void close() {
		this.context.close();
	}

	@Test
	void listenersAreCalledAndTheirPayloadsBound() {
		assertThat(this.reflection.onMethodInvocation(Application.class, "onOrder")).accepts(this.hints);
		assertThat(this.reflection.onMethodInvocation(Order.class, "id")).accepts(this.hints);
	}

	@Test
	void propertiesOfEveryLevelAreBoundByTheirConstructors() {
		for (Class<?> type : AmqpReceiverProperties.class.getDeclaredClasses()) {
			if (type.isRecord()) {
				assertThat(this.reflection.onType(type)).as(type.getName()).accepts(this.hints);
			}
		}
		assertThat(this.reflection.onType(AmqpReceiverProperties.class)).accepts(this.hints);
	}

	@Test
	void answersOfTheEndpointAreWrittenAsJson() {
		assertThat(this.reflection.onMethodInvocation(AmqpReceiversEndpoint.class, "receivers")).accepts(this.hints);
		assertThat(this.reflection.onMethodInvocation(AmqpReceiversEndpoint.class, "steer")).accepts(this.hints);
		assertThat(this.reflection.onMethodInvocation(ListenerDescriptor.class, "condition")).accepts(this.hints);
		assertThat(this.reflection.onMethodInvocation(ReceiverDescriptor.class, "state")).accepts(this.hints);
		for (Class<?> type : new Class<?>[] { ConnectionDescriptor.class, PeerDescriptor.class }) {
			assertThat(this.reflection.onType(type)).as(type.getName()).accepts(this.hints);
		}
	}

	@Test
	void everyBeanIsMadeByGeneratedCode() {
		String code = this.files.getGeneratedFiles(org.springframework.aot.generate.GeneratedFiles.Kind.SOURCE)
			.keySet()
			.toString();
		assertThat(code).contains("AmqpReceiverConnectionConfiguration__BeanDefinitions",
				"AmqpReceiverListenerConfiguration__BeanDefinitions",
				"AmqpReceiversEndpointAutoConfiguration__BeanDefinitions",
				"AmqpReceiverHealthContributorAutoConfiguration__BeanDefinitions",
				"AmqpReceiverMetricsAutoConfiguration__BeanDefinitions");
	}

	record Order(String id) {
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ AmqpReceiverAutoConfiguration.class, AmqpReceiversEndpointAutoConfiguration.class,
			AmqpReceiverHealthContributorAutoConfiguration.class, AmqpReceiverMetricsAutoConfiguration.class })
	static class Application {

		@AmqpListener(id = "orders", addresses = "orders")
		void onOrder(Order order) {
		}

		@Bean
		MeterRegistry meters() {
			return new SimpleMeterRegistry();
		}

	}

}
