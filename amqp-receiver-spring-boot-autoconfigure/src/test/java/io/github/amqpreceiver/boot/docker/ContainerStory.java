package io.github.amqpreceiver.boot.docker;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import io.github.amqpreceiver.AmqpConnection;
import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.event.ReceiverState;
import io.github.amqpreceiver.message.OutgoingMessage;
import io.github.amqpreceiver.options.SenderOptions;
import io.github.amqpreceiver.spring.annotation.AmqpListener;
import io.github.amqpreceiver.spring.container.AmqpListenerRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a message goes through, on whatever broker a container holds. */
@SpringBootTest(classes = ContainerStory.Application.class, properties = "queue=orders")
abstract class ContainerStory {

	@Autowired
	private AmqpConnection connection;

	@Autowired
	private Application application;

	@Autowired
	private AmqpListenerRegistry registry;

	@Test
	void messageIsAcceptedAfterAFailure(@Autowired Environment environment) {
		await().atMost(Duration.ofSeconds(30))
			.until(() -> this.registry.container("orders")
				.status()
				.stream()
				.allMatch((status) -> status.state() == ReceiverState.OPEN));
		Outcome sent = this.connection.session()
			.sender(SenderOptions.builder(environment.getRequiredProperty("queue")).build())
			.send(OutgoingMessage.text("hello").durable(true).build())
			.toCompletableFuture()
			.orTimeout(30, TimeUnit.SECONDS)
			.join();
		assertThat(sent).isEqualTo(Outcome.accepted());
		await().atMost(Duration.ofSeconds(30))
			.untilAsserted(() -> assertThat(this.application.seen).containsExactly("hello", "hello"));
	}

	/** Fails the first time, so that the broker has to deliver again. */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		final List<String> seen = new CopyOnWriteArrayList<>();

		@AmqpListener(id = "orders", addresses = "${queue}")
		void onOrder(String order) {
			this.seen.add(order);
			if (this.seen.size() == 1) {
				throw new IllegalStateException("the first time always fails");
			}
		}

	}

}
