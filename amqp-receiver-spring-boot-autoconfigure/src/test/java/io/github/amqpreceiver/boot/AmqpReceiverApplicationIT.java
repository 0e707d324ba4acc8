package io.github.amqpreceiver.boot;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.amqpreceiver.spring.annotation.AmqpListener;
import io.github.amqpreceiver.testsupport.EmbeddedArtemis;
import io.github.amqpreceiver.testsupport.ReferenceSender;
import io.github.amqpreceiver.testsupport.TestMessage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A whole application on a broker, watched and steered over HTTP. */
class AmqpReceiverApplicationIT {

	private static final Duration LONG = Duration.ofSeconds(30);

	private final EmbeddedArtemis broker = EmbeddedArtemis.builder().queues("orders").start();

	private ConfigurableApplicationContext context;

	private RestClient client;

	@BeforeEach
	void start() {
		// by hand: the test slices switch tracing off
		this.context = new SpringApplicationBuilder(Application.class).run("--server.port=0",
				"--amqp.receiver.port=" + this.broker.port(), "--amqp.receiver.health.recovery-grace=1s",
				"--amqp.receiver.recovery.max-delay=500ms", "--management.endpoints.web.exposure.include=*",
				"--management.endpoint.health.show-details=always",
				"--management.endpoint.health.group.readiness.include=readinessState,amqpReceiver",
				"--management.endpoint.health.probes.enabled=true", "--management.metrics.tags.region=north",
				"--management.tracing.sampling.probability=1", "--spring.main.banner-mode=off",
				"--management.opentelemetry.tracing.export.otlp.enabled=false",
				"--management.otlp.metrics.export.enabled=false");
		this.client = RestClient
			.create("http://localhost:" + this.context.getEnvironment().getProperty("local.server.port"));
	}

	@AfterEach
	void stop() {
		this.context.close();
		this.broker.close();
	}

	@Test
	void messagesAreCountedInThePrometheusEndpointWithCommonTags() {
		send(TestMessage.text("one"), TestMessage.text("two"), TestMessage.text("fail"));
		await().atMost(LONG)
			.untilAsserted(() -> assertThat(get("/actuator/prometheus").getBody())
				.containsPattern("amqp_receiver_process_seconds_count\\{[^}]*error=\"none\"[^}]*listener=\"orders\""
						+ "[^}]*outcome=\"accepted\"[^}]*region=\"north\"[^}]*} 2")
				.containsPattern("amqp_receiver_process_seconds_count\\{[^}]*error=\"IllegalStateException\"")
				.containsPattern("amqp_receiver_deliveries_total\\{[^}]*outcome=\"accepted\"[^}]*} 2")
				.containsPattern("amqp_receiver_credit\\{[^}]*listener=\"orders\"")
				.containsPattern("amqp_receiver_frames_in_total\\{[^}]*connection=\"default\""));
	}

	@Test
	void handlerBelongsToTheTraceOfTheSender() {
		String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
		send(TestMessage.text("traced").property("traceparent", "00-" + trace + "-00f067aa0ba902b7-01"));
		InMemorySpanExporter exporter = this.context.getBean(InMemorySpanExporter.class);
		await().atMost(LONG).untilAsserted(() -> assertThat(exporter.getFinishedSpanItems()).anySatisfy((span) -> {
			assertThat(span.getTraceId()).isEqualTo(trace);
			assertThat(span.getParentSpanId()).isEqualTo("00f067aa0ba902b7");
			assertThat(span.getKind()).isEqualTo(SpanKind.CONSUMER);
			assertThat(span.getName()).isEqualTo("process orders");
		}));
		Application application = this.context.getBean(Application.class);
		assertThat(application.traces).contains(trace);
		assertThat(exporter.getFinishedSpanItems()).extracting(SpanData::getTraceId).containsOnly(trace);
	}

	@Test
	void healthFollowsTheBroker() {
		awaitReadiness(200);
		this.broker.stop();
		awaitReadiness(503);
		assertThat(get("/actuator/health/amqpReceiver").getBody()).contains("RECOVERING", "lastError");
		this.broker.start();
		awaitReadiness(200);
		send(TestMessage.text("after"));
		await().atMost(LONG).until(() -> this.context.getBean(Application.class).texts.contains("after"));
	}

	@Test
	void listenerIsSteeredThroughTheEndpoint() {
		awaitReadiness(200);
		assertThat(steer("PAUSE")).contains("\"condition\":\"PAUSED\"").contains("\"completed\":true");
		send(TestMessage.text("while paused"));
		assertThat(get("/actuator/health/readiness").getStatusCode().value()).isEqualTo(200);
		assertThat(this.broker.messageCount("orders")).isOne();
		assertThat(steer("RESUME")).contains("\"condition\":\"RUNNING\"");
		await().atMost(LONG).until(() -> this.context.getBean(Application.class).texts.contains("while paused"));
		assertThat(steer("STOP")).contains("\"condition\":\"STOPPED_BY_USER\"");
		assertThat(get("/actuator/health/readiness").getStatusCode().value()).isEqualTo(200);
		await().atMost(LONG).until(() -> this.broker.consumerCount("orders") == 0);
		assertThat(steer("START")).contains("\"condition\":\"RUNNING\"");
		await().atMost(LONG).until(() -> this.broker.consumerCount("orders") == 1);
		assertThat(steer("TRACE_ON")).contains("\"completed\":true");
		assertThat(get("/actuator/amqpreceivers/orders/frames").getBody()).contains("Attach");
		assertThat(get("/actuator/amqpreceivers/none").getStatusCode().value()).isEqualTo(404);
	}

	@Test
	void stoppedContextHoldsNoSocketAndReceivesAgainOnceStarted() {
		await().atMost(LONG).until(() -> this.broker.consumerCount("orders") == 1);
		this.context.stop();
		await().atMost(LONG).until(() -> this.broker.connectionCount() == 0);
		this.context.start();
		send(TestMessage.text("again"));
		await().atMost(LONG).until(() -> this.context.getBean(Application.class).texts.contains("again"));
	}

	private void awaitReadiness(int status) {
		await().atMost(LONG).until(() -> get("/actuator/health/readiness").getStatusCode().value() == status);
	}

	private String steer(String action) {
		return this.client.post()
			.uri("/actuator/amqpreceivers/orders")
			.body(Map.of("action", action))
			.retrieve()
			.body(String.class);
	}

	private ResponseEntity<String> get(String path) {
		return this.client.get().uri(path).retrieve().onStatus(HttpStatusCode::isError, (request, response) -> {
		}).toEntity(String.class);
	}

	private void send(TestMessage... messages) {
		try (ReferenceSender sender = ReferenceSender.open(this.broker.port(), "orders")) {
			List.of(messages).forEach(sender::send);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		private final List<String> texts = new CopyOnWriteArrayList<>();

		private final List<String> traces = new CopyOnWriteArrayList<>();

		@AmqpListener(id = "orders", addresses = "orders", failureOutcome = "rejected")
		void onOrder(String text) {
			this.texts.add(text);
			this.traces.add(Span.current().getSpanContext().getTraceId());
			if (text.equals("fail")) {
				throw new IllegalStateException("as asked");
			}
		}

		@Bean
		static InMemorySpanExporter spanExporter() {
			return InMemorySpanExporter.create();
		}

	}

}
