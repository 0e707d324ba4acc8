package io.github.amqpreceiver.boot;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.amqpreceiver.spring.annotation.AmqpListener;
import io.github.amqpreceiver.spring.container.AmqpListenerContainer.Condition;
import io.github.amqpreceiver.spring.container.AmqpListenerRegistry;
import io.github.amqpreceiver.testsupport.EmbeddedArtemis;
import io.github.amqpreceiver.testsupport.Resources;
import io.github.amqpreceiver.testsupport.TestMessage;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A context that stops and starts again, as for a checkpoint of the JVM (CRaC). */
class ContextLifeIT {

	private static final Duration LONG = Duration.ofSeconds(30);

	@Test
	void stoppedContextHoldsNoSocketAndEveryListenerGoesOnAsItWas() {
		try (EmbeddedArtemis broker = EmbeddedArtemis.builder().queues("orders", "paused", "stopped").start()) {
			int sockets = sockets();
			try (ReceiverScene scene = ReceiverScene.start(broker, Application.class)) {
				Application application = scene.bean(Application.class);
				AmqpListenerRegistry registry = scene.bean(AmqpListenerRegistry.class);
				await().atMost(LONG).until(() -> broker.consumerCount("orders") == 1);
				registry.pause("paused").toCompletableFuture().join();
				registry.stop("stopped").toCompletableFuture().join();
				for (int round = 0; round < 3; round++) {
					scene.context().stop();
					await().atMost(LONG).until(() -> broker.connectionCount() == 0);
					await().atMost(LONG).until(() -> sockets() <= sockets);
					assertThat(registry.container("orders").condition()).isEqualTo(Condition.STOPPED_BY_CONTEXT);
					String text = "round " + round;
					scene.send("orders", TestMessage.text(text));
					scene.send("paused", TestMessage.text(text));
					scene.context().start();
					await().atMost(LONG).until(() -> application.texts.contains(text));
					assertThat(broker.consumerCount("orders")).isOne();
					assertThat(broker.consumerCount("stopped")).isZero();
					assertThat(registry.container("paused").condition()).isEqualTo(Condition.PAUSED);
					assertThat(registry.container("stopped").condition()).isEqualTo(Condition.STOPPED_BY_USER);
				}
				assertThat(application.pausedTexts).isEmpty();
				registry.resume("paused");
				await().atMost(LONG).until(() -> application.pausedTexts.size() == 3);
				assertThat(application.texts).containsExactly("round 0", "round 1", "round 2");
			}
			await().atMost(LONG).until(() -> broker.connectionCount() == 0);
		}
	}

	private static int sockets() {
		return Resources.now().descriptors().getOrDefault("socket", 0);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		private final List<String> texts = new CopyOnWriteArrayList<>();

		private final List<String> pausedTexts = new CopyOnWriteArrayList<>();

		@AmqpListener(id = "orders", addresses = "orders")
		void onOrder(String text) {
			this.texts.add(text);
		}

		@AmqpListener(id = "paused", addresses = "paused")
		void onPaused(String text) {
			this.pausedTexts.add(text);
		}

		@AmqpListener(id = "stopped", addresses = "stopped")
		void onStopped(String text) {
			throw new IllegalStateException("stopped listeners get nothing");
		}

	}

}
