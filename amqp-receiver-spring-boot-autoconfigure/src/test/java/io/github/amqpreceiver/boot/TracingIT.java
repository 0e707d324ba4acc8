package io.github.amqpreceiver.boot;

import java.time.Duration;
import java.util.ArrayList;
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
import io.opentelemetry.sdk.trace.data.LinkData;
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
		broker = EmbeddedArtemis.builder()
			.queues("plain", "batch", "full-batch", "failing-batch", "retried", "stage", "mono", "failing")
			.start();
		scene = ReceiverScene.start(broker, Application.class, "amqp.receiver.listener.retry-delay=10ms");
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
	void batchIsOneSpanWithALinkToTheSpanOfEachOfItsMessages() {
		SpanData first = sent("batch", "one of two", true);
		SpanData second = sent("batch", "two of two", false);
		String trace = scene.bean(Application.class).traces.get("two of two");
		SpanData batch = batchSpan(trace);
		assertThat(batch.getName()).isEqualTo("process batch");
		assertThat(batch.getKind()).isEqualTo(SpanKind.CONSUMER);
		assertThat(batch.getParentSpanContext().isValid()).isFalse();
		assertThat(trace).isNotIn(first.getTraceId(), second.getTraceId());
		assertThat(batch.getLinks()).extracting((link) -> link.getSpanContext().getTraceId())
			.contains(second.getTraceId());
		assertThat(batch.getLinks()).extracting((link) -> link.getSpanContext().getSpanId())
			.contains(second.getSpanId());
		assertThat(batch.getAttributes().asMap().toString()).contains("messaging.batch.message_count",
				"messaging.destination.name", "messaging.operation.type");
	}

	@Test
	void everyMessageOfABatchIsLinked() {
		List<TestMessage> messages = new ArrayList<>();
		for (int i = 0; i < 5; i++) {
			messages.add(TestMessage.text("linked " + i)
				.annotation("traceparent",
						"00-0000000000000000000000000000010%d-000000000000020%d-01".formatted(i, i)));
		}
		scene.send("full-batch", messages.toArray(TestMessage[]::new));
		Map<String, String> traces = scene.bean(Application.class).traces;
		await().atMost(LONG).until(() -> traces.containsKey("linked 4"));
		SpanData batch = batchSpan(traces.get("linked 4"));
		assertThat(batch.getLinks()).extracting((link) -> link.getSpanContext().getTraceId())
			.containsExactly("00000000000000000000000000000100", "00000000000000000000000000000101",
					"00000000000000000000000000000102", "00000000000000000000000000000103",
					"00000000000000000000000000000104");
		for (LinkData link : batch.getLinks()) {
			SpanData message = spanOf("full-batch", link.getSpanContext().getTraceId());
			assertThat(link.getSpanContext().getSpanId()).isEqualTo(message.getSpanId());
		}
	}

	@Test
	void failureOfABatchIsOfItsSpanAndOfThoseOfItsMessages() {
		SpanData message = sent("failing-batch", "wrong together", true);
		SpanData batch = batchSpan(scene.bean(Application.class).traces.get("wrong together"));
		assertThat(batch.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
		assertThat(message.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
		assertThat(batch.getLinks()).singleElement()
			.satisfies((link) -> assertThat(link.getSpanContext().getSpanId()).isEqualTo(message.getSpanId()));
	}

	@Test
	void repeatedCallOnAnotherThreadIsPartOfTheTrace() {
		SpanData span = assertOneTrace("retried", "later once more", true);
		assertThat(scene.bean(Application.class).traces).containsEntry("again later once more", span.getTraceId());
		assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
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

	private static SpanData batchSpan(String trace) {
		InMemorySpanExporter exporter = scene.bean(InMemorySpanExporter.class);
		return await().atMost(LONG)
			.until(() -> exporter.getFinishedSpanItems()
				.stream()
				.filter((span) -> span.getTraceId().equals(trace) && !span.getLinks().isEmpty())
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

		@AmqpListener(addresses = "full-batch", batch = "true", batchSize = "5", batchTimeout = "20s")
		void fullBatch(List<String> texts) {
			texts.forEach(this::note);
		}

		@AmqpListener(addresses = "failing-batch", batch = "true", failureOutcome = "rejected")
		void failingBatch(List<String> texts) {
			texts.forEach(this::note);
			throw new IllegalStateException("as asked");
		}

		@AmqpListener(addresses = "retried", retries = "1")
		CompletionStage<Void> retried(String text) {
			boolean first = !this.traces.containsKey(text);
			note(first ? text : "again " + text);
			return first ? CompletableFuture.supplyAsync(() -> {
				throw new IllegalStateException("as asked");
			}) : CompletableFuture.completedStage(null);
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
