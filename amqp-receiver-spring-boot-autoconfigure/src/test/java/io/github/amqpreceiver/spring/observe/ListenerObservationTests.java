package io.github.amqpreceiver.spring.observe;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.message.OutgoingMessage;
import io.github.amqpreceiver.spring.annotation.AmqpListener;
import io.github.amqpreceiver.spring.fake.FakeDelivery;
import io.github.amqpreceiver.spring.fake.ListenerContext;
import io.github.amqpreceiver.spring.settle.AmqpListenerErrorHandler;
import io.github.amqpreceiver.type.Symbol;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.tck.TestObservationRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The observation around each message. */
class ListenerObservationTests {

	static final List<Object> current = new CopyOnWriteArrayList<>();

	static final TestObservationRegistry registry = TestObservationRegistry.create();

	static CompletableFuture<Void> result = CompletableFuture.completedFuture(null);

	private final ListenerContext listeners = ListenerContext.create()
		.factory((builder) -> builder.observation(new MicrometerListenerObservation(registry, null)));

	@AfterEach
	void close() {
		this.listeners.close();
		registry.clear();
		current.clear();
	}

	static class Listener {

		@AmqpListener(addresses = "queue", id = "orders", errorHandler = "handler")
		CompletableFuture<Void> on(String text) {
			current.add(registry.getCurrentObservation());
			return result;
		}

	}

	private void start() {
		AmqpListenerErrorHandler handler = (delivery, failure) -> {
			current.add(registry.getCurrentObservation());
			return null;
		};
		this.listeners.bean("handler", AmqpListenerErrorHandler.class, handler).start(new Listener());
	}

	@Test
	void aMessageIsObservedUntilItsOutcome() {
		CompletableFuture<Void> later = new CompletableFuture<>();
		result = later;
		start();
		this.listeners.receiver("queue").deliver(OutgoingMessage.text("x").messageId("m1").build());
		assertThat(current).doesNotContainNull();
		assertThat(registry.getCurrentObservation()).isNull();
		assertThat(registry).hasSingleObservationThat().hasBeenStarted().isNotStopped();
		later.complete(null);
		assertThat(registry).hasSingleObservationThat()
			.hasNameEqualTo("amqp.receiver.listener")
			.hasContextualNameEqualTo("process queue")
			.hasLowCardinalityKeyValue("listener", "orders")
			.hasLowCardinalityKeyValue("connection", "default")
			.hasLowCardinalityKeyValue("outcome", "accepted")
			.hasLowCardinalityKeyValue("messaging.operation.type", "process")
			.hasHighCardinalityKeyValue("messaging.message.id", "m1");
		assertThat(registry).hasSingleObservationThat().hasBeenStopped();
	}

