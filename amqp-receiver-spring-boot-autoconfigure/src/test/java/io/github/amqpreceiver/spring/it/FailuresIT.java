package io.github.amqpreceiver.spring.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.spring.annotation.AmqpListener;
import io.github.amqpreceiver.spring.annotation.OnFailure;
import io.github.amqpreceiver.spring.container.AmqpListenerInterceptor;
import io.github.amqpreceiver.spring.settle.AmqpListenerErrorHandler;
import io.github.amqpreceiver.spring.settle.FailureOutcome;
import io.github.amqpreceiver.testsupport.QueuedMessage;
import io.github.amqpreceiver.testsupport.TestMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.handler.annotation.Header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What follows a failure: retries, error handler, recoverer, table, at a broker. */
class FailuresIT {

	@RegisterExtension
	final ListenerScene scene = new ListenerScene();

	static class Table {

		final List<String> seen = new CopyOnWriteArrayList<>();

		@AmqpListener(addresses = "limited.table", id = "table",
				failures = { @OnFailure(value = IOException.class, outcome = FailureOutcome.ACCEPTED),
						@OnFailure(value = IllegalArgumentException.class, outcome = FailureOutcome.RELEASED) })
		void on(String text, @Header("amqp_deliveryCount") long failed) throws Exception {
			this.seen.add(text + failed);
			switch (text) {
				case "cause" ->
					throw new IllegalStateException(new UncheckedIOException(new IOException("deep inside")));
				case "subtype" -> throw new NumberFormatException("released once, by YAML rejected");
				case "error" -> throw new AssertionError("of the fallback");
				default -> throw new UnsupportedOperationException("by YAML");
			}
		}

	}

	@Test
	void theTableOfTheAnnotationAndOfYamlAreOne() {
		Table listener = this.scene.start(Table.class,
				"amqp.receiver.listener.exception-outcomes[java.lang.UnsupportedOperationException]=rejected",
				"amqp.receiver.listeners.table.exception-outcomes[java.lang.IllegalArgumentException]=rejected",
				"amqp.receiver.listeners.table.failure-outcome=modified-failed");
		this.scene.sendTo("limited.table", TestMessage.text("cause").id("table-cause"),
				TestMessage.text("subtype").id("table-subtype"), TestMessage.text("error").id("table-error"),
				TestMessage.text("other").id("table-other"));
		await().until(() -> this.scene.dead("table-error").size() == 1);
		this.scene.awaitEmpty("limited.table");
		assertThat(this.scene.dead("table-cause")).as("accepted, as the annotation says of its cause").isEmpty();
		assertThat(this.scene.dead("table-subtype")).as("YAML by id goes before the annotation").hasSize(1);
		assertThat(this.scene.dead("table-other")).as("YAML for all").hasSize(1);
		assertThat(listener.seen).containsExactlyInAnyOrder("cause0", "subtype0", "other0", "error0", "error1",
				"error2");
	}

	static class Exhausted {

		final List<Long> seen = new CopyOnWriteArrayList<>();

		@AmqpListener(addresses = "${queue}", maxDeliveries = "2", recoverTo = "${queue}.parked", id = "exhausted")
		void on(String text, @Header("amqp_deliveryCount") long failed) {
			this.seen.add(failed);
			throw new IllegalStateException("attempt " + failed);
		}

	}

	@Test
	void aForwardedMessageSaysWhyInItsAnnotations() {
		this.scene.start(Exhausted.class);
		this.scene.send(TestMessage.text("x").id("parked-1").property("p", "v").annotation("x-opt-part", 7));
		String parked = this.scene.queue() + ".parked";
		await().until(() -> this.scene.broker().messageCount(parked) == 1);
		this.scene.awaitEmpty(this.scene.queue());
		QueuedMessage message = this.scene.broker().browse(parked).get(0);
		assertThat(message.messageId()).isEqualTo("parked-1");
		assertThat(message.applicationProperties()).containsEntry("p", "v");
		assertThat(message.annotations()).containsEntry("x-opt-part", 7)
			.containsEntry("x-opt-amqp-receiver-exception", "java.lang.IllegalStateException")
			.containsEntry("x-opt-amqp-receiver-reason", "java.lang.IllegalStateException: attempt 0")
			.containsEntry("x-opt-amqp-receiver-address", this.scene.queue())
			.containsEntry("x-opt-amqp-receiver-listener", "exhausted");
	}

	static class Counted {

