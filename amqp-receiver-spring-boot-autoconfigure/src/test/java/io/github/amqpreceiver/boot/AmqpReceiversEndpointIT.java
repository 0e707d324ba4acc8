package io.github.amqpreceiver.boot;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.amqpreceiver.spring.annotation.AmqpListener;
import io.github.amqpreceiver.testsupport.EmbeddedArtemis;
import io.github.amqpreceiver.testsupport.TestMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.ResponseEntity;

import static io.github.amqpreceiver.boot.ReceiverScene.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Every operation of the endpoint over HTTP. */
@ExtendWith(OutputCaptureExtension.class)
class AmqpReceiversEndpointIT {

	private static final Duration LONG = Duration.ofSeconds(30);

	private static final String ORDERS = "/actuator/amqpreceivers/orders";

	private static EmbeddedArtemis broker;

	private static ReceiverScene scene;

	@BeforeAll
	static void start() {
		broker = EmbeddedArtemis.builder().queues("orders").start();
		scene = ReceiverScene.start(broker, Application.class);
	}

	@AfterAll
	static void stop() {
		scene.close();
		broker.close();
	}

	@BeforeEach
	void awaitOpen() {
		await().atMost(LONG).until(() -> "OPEN".equals(at(scene.getJson(ORDERS), "receivers/state")));
	}

	@Test
	void listShowsConnectionsAndListeners() {
		Map<?, ?> all = scene.getJson("/actuator/amqpreceivers");
		assertThat(at(all, "connections/default/open")).isEqualTo(true);
		assertThat(at(all, "connections/default/peer/port")).isEqualTo(broker.port());
		assertThat(at(all, "connections/default/peer/product")).isEqualTo("apache-activemq-artemis");
		assertThat(at(all, "listeners/orders/condition")).isEqualTo("RUNNING");
	}

