package io.github.amqpreceiver.boot;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Predicate;

import io.github.amqpreceiver.boot.autoconfigure.AmqpReceiverAutoConfiguration;
import io.github.amqpreceiver.event.ReceiverState;
import io.github.amqpreceiver.event.ReceiverStatus;
import io.github.amqpreceiver.spring.annotation.AmqpListener;
import io.github.amqpreceiver.spring.container.AmqpListenerRegistry;
import io.github.amqpreceiver.testsupport.EmbeddedArtemis;
import io.github.amqpreceiver.testsupport.RabbitMq;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a listener tells of an attach that the broker refuses for its content. */
class RefusedLinkIT {

	private static final Duration LONG = Duration.ofSeconds(30);

	@Test
	void selectorThatTheBrokerCannotReadIsToldWithItsTextAndNotTriedAgain() {
		try (EmbeddedArtemis broker = EmbeddedArtemis.builder().queues("orders").start()) {
			run(Selecting.class, broker.port(), (status) -> status.state() == ReceiverState.ERROR, (status) -> {
				assertThat(status.lastError()).hasMessageContaining("orders")
					.hasMessageContaining("amqp:invalid-field")
					.hasMessageContaining("colour = AND");
				assertThat(status.attempt()).isLessThanOrEqualTo(1);
			});
		}
	}

	/** RabbitMQ 3 has addresses such as {@code /queue/orders}, RabbitMQ 4 others. */
	@Test
	@EnabledIf("io.github.amqpreceiver.testsupport.RabbitMq#available")
	void addressThatRabbitMqCannotReadIsToldWithItsVersionAndWhatToCheck() {
		try (RabbitMq broker = RabbitMq.start()) {
			run(OfAnotherVersion.class, broker.port(), (status) -> status.lastError() != null,
					(status) -> assertThat(status.lastError()).hasMessageContaining("The peer (RabbitMQ 3.")
						.hasMessageContaining("/queues/orders")
						.hasMessageContaining("amqp:invalid-field")
						.hasMessageContaining(
								"Check the filters, and the address, whose form differs between brokers"));
		}
	}

	@Test
	void secondApplicationOfOneContainerIdIsToldThatTheSubscriptionIsTakenAndGetsItLater() {
		try (EmbeddedArtemis broker = EmbeddedArtemis.builder().topics("news").start();
				ConfigurableApplicationContext first = subscribed(broker)) {
			await().atMost(LONG).until(() -> status(first).state() == ReceiverState.OPEN);
			try (ConfigurableApplicationContext second = subscribed(broker)) {
				await().atMost(LONG).until(() -> status(second).lastError() != null);
				assertThat(status(second).lastError())
					.hasMessageMatching("The peer \\(apache-activemq-artemis [\\d.]+\\) "
							+ "refused to attach link 'shop-news' to address 'news' for the subscription of container id "
							+ "'shop' \\(another application may have it\\): amqp:.*");
				first.close();
				await().atMost(LONG).until(() -> status(second).state() == ReceiverState.OPEN);
			}
		}
	}

	private static ConfigurableApplicationContext subscribed(EmbeddedArtemis broker) {
		return new SpringApplicationBuilder(Subscribing.class).web(WebApplicationType.NONE)
			.properties("amqp.receiver.port=" + broker.port(), "amqp.receiver.container-id=shop",
					"amqp.receiver.recovery.max-delay=500ms", "spring.main.banner-mode=off")
			.run();
	}

	private static ReceiverStatus status(ConfigurableApplicationContext context) {
		return context.getBean(AmqpListenerRegistry.class).container("orders").status().get(0);
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(AmqpReceiverAutoConfiguration.class)
	static class Subscribing {

		@AmqpListener(id = "orders", addresses = "news", subscription = "shop-news", durable = "true")
		void onOrder(String text) {
		}

	}

	private static void run(Class<?> listener, int port, Predicate<ReceiverStatus> until,
			Consumer<ReceiverStatus> check) {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(AmqpReceiverAutoConfiguration.class))
			.withUserConfiguration(listener)
			.withPropertyValues("amqp.receiver.port=" + port)
			.run((context) -> {
				AmqpListenerRegistry registry = context.getBean(AmqpListenerRegistry.class);
				await().atMost(Duration.ofSeconds(30))
					.until(() -> until.test(registry.container("orders").status().get(0)));
				check.accept(registry.container("orders").status().get(0));
			});
	}

	@Configuration(proxyBeanMethods = false)
	static class OfAnotherVersion {

		@AmqpListener(id = "orders", addresses = "/queues/orders")
		void onOrder(String text) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Selecting {

		@AmqpListener(id = "orders", addresses = "orders", selector = "colour = AND")
		void onOrder(String text) {
		}

	}

}
