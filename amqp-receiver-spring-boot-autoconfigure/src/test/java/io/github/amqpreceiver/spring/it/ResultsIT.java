package io.github.amqpreceiver.spring.it;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.spring.annotation.AmqpListener;
import io.github.amqpreceiver.spring.settle.AmqpAcknowledgment;
import io.github.amqpreceiver.testsupport.ReferenceReceiver;
import io.github.amqpreceiver.testsupport.TestMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.SendTo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a method may return, and what becomes of its message at the broker. */
class ResultsIT {

	@RegisterExtension
	final ListenerScene scene = new ListenerScene();

	static class Manual {

		final List<String> seen = new CopyOnWriteArrayList<>();

		@AmqpListener(addresses = "limited.manual", ackMode = "manual")
		void on(String text, AmqpAcknowledgment acknowledgment, @Header("amqp_deliveryCount") long failed) {
			boolean again = this.seen.contains(text + failed);
			this.seen.add(text + failed);
			switch (text + failed) {
				case "fail0" -> acknowledgment.fail();
				case "release0" -> settle(acknowledgment, again);
				case "reject0" -> acknowledgment.reject("because");
				default -> CompletableFuture.runAsync(acknowledgment::accept);
			}
		}

		private static void settle(AmqpAcknowledgment acknowledgment, boolean accept) {
			if (accept) {
				acknowledgment.accept();
			}
			else {
				acknowledgment.release();
			}
		}

	}

	@Test
	void theMethodSettlesWithTheFourOutcomes() {
		Manual listener = this.scene.start(Manual.class);
		this.scene.sendTo("limited.manual", TestMessage.text("accept"), TestMessage.text("fail"),
				TestMessage.text("release"), TestMessage.text("reject").id("manual-reject"));
		await().until(() -> this.scene.dead("manual-reject").size() == 1);
		this.scene.awaitEmpty("limited.manual");
		assertThat(listener.seen).containsExactlyInAnyOrder("accept0", "fail0", "fail1", "release0", "release0",
				"reject0");
	}

	static class Returning {

		final List<Long> seen = new CopyOnWriteArrayList<>();

		@AmqpListener("${queue}")
		Outcome on(String text, @Header("amqp_deliveryCount") long failed) {
			this.seen.add(failed);
			return (failed == 0) ? Outcome.failed() : Outcome.accepted();
		}

	}

	@Test
	void aMethodReturnsItsOutcome() {
		Returning listener = this.scene.start(Returning.class);
		this.scene.send(TestMessage.text("x"));
		await().until(() -> listener.seen.size() == 2);
		this.scene.awaitEmpty(this.scene.queue());
		assertThat(listener.seen).containsExactly(0L, 1L);
	}

	static class Later {

		final CompletableFuture<Void> end = new CompletableFuture<>();

		final List<String> seen = new CopyOnWriteArrayList<>();

		@AmqpListener("${queue}")
		CompletionStage<Void> on(String text) {
			this.seen.add(text);
			return this.end;
		}

	}

	@Test
	void aMessageIsAcceptedWhenItsFutureIsDoneAndNotBefore() {
		Later listener = this.scene.start(Later.class);
		this.scene.send(TestMessage.text("x"));
		await().until(() -> listener.seen.size() == 1);
		assertThat(this.scene.broker().deliveringCount(this.scene.queue())).isEqualTo(1);
		listener.end.complete(null);
		this.scene.awaitEmpty(this.scene.queue());
	}

	static class Reactive {

		final List<String> seen = new CopyOnWriteArrayList<>();

		@AmqpListener("limited.mono")
		Mono<Outcome> outcome(String text, @Header("amqp_deliveryCount") long failed) {
			this.seen.add(text + failed);
			return Mono.delay(Duration.ofMillis(5))
				.map((tick) -> (failed == 0) ? Outcome.failed() : Outcome.accepted());
		}

		@AmqpListener("limited.mono.empty")
		Mono<Void> empty(String text) {
			this.seen.add(text);
			return Mono.empty();
		}

		@AmqpListener(addresses = "limited.mono.error", failureOutcome = "rejected")
		Mono<Void> error(String text) {
			return Mono.error(new IllegalStateException("no"));
		}

		@AmqpListener("limited.flux")
		@SendTo("answers.flux")
		Flux<String> several(String text) {
			return Flux.just(text + 1, text + 2, text + 3).delayElements(Duration.ofMillis(1));
		}

	}

	@Test
	void monoAndFlux() {
		Reactive listener = this.scene.start(Reactive.class);
		this.scene.sendTo("limited.mono", TestMessage.text("x"));
		this.scene.sendTo("limited.mono.empty", TestMessage.text("y"));
		this.scene.sendTo("limited.mono.error", TestMessage.text("z").id("mono-error"));
		this.scene.sendTo("limited.flux", TestMessage.text("f"));
		await().until(() -> this.scene.dead("mono-error").size() == 1);
		try (ReferenceReceiver answers = ReferenceReceiver.open(this.scene.port(), "answers.flux")) {
			assertThat(answers.take(3, Duration.ofSeconds(10))).extracting((answer) -> answer.text())
				.containsExactly("f1", "f2", "f3");
		}
		List.of("limited.mono", "limited.mono.empty", "limited.flux").forEach(this.scene::awaitEmpty);
		assertThat(listener.seen).containsExactlyInAnyOrder("x0", "x1", "y");
	}

	@Test
	void suspendingFunctionsOfTheKotlinCompiler() {
		SuspendingListeners listener = this.scene.start(SuspendingListeners.class);
		this.scene.sendTo("kotlin.orders", TestMessage.text("{\"id\":\"a\"}").property("tenant", "t"),
				TestMessage.text("{\"id\":\"b\",\"note\":\"n\"}"));
		this.scene.sendTo("limited.kotlin.outcome", TestMessage.text("good"), TestMessage.text("bad").id("kotlin-bad"));
		this.scene.sendTo("limited.kotlin.fails", TestMessage.text("x").id("kotlin-fails"));
		this.scene.sendTo("kotlin.names", TestMessage.text("hello").replyTo("answers.kotlin", "k1"));
		await().until(() -> this.scene.dead("kotlin-bad").size() == 1 && this.scene.dead("kotlin-fails").size() == 1);
		try (ReferenceReceiver answers = ReferenceReceiver.open(this.scene.port(), "answers.kotlin")) {
			assertThat(answers.take(1, Duration.ofSeconds(10))).extracting((answer) -> answer.text())
				.containsExactly("HELLO");
		}
		List.of("kotlin.orders", "limited.kotlin.outcome", "kotlin.names", "limited.kotlin.fails")
			.forEach(this.scene::awaitEmpty);
		assertThat(listener.getSeen()).containsExactlyInAnyOrder("a null t", "b n null", "good", "bad");
	}

}
