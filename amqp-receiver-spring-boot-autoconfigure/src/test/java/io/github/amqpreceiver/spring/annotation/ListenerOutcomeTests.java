package io.github.amqpreceiver.spring.annotation;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.error.Conditions;
import io.github.amqpreceiver.message.MessageHeader;
import io.github.amqpreceiver.message.OutgoingMessage;
import io.github.amqpreceiver.spring.endpoint.FailureSettings;
import io.github.amqpreceiver.spring.endpoint.ListenerSettings;
import io.github.amqpreceiver.spring.fake.FakeConnection;
import io.github.amqpreceiver.spring.fake.FakeDelivery;
import io.github.amqpreceiver.spring.fake.ListenerContext;
import io.github.amqpreceiver.spring.observe.ListenerMetrics;
import io.github.amqpreceiver.spring.settle.AmqpAcknowledgment;
import io.github.amqpreceiver.spring.settle.AmqpListenerErrorHandler;
import io.github.amqpreceiver.spring.settle.FailureOutcome;
import io.github.amqpreceiver.type.Symbol;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.messaging.handler.annotation.SendTo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What becomes of a message: results, failures and acknowledgments. */
class ListenerOutcomeTests {

	static final AtomicInteger calls = new AtomicInteger();

	static Function<String, Object> behaviour = (text) -> null;

	private final ListenerContext listeners = ListenerContext.create();

	@AfterEach
	void close() {
		this.listeners.close();
		calls.set(0);
	}

	static Object call(String text) {
		calls.incrementAndGet();
		return behaviour.apply(text);
	}

	static <T extends Throwable> RuntimeException sneaky(Throwable failure) throws T {
		@SuppressWarnings("unchecked")
		T thrown = (T) failure;
		throw thrown;
	}

	private void failWith(Throwable failure) {
		behaviour = (text) -> {
			throw ListenerOutcomeTests.<RuntimeException>sneaky(failure);
		};
	}

	private FakeDelivery deliver(Object listener, OutgoingMessage.Builder message) {
		this.listeners.start(listener);
		return this.listeners.receiver("queue").deliver(message.build());
	}

	private Outcome outcome(Object listener) {
		return deliver(listener, OutgoingMessage.text("x")).outcome();
	}

	static class Plain {

		@AmqpListener("queue")
		void on(String text) {
			call(text);
		}

	}

	@Test
	void aFailureIsModifiedFailed() {
		failWith(new IllegalStateException("no"));
		assertThat(outcome(new Plain())).isEqualTo(Outcome.failed());
	}

	@Test
	void anErrorIsAnOutcomeToo() {
		failWith(new StackOverflowError());
		assertThat(outcome(new Plain())).isEqualTo(Outcome.failed());
	}

	static class Interrupted {

		@AmqpListener(addresses = "queue", retries = "3", recoverTo = "elsewhere")
		void on(String text) {
			call(text);
		}

	}

	@Test
	void aMessageWhoseCallIsInterruptedGoesBackAndTheThreadStaysInterrupted() {
		failWith(new InterruptedException());
		assertThat(outcome(new Interrupted())).isEqualTo(Outcome.released());
		assertThat(Thread.interrupted()).isTrue();
		assertThat(calls).hasValue(1);
	}

	static class Table {

		@AmqpListener(addresses = "queue", failureOutcome = "released",
				failures = { @OnFailure(value = IOException.class, outcome = FailureOutcome.REJECTED),
						@OnFailure(value = FileNotFoundException.class, outcome = FailureOutcome.ACCEPTED),
						@OnFailure(value = RuntimeException.class,
								outcome = FailureOutcome.MODIFIED_FAILED_UNDELIVERABLE_HERE) })
		void on(String text) {
			call(text);
		}

	}

	@Test
	void theMostSpecificTypeOfTheTableWins() {
		failWith(new FileNotFoundException());
		assertThat(outcome(new Table())).isEqualTo(Outcome.accepted());
	}

	@Test
	void causesAreLookedThrough() {
		failWith(new IllegalArgumentException("outer", new IOException("disk \u0007 full")));
		assertThat(outcome(new Table())).isInstanceOfSatisfying(Outcome.Rejected.class, (rejected) -> {
			assertThat(rejected.error().condition()).isEqualTo(Conditions.INTERNAL_ERROR);
			assertThat(rejected.error().description()).isEqualTo("java.lang.IllegalArgumentException: outer");
		});
	}

	@Test
	void aGeneralTypeOfTheTableCountsWhenNothingElseDoes() {
		failWith(new IllegalArgumentException("outer"));
		assertThat(outcome(new Table())).isEqualTo(Outcome.failedUndeliverableHere());
	}

