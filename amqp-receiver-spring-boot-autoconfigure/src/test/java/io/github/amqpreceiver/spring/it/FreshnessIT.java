package io.github.amqpreceiver.spring.it;

import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import io.github.amqpreceiver.spring.annotation.AmqpListener;
import io.github.amqpreceiver.testsupport.TestMessage;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.messaging.handler.annotation.Header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Messages that are no longer fresh when their turn comes are not handed over. */
class FreshnessIT {

	@RegisterExtension
	final ListenerScene scene = new ListenerScene();

	/** Handles one message at a time, and the first not before it is told to. */
	static class Waiting {

		final CountDownLatch first = new CountDownLatch(1);

		final List<String> seen = new CopyOnWriteArrayList<>();

		@AmqpListener(addresses = "${queue}", id = "waiting")
		void on(String text) throws InterruptedException {
			this.seen.add(text);
			this.first.await();
		}

	}

	private double stale(ListenerApplication application, String reason) {
		return application.bean(MeterRegistry.class)
			.get("amqp.receiver.stale.messages")
			.tag("reason", reason)
			.counter()
			.count();
	}

	private ListenerApplication start(String property) {
		return this.scene.start(List.of(Waiting.class), "amqp.receiver.listeners.waiting." + property);
	}

	@Test
	void aMessageThatExpiredWhileItWaitedHasTheOutcomeOfTheSettings() {
		ListenerApplication application = start("expired-outcome=rejected");
		Waiting listener = application.bean(Waiting.class);
		this.scene.send(TestMessage.text("first"));
		await().until(() -> listener.seen.size() == 1);
		this.scene.send(TestMessage.text("expired").with((message) -> message.absoluteExpiryTime(soon())),
				TestMessage.text("ttl").with((message) -> message.timeToLive(500)), TestMessage.text("good"));
		await().until(() -> this.scene.broker().deliveringCount(this.scene.queue()) == 4);
		long begin = System.nanoTime();
		await().until(() -> System.nanoTime() - begin > Duration.ofMillis(700).toNanos());
		listener.first.countDown();
		this.scene.awaitEmpty(this.scene.queue());
		assertThat(listener.seen).containsExactly("first", "good");
		assertThat(stale(application, "expired")).isEqualTo(2);
	}

	private static long soon() {
		return System.currentTimeMillis() + 500;
	}

	@Test
	void aMessageThatWaitedTooLongIsReleasedAndComesAgain() {
		ListenerApplication application = start("max-age=300ms");
		Waiting listener = application.bean(Waiting.class);
		this.scene.send(TestMessage.text("first"), TestMessage.text("second"));
		await().until(() -> this.scene.broker().deliveringCount(this.scene.queue()) == 2 && listener.seen.size() == 1);
		long begin = System.nanoTime();
		await().until(() -> System.nanoTime() - begin > Duration.ofMillis(400).toNanos());
		listener.first.countDown();
		this.scene.awaitEmpty(this.scene.queue());
		assertThat(listener.seen).containsExactly("first", "second");
		assertThat(stale(application, "age")).isGreaterThanOrEqualTo(1);
	}

	/** Dead letters are what is rejected. */
	static class Rejecting {

		final CountDownLatch first = new CountDownLatch(1);

		final List<String> seen = new CopyOnWriteArrayList<>();

		@AmqpListener(addresses = "limited.fresh", id = "waiting", maxAge = "300ms", maxAgeOutcome = "rejected",
				lockMargin = "10s", lockOutcome = "modified-failed", expiredOutcome = "accepted")
		void on(String text) throws InterruptedException {
			this.seen.add(text);
			this.first.await();
		}

	}

