package io.github.amqpreceiver.boot;

import java.time.Duration;

import io.github.amqpreceiver.boot.autoconfigure.AmqpReceiverAutoConfiguration;
import io.github.amqpreceiver.event.ReceiverState;
import io.github.amqpreceiver.event.ReceiverStatus;
import io.github.amqpreceiver.spring.annotation.AmqpListener;
import io.github.amqpreceiver.spring.container.AmqpListenerRegistry;
import io.github.amqpreceiver.testsupport.EmbeddedArtemis;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a listener tells of an attach that the broker refuses for its content. */
class RefusedLinkIT {

	@Test
	void selectorThatTheBrokerCannotReadIsToldWithItsTextAndNotTriedAgain() {
		try (EmbeddedArtemis broker = EmbeddedArtemis.builder().queues("orders").start()) {
			new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(AmqpReceiverAutoConfiguration.class))
				.withUserConfiguration(Selecting.class)
				.withPropertyValues("amqp.receiver.port=" + broker.port())
				.run((context) -> {
					AmqpListenerRegistry registry = context.getBean(AmqpListenerRegistry.class);
					await().atMost(Duration.ofSeconds(30))
						.until(() -> registry.container("orders").status().get(0).state() == ReceiverState.ERROR);
					ReceiverStatus status = registry.container("orders").status().get(0);
					assertThat(status.lastError()).hasMessageContaining("orders")
						.hasMessageContaining("amqp:invalid-field")
						.hasMessageContaining("colour = AND");
					assertThat(status.attempt()).isLessThanOrEqualTo(1);
				});
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Selecting {

		@AmqpListener(id = "orders", addresses = "orders", selector = "colour = AND")
		void onOrder(String text) {
		}

	}

}