	@Test
	void whatTheTableDoesNotNameHasTheFailureOutcome() {
		failWith(new AssertionError());
		assertThat(outcome(new Table())).isEqualTo(Outcome.released());
	}

	@Test
	void aRejectionCarriesAShortReason() {
		failWith(new IOException("x".repeat(100_000)));
		assertThat(outcome(new Table())).isInstanceOfSatisfying(Outcome.Rejected.class,
				(rejected) -> assertThat(rejected.error().description()).startsWith("java.io.IOException: xxx")
					.endsWith("…")
					.hasSize(512));
	}

	static class Limited {

		@AmqpListener(addresses = "queue", maxDeliveries = "3")
		void on(String text) {
			call(text);
		}

	}

	@Test
	void aMessageThatFailedTooOftenIsRejectedWithoutACall() {
		Outcome outcome = deliver(new Limited(),
				OutgoingMessage.text("x").header(new MessageHeader(true, 4, null, false, 3)))
			.outcome();
		assertThat(outcome).isInstanceOfSatisfying(Outcome.Rejected.class,
				(rejected) -> assertThat(rejected.error().description()).contains("failed 3 times"));
		assertThat(calls).hasValue(0);
		behaviour = (text) -> null;
		FakeDelivery third = this.listeners.receiver("queue")
			.deliver(OutgoingMessage.text("x").header(new MessageHeader(true, 4, null, false, 2)).build());
		assertThat(third.outcome()).isEqualTo(Outcome.accepted());
	}

	static class Manual {

		@AmqpListener(addresses = "queue", ackMode = "manual")
		void on(String text, AmqpAcknowledgment acknowledgment) {
			if (call(text) instanceof String reason) {
				acknowledgment.reject(reason);
			}
		}

	}

	@Test
	void theAcknowledgmentSettles() {
		behaviour = (text) -> "bad";
		assertThat(outcome(new Manual())).isInstanceOf(Outcome.Rejected.class);
	}

	@Test
	void nothingIsSettledBeforeTheAcknowledgment() {
		behaviour = (text) -> null;
		assertThat(outcome(new Manual())).isNull();
	}

	@Test
	void aFailureBeforeTheAcknowledgmentHasItsOutcome() {
		failWith(new IllegalStateException());
		assertThat(outcome(new Manual())).isEqualTo(Outcome.failed());
	}

	static class Returns {

		@AmqpListener("queue")
		Outcome on(String text) {
			return (Outcome) call(text);
		}

	}

	@Test
	void aMethodReturnsItsOutcome() {
		behaviour = (text) -> Outcome.released();
		assertThat(outcome(new Returns())).isEqualTo(Outcome.released());
	}

	static class Later {

		@AmqpListener("queue")
		@SuppressWarnings("unchecked")
		CompletionStage<Void> on(String text) {
			return (CompletionStage<Void>) call(text);
		}

	}

	@Test
	void acceptedAfterTheFutureAndNotBefore() {
		CompletableFuture<Void> future = new CompletableFuture<>();
		behaviour = (text) -> future;
		FakeDelivery delivery = deliver(new Later(), OutgoingMessage.text("x"));
		assertThat(delivery.settled()).isFalse();
		future.complete(null);
		assertThat(delivery.outcome()).isEqualTo(Outcome.accepted());
	}

	@Test
	void aFailedFutureIsAFailure() {
		behaviour = (text) -> CompletableFuture.failedFuture(new IllegalStateException());
		assertThat(outcome(new Later())).isEqualTo(Outcome.failed());
	}

	static class Reactive {

		@AmqpListener("queue")
		@SuppressWarnings("unchecked")
		Mono<Outcome> on(String text) {
			return (Mono<Outcome>) call(text);
		}

	}

	@Test
	void aMonoOfAnOutcome() {
		behaviour = (text) -> Mono.just(Outcome.released());
		assertThat(outcome(new Reactive())).isEqualTo(Outcome.released());
	}

	@Test
	void anEmptyMonoIsAccepted() {
		behaviour = (text) -> Mono.empty();
		assertThat(outcome(new Reactive())).isEqualTo(Outcome.accepted());
	}

	/** As the Kotlin compiler writes {@code suspend fun on(text: String): Outcome}. */
	static class Suspending {

		@AmqpListener("queue")
		Object on(String text, Continuation<? super Outcome> continuation) {
			behaviour.apply(text);
			CompletableFuture.runAsync(() -> continuation.resumeWith(Outcome.released()));
			return IntrinsicsKt.getCOROUTINE_SUSPENDED();
		}

	}

