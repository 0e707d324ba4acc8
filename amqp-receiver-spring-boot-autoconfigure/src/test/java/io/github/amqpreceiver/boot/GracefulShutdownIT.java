package io.github.amqpreceiver.boot;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import io.github.amqpreceiver.spring.annotation.AmqpListener;
import io.github.amqpreceiver.spring.container.AmqpListenerRegistry;
import io.github.amqpreceiver.testsupport.EmbeddedArtemis;
import io.github.amqpreceiver.testsupport.TestMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What becomes of messages and of those around them when an application is closed. */
class GracefulShutdownIT {

	private static final Duration LONG = Duration.ofSeconds(30);

	private static final String LISTENER = "/actuator/health/amqpReceiver/listeners/orders";

	private final EmbeddedArtemis broker = EmbeddedArtemis.builder().queues("orders").start();

	private ReceiverScene scene;

	private Application application;

	@AfterEach
	void stop() {
		this.application.release.countDown();
		this.scene.close();
		this.broker.close();
	}

	private void start(String... properties) {
		this.scene = ReceiverScene.start(this.broker, Application.class, properties);
		this.application = this.scene.bean(Application.class);
		this.scene.send("orders", TestMessage.text("0"), TestMessage.text("1"), TestMessage.text("2"),
				TestMessage.text("3"), TestMessage.text("4"));
		await().atMost(LONG).until(() -> this.application.story.contains("begun 0"));
		await().atMost(LONG).until(() -> this.broker.deliveringCount("orders") == 5);
	}

	@Test
	void runningHandlerFinishesBeforeWhatItUsesStopsAndTheRestGoesBack() {
		start();
		CompletableFuture<Void> closing = CompletableFuture.runAsync(this.scene::close);
		await().atMost(LONG)
			.untilAsserted(() -> assertThat(this.scene.getJson(LISTENER).get("status")).isEqualTo("OUT_OF_SERVICE"));
		assertThat(this.application.story).containsExactly("begun 0", "early stops");
		assertThat(closing).isNotDone();
		this.application.release.countDown();
		await().atMost(LONG).until(closing::isDone);
		assertThat(closing).isCompleted();
		assertThat(this.application.story).containsExactly("begun 0", "early stops", "ended 0", "late stops");
		assertThat(this.broker.messageCount("orders")).isEqualTo(4);
		assertThat(this.broker.deliveringCount("orders")).isZero();
		assertThat(this.broker.browse("orders")).as("no attempt is counted for what no handler has seen")
			.allSatisfy((message) -> assertThat(message.deliveryCount()).isZero());
		await().atMost(LONG).until(() -> this.broker.connectionCount() == 0);
	}

	@Test
	void handlerThatDoesNotEndIsLeftAfterTheTimeoutAndItsMessageComesAgain() {
		start("amqp.receiver.listener.shutdown-timeout=300ms");
		CompletableFuture<Void> closing = CompletableFuture.runAsync(this.scene::close);
		await().atMost(LONG).until(closing::isDone);
		assertThat(closing).isCompleted();
		assertThat(this.application.story).containsExactly("begun 0", "early stops", "late stops");
		await().atMost(LONG).until(() -> this.broker.connectionCount() == 0);
		await().atMost(LONG).until(() -> this.broker.deliveringCount("orders") == 0);
		assertThat(this.broker.messageCount("orders")).isEqualTo(5);
	}

	@Test
	void listenersStopInThePhaseOfGracefulShutdown() {
		start();
		assertThat(this.scene.bean(AmqpListenerRegistry.class).getPhase()).isEqualTo(Integer.MAX_VALUE - 100);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		private final List<String> story = new CopyOnWriteArrayList<>();

		private final CountDownLatch release = new CountDownLatch(1);

		@AmqpListener(id = "orders", addresses = "orders", prefetch = "10")
		void onOrder(String text) throws InterruptedException {
			this.story.add("begun " + text);
			this.release.await();
			this.story.add("ended " + text);
		}

		@Bean
		Neighbour early() {
			return new Neighbour("early", Integer.MAX_VALUE - 99, this.story);
		}

		@Bean
		Neighbour late() {
			return new Neighbour("late", Integer.MAX_VALUE - 101, this.story);
		}

	}

	/** Something that stops before the listeners, or after them. */
	static final class Neighbour implements SmartLifecycle {

		private final String name;

		private final int phase;

		private final List<String> story;

		private volatile boolean running;

		Neighbour(String name, int phase, List<String> story) {
			this.name = name;
			this.phase = phase;
			this.story = story;
		}

		@Override
		public void start() {
			this.running = true;
		}

		@Override
		public void stop() {
			this.story.add(this.name + " stops");
			this.running = false;
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

		@Override
		public int getPhase() {
			return this.phase;
		}

	}

}