	@Test
	void aFailureIsOfTheObservationAndItsHandlingInsideOfIt() {
		result = CompletableFuture.failedFuture(new IllegalStateException("no"));
		start();
		this.listeners.receiver("queue").deliver(OutgoingMessage.text("x").build());
		assertThat(current).hasSize(2).doesNotContainNull();
		assertThat(registry).hasSingleObservationThat().hasError().hasLowCardinalityKeyValue("outcome", "modified");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void aConventionThatFailsChangesNothingForTheMessage(boolean atTheEnd) {
		AmqpListenerObservationConvention failing = new DefaultAmqpListenerObservationConvention() {

			@Override
			public KeyValues getLowCardinalityKeyValues(AmqpListenerObservationContext context) {
				if (!atTheEnd || context.outcome() != null) {
					throw new IllegalStateException("no names");
				}
				return super.getLowCardinalityKeyValues(context);
			}

		};
		this.listeners.factory((builder) -> builder.observation(new MicrometerListenerObservation(registry, failing)));
		result = CompletableFuture.completedFuture(null);
		start();
		FakeDelivery delivery = this.listeners.receiver("queue").deliver(OutgoingMessage.text("x").build());
		assertThat(current).hasSize(1);
		assertThat(delivery.outcome()).isEqualTo(Outcome.accepted());
	}

	static class Batches {

		@AmqpListener(addresses = "queue", id = "batches", batch = "true", batchSize = "2", batchTimeout = "20s")
		CompletableFuture<Void> on(List<String> texts) {
			current.add(registry.getCurrentObservation());
			return result;
		}

	}

	@Test
	void aCallWithABatchIsObservedAndEachOfItsMessagesToo() {
		CompletableFuture<Void> later = new CompletableFuture<>();
		result = later;
		this.listeners.start(new Batches());
		deliverTwo();
		await().until(() -> current.size() == 1);
		assertThat(registry).hasObservationWithNameEqualTo("amqp.receiver.batch")
			.that()
			.isNotStopped()
			.hasLowCardinalityKeyValue("listener", "batches")
			.hasLowCardinalityKeyValue("connection", "default")
			.hasLowCardinalityKeyValue("messaging.destination.name", "queue")
			.hasLowCardinalityKeyValue("messaging.operation.type", "process")
			.hasHighCardinalityKeyValue("messaging.batch.message_count", "2");
		AmqpListenerBatchObservationContext context = (AmqpListenerBatchObservationContext) ((Observation) current
			.get(0)).getContext();
		assertThat(context.messages()).hasSize(2)
			.allSatisfy((message) -> assertThat(message).isInstanceOf(AmqpListenerObservationContext.class));
		assertThat(context.deliveries()).extracting((delivery) -> delivery.message().bodyText())
			.containsExactly("x", "y");
		later.complete(null);
		assertThat(registry).hasObservationWithNameEqualTo("amqp.receiver.batch")
			.that()
			.hasBeenStopped()
			.hasContextualNameEqualTo("process queue")
			.doesNotHaveError();
		assertThat(registry).hasNumberOfObservationsWithNameEqualTo("amqp.receiver.listener", 2);
	}

	@Test
	void aFailureOfABatchIsOfTheCallAndOfItsMessages() {
		IllegalStateException failure = new IllegalStateException("no");
		result = CompletableFuture.supplyAsync(() -> {
			throw failure;
		});
		this.listeners.start(new Batches());
		List<FakeDelivery> deliveries = deliverTwo();
		await().until(() -> deliveries.stream().allMatch(FakeDelivery::settled));
		assertThat(registry).hasObservationWithNameEqualTo("amqp.receiver.batch")
			.that()
			.hasBeenStopped()
			.thenError()
			.isSameAs(failure);
		assertThat(registry).hasHandledContextsThatSatisfy((contexts) -> assertThat(contexts).hasSize(3)
			.allSatisfy((context) -> assertThat(context.getError()).isSameAs(failure)));
	}

	@Test
	void aBatchIsNamedByAConventionOfTheApplication() {
		result = CompletableFuture.completedFuture(null);
		AmqpListenerBatchObservationConvention own = new DefaultAmqpListenerBatchObservationConvention() {

			@Override
			public String getName() {
				return "mine";
			}

		};
		this.listeners.factory((builder) -> builder.observation(new MicrometerListenerObservation(registry, null, own)))
			.start(new Batches());
		List<FakeDelivery> deliveries = deliverTwo();
		await().until(() -> deliveries.stream().allMatch(FakeDelivery::settled));
		assertThat(registry).hasObservationWithNameEqualTo("mine").that().hasBeenStopped();
	}

	private List<FakeDelivery> deliverTwo() {
		return List.of(this.listeners.receiver("queue").deliver(OutgoingMessage.text("x").build()),
				this.listeners.receiver("queue").deliver(OutgoingMessage.text("y").build()));
	}

	@Test
	void aTraceContextOfTheAnnotationsGoesBeforeOneOfTheProperties() {
		FakeDelivery both = FakeDelivery.of(OutgoingMessage.text("x")
			.messageAnnotation(Symbol.valueOf("traceparent"), "annotation")
			.applicationProperty("traceparent", "property"));
		FakeDelivery one = FakeDelivery.of(OutgoingMessage.text("x").applicationProperty("traceparent", "property"));
		AmqpListenerObservationContext context = new AmqpListenerObservationContext("orders", "default", both);
		assertThat(context.getGetter().get(both, "traceparent")).isEqualTo("annotation");
		assertThat(context.getGetter().get(one, "traceparent")).isEqualTo("property");
		assertThat(context.getGetter().get(one, "none")).isNull();
	}

	@Test
	void withoutARegistryNothingIsObserved() {
		assertThat(new MicrometerListenerObservation(io.micrometer.observation.ObservationRegistry.NOOP, null)
			.start("orders", "default", FakeDelivery.of(OutgoingMessage.text("x")))).isNull();
	}

}