	static class NotSuspending {

		@AmqpListener("queue")
		Object on(String text, Continuation<? super Unit> continuation) {
			return Unit.INSTANCE;
		}

	}

	@Test
	void aSuspendingFunctionThatSuspends() {
		behaviour = (text) -> null;
		FakeDelivery delivery = deliver(new Suspending(), OutgoingMessage.text("x"));
		await().until(delivery::settled);
		assertThat(delivery.outcome()).isEqualTo(Outcome.released());
	}

	@Test
	void aSuspendingFunctionThatDoesNotSuspend() {
		assertThat(outcome(new NotSuspending())).isEqualTo(Outcome.accepted());
	}

	record Reply(String text) {
	}

	static class Replies {

		@AmqpListener("queue")
		@SendTo("fallback")
		Reply on(String text) {
			return new Reply(text + "!");
		}

	}

	@Test
	void aReplyGoesToTheReplyToWithTheCorrelationId() {
		FakeDelivery delivery = deliver(new Replies(), OutgoingMessage.text("x").replyTo("answers").correlationId("c"));
		FakeConnection.Sent sent = this.listeners.connection.sent.get(0);
		assertThat(sent.address()).isEqualTo("answers");
		assertThat(sent.message().properties().correlationId()).isEqualTo("c");
		assertThat(sent.message().properties().contentType()).isEqualTo("application/json");
		assertThat(delivery.outcome()).isEqualTo(Outcome.accepted());
	}

	@Test
	void aReplyWithoutAReplyToGoesWhereTheMethodSays() {
		deliver(new Replies(), OutgoingMessage.text("x").messageId("m"));
		FakeConnection.Sent sent = this.listeners.connection.sent.get(0);
		assertThat(sent.address()).isEqualTo("fallback");
		assertThat(sent.message().properties().correlationId()).isEqualTo("m");
	}

	@Test
	void aReplyThatIsNotAcceptedIsAFailure() {
		this.listeners.connection.answer = Outcome.released();
		assertThat(outcome(new Replies())).isEqualTo(Outcome.failed());
	}

	@Test
	void sendersAreCachedAndBounded() {
		this.listeners.start(new Replies());
		for (int i = 0; i < 40; i++) {
			this.listeners.receiver("queue").deliver(OutgoingMessage.text("x").replyTo("a" + (i % 20)).build());
		}
		assertThat(this.listeners.connection.senders.size() - this.listeners.connection.closedSenders.size())
			.isEqualTo(16);
		for (int i = 0; i < 40; i++) {
			this.listeners.receiver("queue").deliver(OutgoingMessage.text("x").replyTo("same").build());
		}
		assertThat(this.listeners.connection.senders.stream().filter((sender) -> "same".equals(sender.address())))
			.hasSize(1);
	}

	static class Stream {

		@AmqpListener(addresses = "queue", replyTo = "answers")
		Flux<String> on(String text) {
			return Flux.just("a", "b", "c");
		}

	}

	@Test
	void aFluxSendsEachReplyInOrder() {
		assertThat(outcome(new Stream())).isEqualTo(Outcome.accepted());
		assertThat(this.listeners.connection.sent).extracting((sent) -> sent.message().body().toString())
			.containsExactly("Value[value=a]", "Value[value=b]", "Value[value=c]");
	}

	static class Retried {

		@AmqpListener(addresses = "queue", retries = "2")
		void on(String text) {
			call(text);
		}

	}

	private void quickRetries() {
		this.listeners.factory((builder) -> builder.defaults(
				ListenerSettings.builder().set(FailureSettings.RETRY_DELAY, java.time.Duration.ofMillis(1)).build()));
	}

	@Test
	void aCallIsRepeatedBeforeTheOutcome() {
		quickRetries();
		behaviour = (text) -> {
			if (calls.get() < 3) {
				throw new IllegalStateException();
			}
			return null;
		};
		assertThat(outcome(new Retried())).isEqualTo(Outcome.accepted());
		assertThat(calls).hasValue(3);
	}

	@Test
	void retriesEnd() {
		quickRetries();
		failWith(new IllegalStateException());
		assertThat(outcome(new Retried())).isEqualTo(Outcome.failed());
		assertThat(calls).hasValue(3);
	}

	static class RetriedLater {

		@AmqpListener(addresses = "queue", retries = "2")
		@SuppressWarnings("unchecked")
		CompletionStage<Outcome> on(String text) {
			return (CompletionStage<Outcome>) call(text);
		}

	}