	@Test
	void anOldMessageHasTheOutcomeThatTheAnnotationNames() {
		ListenerApplication application = this.scene.start(List.of(Rejecting.class));
		Rejecting listener = application.bean(Rejecting.class);
		this.scene.sendTo("limited.fresh", TestMessage.text("first"), TestMessage.text("old").id("fresh-old"));
		await().until(() -> this.scene.broker().deliveringCount("limited.fresh") == 2 && listener.seen.size() == 1);
		long begin = System.nanoTime();
		await().until(() -> System.nanoTime() - begin > Duration.ofMillis(400).toNanos());
		listener.first.countDown();
		await().until(() -> this.scene.dead("fresh-old").size() == 1);
		this.scene.awaitEmpty("limited.fresh");
		assertThat(listener.seen).containsExactly("first");
		assertThat(stale(application, "age")).isEqualTo(1);
	}

	@Test
	void aMessageWhoseLockIsOverHasTheOutcomeOfTheAnnotationAndThenOfYaml() {
		long now = System.currentTimeMillis();
		TestMessage late = TestMessage.text("late")
			.id("fresh-late")
			.annotation("x-opt-locked-until", new Date(now + 5_000));
		ListenerApplication counting = this.scene.start(List.of(Rejecting.class));
		this.scene.sendTo("limited.fresh", late);
		await().until(() -> this.scene.dead("fresh-late").size() == 1);
		assertThat(stale(counting, "lock")).as("modified, so that the broker counted 3 attempts").isEqualTo(3);
		counting.close();
		ListenerApplication forgetting = this.scene.start(List.of(Rejecting.class),
				"amqp.receiver.listeners.waiting.lock-outcome=accepted");
		this.scene.sendTo("limited.fresh", late);
		await().until(() -> stale(forgetting, "lock") == 1);
		this.scene.awaitEmpty("limited.fresh");
		assertThat(this.scene.dead("fresh-late")).as("still the one of before").hasSize(1);
		assertThat(forgetting.bean(Rejecting.class).seen).isEmpty();
	}

	@Test
	void anExpiredMessageHasTheOutcomeOfTheAnnotation() {
		ListenerApplication application = this.scene.start(List.of(Rejecting.class),
				"amqp.receiver.listeners.waiting.max-age=1h");
		Rejecting listener = application.bean(Rejecting.class);
		this.scene.sendTo("limited.fresh", TestMessage.text("first"),
				TestMessage.text("ttl").id("fresh-ttl").with((message) -> message.timeToLive(300)));
		await().until(() -> this.scene.broker().deliveringCount("limited.fresh") == 2 && listener.seen.size() == 1);
		long begin = System.nanoTime();
		await().until(() -> System.nanoTime() - begin > Duration.ofMillis(500).toNanos());
		listener.first.countDown();
		this.scene.awaitEmpty("limited.fresh");
		assertThat(listener.seen).containsExactly("first");
		assertThat(stale(application, "expired")).isEqualTo(1);
		assertThat(this.scene.dead("fresh-ttl")).as("accepted").isEmpty();
	}

	static class Locked {

		final List<String> seen = new CopyOnWriteArrayList<>();

		@AmqpListener(addresses = "limited.locked", id = "waiting")
		void on(String text, @Header("amqp_deliveryCount") long failed) {
			this.seen.add(text);
		}

	}

	@Test
	void aMessageWhoseLockIsNearlyOverIsGivenBack() {
		ListenerApplication application = this.scene.start(List.of(Locked.class),
				"amqp.receiver.listeners.waiting.lock-margin=10s");
		long now = System.currentTimeMillis();
		this.scene.sendTo("limited.locked",
				TestMessage.text("good").annotation("x-opt-locked-until", new Date(now + 60_000)),
				TestMessage.text("late").annotation("x-opt-locked-until", new Date(now + 5_000)));
		await().until(() -> stale(application, "lock") >= 1);
		assertThat(application.bean(Locked.class).seen).doesNotContain("late");
		await().until(() -> application.bean(Locked.class).seen.contains("good"));
		application.registry().stop("waiting").toCompletableFuture().join();
		assertThat(this.scene.broker().messageCount("limited.locked")).as("it stays with the broker").isEqualTo(1);
		this.scene.broker().deleteQueue("limited.locked", true);
	}

}
