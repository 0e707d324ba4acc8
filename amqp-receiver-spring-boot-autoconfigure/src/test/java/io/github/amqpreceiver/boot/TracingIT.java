package io.github.amqpreceiver.boot;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.spring.annotation.AmqpListener;
import io.github.amqpreceiver.spring.settle.AmqpListenerErrorHandler;
import io.github.amqpreceiver.testsupport.EmbeddedArtemis;
import io.github.amqpreceiver.testsupport.TestMessage;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** One trace from the span that sends to the one that handles, with OpenTelemetry. */
class TracingIT {

	private static final Duration LONG = Duration.ofSeconds(30);

	private static EmbeddedArtemis broker;

	private static ReceiverScene scene;

	@BeforeAll
	static void start() {
		broker = EmbeddedArtemis.builder().queues("plain", "batch", "stage", "mono", "failing").start();
		scene = ReceiverScene.start(broker, Application.class);
	}

	@AfterAll
	static void stop() {
		scene.close();
		broker.close();
	}

	@Test
	void parentComesWithTheMessageAnnotations() {
		assertOneTrace("plain", "annotated", true);
	}

	@Test
	void parentComesWithTheApplicationProperties() {
		assertOneTrace("plain", "in a property", false);
	}

	@Test
	void messageAnnotationsGoBeforeTheApplicationProperties() {
		String annotated = "4bf92f3577b34da6a3ce929d0e0e4736";
		scene.send("plain",
				TestMessage.text("both")
					.annotation("traceparent", "00-" + annotated + "-00f067aa0ba902b7-01")
					.property("traceparent", "00-11111111111111111111111111111111-1111111111111111-01"));
		assertThat(spanOf("plain", annotated).getParentSpanId()).isEqualTo("00f067aa0ba902b7");
	}

	@Test
	void messageOfABatchBelongsToTheTraceOfItsSender() {
		assertThat(sent("batch", "in a batch", true)).isNotNull();
	}

	@Test
	void spanOfAStageEndsWithIt() {
		SpanData span = assertOneTrace("stage", "later", true);
		assertThat(span.getEndEpochNanos() - span.getStartEpochNanos())
			.isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(200));
	}

	@Test
	void spanOfAMonoEndsWithIt() {
		SpanData span = assertOneTrace("mono", "reactive", true);
		assertThat(span.getEndEpochNanos() - span.getStartEpochNanos())
			.isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(200));
	}

	@Test
	void errorHandlerIsPartOfTheTrace() {
		SpanData span = assertOneTrace("failing", "wrong", true);
		assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
		assertThat(scene.bean(Application.class).traces).containsEntry("handler of wrong", span.getTraceId());
	}

	/** The message is handled in the trace of its sender, and its span is the child. */
	private static SpanData assertOneTrace(String queue, String text, boolean annotation) {
		SpanData span = sent(queue, text, annotation);
		assertThat(scene.bean(Application.class).traces).containsEntry(text, span.getTraceId());
		return span;
	}

	private static SpanData sent(String queue, String text, boolean annotation) {
		Tracer tracer = scene.bean(Tracer.class);
		io.micrometer.tracing.Span sending = tracer.nextSpan().name("send " + queue).start();
		TestMessage message = TestMessage.text(text);
		scene.bean(Propagator.class)
			.inject(sending.context(), message, (carrier, key, value) -> put(carrier, key, value, annotation));
		scene.send(queue, message);
		sending.end();
		SpanData span = spanOf(queue, sending.context().traceId());
		assertThat(span.getParentSpanId()).isEqualTo(sending.context().spanId());
		assertThat(span.getKind()).isEqualTo(SpanKind.CONSUMER);
		assertThat(span.getAttributes().asMap().toString()).contains("messaging.system", "messaging.destination.name",
				"messaging.operation.type");
		return span;
	}

	private static void put(TestMessage message, String key, String value, boolean annotation) {
		if (annotation) {
			message.annotation(key, value);
		}
		else {
			message.property(key, value);
		}
	}

	private static SpanData spanOf(String queue, String trace) {
		InMemorySpanExporter exporter = scene.bean(InMemorySpanExporter.class);
		return await().atMost(LONG)
			.until(() -> exporter.getFinishedSpanItems()
				.stream()
				.filter((span) -> span.getTraceId().equals(trace) && span.getName().equals("process " + queue))
				.findFirst()
				.orElse(null), (span) -> span != null);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		private final Map<String, String> traces = new ConcurrentHashMap<>();

		@AmqpListener(addresses = "plain")
		void plain(String text) {
			note(text);
		}

		@AmqpListener(addresses = "batch", batch = "true")
		void batch(List<String> texts) {
			texts.forEach(this::note);
		}

		@AmqpListener(addresses = "stage")
		CompletionStage<Void> stage(String text) {
			note(text);
			return CompletableFuture.runAsync(() -> {
			}, CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS));
		}

		@AmqpListener(addresses = "mono")
		Mono<Void> mono(String text) {
			note(text);
			return Mono.delay(Duration.ofMillis(200)).then();
		}

		@AmqpListener(addresses = "failing", errorHandler = "rejecting")
		void failing(String text) {
			note(text);
			throw new IllegalStateException("as asked");
		}

		private void note(String text) {
			this.traces.put(text, Span.current().getSpanContext().getTraceId());
		}

		@Bean
		AmqpListenerErrorHandler rejecting() {
			return this::reject;
		}

		private Outcome reject(Delivery delivery, Throwable failure) {
			note("handler of " + delivery.message().bodyText());
			return Outcome.rejected(null);
		}

		@Bean
		static InMemorySpanExporter spanExporter() {
			return InMemorySpanExporter.create();
		}

	}

}