	@Test
	void aFutureIsRepeatedToo() {
		quickRetries();
		behaviour = (text) -> (calls.get() < 3) ? CompletableFuture.failedFuture(new IllegalStateException())
				: CompletableFuture.completedFuture(Outcome.released());
		FakeDelivery delivery = deliver(new RetriedLater(), OutgoingMessage.text("x"));
		await().until(delivery::settled);
		assertThat(delivery.outcome()).isEqualTo(Outcome.released());
		assertThat(calls).hasValue(3);
	}

	static class Poison {

		@AmqpListener(addresses = "queue", retries = "2")
		void on(Reply reply) {
			call("x");
		}

	}

	@Test
	void poisonIsNotRetried() {
		assertThat(deliver(new Poison(), OutgoingMessage.json("nonsense")).outcome())
			.isInstanceOf(Outcome.Rejected.class);
		assertThat(calls).hasValue(0);
	}

	static class Forwarded {

		@AmqpListener(addresses = "queue", recoverTo = "parking")
		void on(String text) {
			call(text);
		}

	}

	@Test
	void aFailedMessageIsForwardedWithItsReasonAndThenAccepted() {
		failWith(new IllegalStateException("no"));
		FakeDelivery delivery = deliver(new Forwarded(), OutgoingMessage.text("x").applicationProperty("a", 1));
		FakeConnection.Sent sent = this.listeners.connection.sent.get(0);
		assertThat(sent.address()).isEqualTo("parking");
		assertThat(sent.message().applicationProperties()).isEqualTo(Map.of("a", 1));
		assertThat(sent.message().messageAnnotations())
			.containsEntry(Symbol.valueOf("x-opt-amqp-receiver-reason"), "java.lang.IllegalStateException: no")
			.containsEntry(Symbol.valueOf("x-opt-amqp-receiver-address"), "queue");
		assertThat(delivery.outcome()).isEqualTo(Outcome.accepted());
	}

	@Test
	void aMessageThatCannotBeForwardedKeepsTheOutcomeOfItsFailure() {
		failWith(new IllegalStateException("no"));
		this.listeners.connection.answer = Outcome.rejected();
		assertThat(outcome(new Forwarded())).isEqualTo(Outcome.failed());
	}

	static class Handled {

		@AmqpListener(addresses = "queue", errorHandler = "mine")
		void on(String text) {
			call(text);
		}

	}

	@Test
	void theErrorHandlerDecides() {
		failWith(new IllegalStateException("no"));
		this.listeners.bean("mine", AmqpListenerErrorHandler.class, (delivery, failure) -> Outcome.released());
		assertThat(outcome(new Handled())).isEqualTo(Outcome.released());
	}

	@Test
	void whatTheErrorHandlerThrowsCounts() {
		failWith(new IllegalStateException("no"));
		this.listeners.bean("mine", AmqpListenerErrorHandler.class, (delivery, failure) -> {
			throw new org.springframework.messaging.converter.MessageConversionException("poison");
		});
		assertThat(outcome(new Handled())).isInstanceOf(Outcome.Rejected.class);
	}

	@Test
	void interceptorsAreAroundTheCallAndSeeItsFailure() {
		failWith(new IllegalStateException("no"));
		List<String> seen = new java.util.ArrayList<>();
		this.listeners.factory((builder) -> builder.interceptors(List.of((id, delivery, next) -> {
			seen.add("before " + id);
			try {
				return next.onMessage(delivery);
			}
			catch (IllegalStateException ex) {
				seen.add("failed");
				return CompletableFuture.completedStage(Outcome.released());
			}
		})));
		assertThat(outcome(new Plain())).isEqualTo(Outcome.released());
		assertThat(seen).containsExactly("before Plain-on", "failed");
	}

	@Test
	void eachMessageIsCounted() {
		List<String> counted = new java.util.ArrayList<>();
		this.listeners.factory((builder) -> builder.metrics((listener, address, connection) -> new ListenerMetrics() {

			@Override
			public void processed(long nanos, Outcome.Kind outcome, Throwable failure) {
				counted.add(listener + " " + address + " " + connection + " " + outcome + " "
						+ ((failure != null) ? failure.getMessage() : "-"));
			}

		}));
		failWith(new IllegalStateException("no"));
		outcome(new Plain());
		behaviour = (text) -> null;
		this.listeners.receiver("queue").deliver(OutgoingMessage.text("x").build());
		assertThat(counted).containsExactly("Plain-on queue default MODIFIED no", "Plain-on queue default ACCEPTED -");
	}

}