	@Test
	void oneShowsItsLinkInDetail() {
		Map<?, ?> orders = scene.getJson(ORDERS);
		assertThat(orders.keySet()).map(Object::toString)
			.contains("id", "target", "connection", "condition", "paused", "addresses", "receivers");
		assertThat(at(orders, "target").toString()).endsWith("Application#onOrder");
		assertThat(at(orders, "receivers/credit")).isEqualTo(10);
		assertThat(at(orders, "receivers/address")).isEqualTo("orders");
		assertThat(at(orders, "receivers/attempt")).isEqualTo(0);
		assertThat(at(orders, "receivers/negotiated/sendSettleMode")).isEqualTo("UNSETTLED");
		assertThat(at(orders, "receivers/negotiated/receiveSettleMode")).isEqualTo("PEEK_LOCK");
		assertThat(at(orders, "receivers/link").toString()).isNotBlank();
		assertThat(at(orders, "receivers/since").toString()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
	}

	@Test
	void pauseAndResumeHoldMessagesBackAndLetThemGo() {
		assertSteered("PAUSE", "PAUSED");
		scene.send("orders", TestMessage.text("while paused"));
		assertThat(at(scene.getJson(ORDERS), "receivers/credit")).isEqualTo(0);
		assertThat(at(scene.getJson(ORDERS), "paused")).isEqualTo(true);
		assertThat(broker.messageCount("orders")).isOne();
		assertSteered("resume", "RUNNING");
		await().atMost(LONG).until(() -> scene.bean(Application.class).texts.contains("while paused"));
	}

	@Test
	void stopAndStartDetachAndAttach() {
		assertSteered("STOP", "STOPPED_BY_USER");
		assertThat(at(scene.getJson(ORDERS), "receivers")).isEqualTo(List.of());
		await().atMost(LONG).until(() -> broker.consumerCount("orders") == 0);
		assertSteered("START", "RUNNING");
		await().atMost(LONG).until(() -> broker.consumerCount("orders") == 1);
	}

	@Test
	void creditIsSet() {
		ResponseEntity<Map> answer = scene.post(ORDERS, Map.of("action", "CREDIT", "credit", 3));
		assertThat(answer.getStatusCode().value()).isEqualTo(200);
		assertThat(at(answer.getBody(), "listener/receivers/credit")).isEqualTo(3);
		scene.post(ORDERS, Map.of("action", "credit", "credit", "10"));
		await().atMost(LONG).until(() -> Integer.valueOf(10).equals(at(scene.getJson(ORDERS), "receivers/credit")));
	}

	@Test
	void traceShowsFramesWithoutBodiesUntilItIsSwitchedOff(CapturedOutput output) {
		assertSteered("trace-on", "RUNNING");
		scene.send("orders", TestMessage.text("b0dy of the message"));
		await().atMost(LONG).until(() -> output.getOut().contains("Transfer"));
		assertThat(output).doesNotContain("b0dy of the message");
		assertSteered("TRACE_OFF", "RUNNING");
		await().atMost(LONG).until(() -> scene.bean(Application.class).texts.contains("b0dy of the message"));
		int before = output.getOut().length();
		scene.send("orders", TestMessage.text("after"));
		await().atMost(LONG).until(() -> scene.bean(Application.class).texts.contains("after"));
		assertThat(output.getOut().substring(before)).doesNotContain("Transfer");
	}

	@Test
	void lastFramesAreShownWithoutBodies() {
		scene.send("orders", TestMessage.text("b0dy"));
		await().atMost(LONG).until(() -> scene.bean(Application.class).texts.contains("b0dy"));
		List<?> frames = (List<?>) at(scene.getJson(ORDERS + "/frames"), "frames");
		assertThat(frames).isNotEmpty();
		assertThat(frames.toString()).contains("Transfer", "Disposition").doesNotContain("b0dy");
	}

	@Test
	void whatDoesNotExistIsNotFound() {
		assertThat(scene.status("/actuator/amqpreceivers/none")).isEqualTo(404);
		assertThat(scene.status("/actuator/amqpreceivers/none/frames")).isEqualTo(404);
		assertThat(scene.status(ORDERS + "/bodies")).isEqualTo(404);
		ResponseEntity<Map> answer = scene.post("/actuator/amqpreceivers/none", Map.of("action", "PAUSE"));
		assertThat(answer.getStatusCode().value()).isEqualTo(404);
		assertThat(answer.getBody()).isEqualTo(Map.of("message", "There is no listener 'none'. There is [orders]."));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"JUMP||The action is 'JUMP', but must be one of PAUSE, RESUME, START, STOP, CREDIT, TRACE_ON, TRACE_OFF.",
			"||The action is not set, but must be one of PAUSE, RESUME, START, STOP, CREDIT, TRACE_ON, TRACE_OFF.",
			"CREDIT||The action CREDIT needs a credit from 0 to 65535.",
			"CREDIT|-1|The action CREDIT needs a credit from 0 to 65535.",
			"CREDIT|65536|The action CREDIT needs a credit from 0 to 65535.",
			"CREDIT|ten|The credit is 'ten', but must be a whole number from 0 to 65535." })
	void wrongValueIsABadRequestThatSaysWhatIsRight(String action, String credit, String message) {
		Map<String, String> body = (credit != null) ? Map.of("action", action, "credit", credit)
				: (action != null) ? Map.of("action", action) : Map.of();
		ResponseEntity<Map> answer = scene.post(ORDERS, body);
		assertThat(answer.getStatusCode().value()).isEqualTo(400);
		assertThat(answer.getBody()).isEqualTo(Map.of("message", message));
	}

	@Test
	void readOnlyAccessShowsAndDoesNotSteer() {
		try (ReceiverScene readOnly = ReceiverScene.start(broker, Application.class,
				"management.endpoint.amqpreceivers.access=read-only")) {
			assertThat(readOnly.status(ORDERS)).isEqualTo(200);
			assertThat(readOnly.post(ORDERS, Map.of("action", "PAUSE")).getStatusCode().value()).isEqualTo(405);
			assertThat(at(readOnly.getJson(ORDERS), "condition")).isEqualTo("RUNNING");
		}
	}

	@Test
	void withoutAccessThereIsNoEndpoint() {
		try (ReceiverScene none = ReceiverScene.start(broker, Application.class,
				"management.endpoint.amqpreceivers.access=none")) {
			assertThat(none.status("/actuator/amqpreceivers")).isEqualTo(404);
			assertThat(none.status(ORDERS)).isEqualTo(404);
		}
	}

	private static void assertSteered(String action, String condition) {
		ResponseEntity<Map> answer = scene.post(ORDERS, Map.of("action", action));
		assertThat(answer.getStatusCode().value()).isEqualTo(200);
		assertThat(at(answer.getBody(), "completed")).isEqualTo(true);
		assertThat(at(answer.getBody(), "listener/condition")).isEqualTo(condition);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		private final List<String> texts = new CopyOnWriteArrayList<>();

		@AmqpListener(id = "orders", addresses = "orders", prefetch = "10")
		void onOrder(String text) {
			this.texts.add(text);
		}

	}

}
