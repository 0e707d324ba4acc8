package io.github.amqpreceiver.spring.observe;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.amqpreceiver.message.OutgoingMessage;
import io.github.amqpreceiver.spring.annotation.AmqpListener;
import io.github.amqpreceiver.spring.fake.FakeDelivery;
import io.github.amqpreceiver.spring.fake.ListenerContext;
import io.github.amqpreceiver.spring.settle.AmqpListenerErrorHandler;
import io.github.amqpreceiver.type.Symbol;
import io.micrometer.observation.tck.TestObservationRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The observation around each message. */
class ListenerObservationTests {

	static final List<Object> current = new ArrayList<>();

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