		final List<Long> seen = new CopyOnWriteArrayList<>();

		@AmqpListener(addresses = "limited.counted", maxDeliveries = "2")
		void on(String text, @Header("amqp_deliveryCount") long failed) {
			this.seen.add(failed);
			throw new IllegalStateException("no");
		}

	}

	@Test
	void maxDeliveriesRejectsBeforeTheMethodIsCalledAgain() {
		Counted listener = this.scene.start(Counted.class);
		this.scene.sendTo("limited.counted", TestMessage.text("x").id("counted"));
		await().until(() -> this.scene.dead("counted").size() == 1);
		assertThat(listener.seen).containsExactly(0L, 1L);
	}

	static class Retried {

		final List<String> seen = new CopyOnWriteArrayList<>();

		@AmqpListener(addresses = "${queue}", retries = "3")
		void blocking(String text, @Header("amqp_deliveryCount") long failed) {
			this.seen.add("blocking" + failed);
			if (this.seen.stream().filter("blocking0"::equals).count() < 3) {
				throw new IllegalStateException("not yet");
			}
		}

		@AmqpListener(addresses = "${queue}.future", retries = "3")
		CompletionStage<Void> future(String text) {
			this.seen.add("future");
			return CompletableFuture.runAsync(() -> {
				if (this.seen.stream().filter("future"::equals).count() < 3) {
					throw new IllegalStateException("not yet");
				}
			});
		}

	}

	@Test
	void aCallIsRepeatedWhileTheMessageIsHeld() {
		Retried listener = this.scene.start(Retried.class, "amqp.receiver.listener.retry-delay=10ms");
		this.scene.send(TestMessage.text("x"));
		this.scene.sendTo(this.scene.queue() + ".future", TestMessage.text("x"));
		await().until(() -> listener.seen.size() == 6);
		this.scene.awaitEmpty(this.scene.queue());
		this.scene.awaitEmpty(this.scene.queue() + ".future");
		assertThat(listener.seen).as("the broker counted nothing").containsOnly("blocking0", "future");
	}

	@Test
	void aStopEndsTheWaitForTheNextAttempt() {
		ListenerApplication application = this.scene.start(List.of(Retried.class),
				"amqp.receiver.listener.retry-delay=10m", "amqp.receiver.listener.retry-max-delay=10m");
		Retried listener = application.bean(Retried.class);
		this.scene.send(TestMessage.text("x"));
		this.scene.sendTo(this.scene.queue() + ".future", TestMessage.text("x"));
		await().until(() -> listener.seen.size() == 2);
		application.close();
		assertThat(listener.seen).hasSize(2);
		assertThat(this.scene.broker().messageCount(this.scene.queue())).isEqualTo(1);
		assertThat(this.scene.broker().messageCount(this.scene.queue() + ".future")).isEqualTo(1);
	}

	@Configuration(proxyBeanMethods = false)
	static class Advice {

		final List<String> around = new CopyOnWriteArrayList<>();

		@AmqpListener(addresses = "limited.advice", id = "advice", errorHandler = "careful")
		void on(String text) {
			this.around.add("call " + text);
			throw new IllegalStateException(text);
		}

		@Bean
		AmqpListenerErrorHandler careful() {
			return (delivery, failure) -> failure.getMessage().equals("handled") ? Outcome.accepted()
					: Outcome.rejected();
		}

		@Bean
		AmqpListenerErrorHandler otherHandler() {
			return (delivery, failure) -> Outcome.released();
		}

		@Bean
		AmqpListenerInterceptor timing() {
			return (id, delivery, next) -> {
				this.around.add("before " + id);
				try {
					return next.onMessage(delivery);
				}
				finally {
					this.around.add("after");
				}
			};
		}

	}

	@Test
	void interceptorsAreAroundTheCallAndTheErrorHandlerDecides() {
		ListenerApplication application = this.scene.start(List.of(Advice.class));
		this.scene.sendTo("limited.advice", TestMessage.text("handled").id("advice-handled"),
				TestMessage.text("unhandled").id("advice-unhandled"));
		await().until(() -> this.scene.dead("advice-unhandled").size() == 1);
		this.scene.awaitEmpty("limited.advice");
		assertThat(this.scene.dead("advice-handled")).isEmpty();
		assertThat(application.bean(Advice.class).around).containsExactly("before advice", "call handled", "after",
				"before advice", "call unhandled", "after");
	}

}
