package io.github.amqpreceiver.boot;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import io.github.amqpreceiver.spring.annotation.AmqpListener;
import io.github.amqpreceiver.testsupport.EmbeddedArtemis;
import io.github.amqpreceiver.testsupport.TestMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;

import static io.github.amqpreceiver.boot.ReceiverScene.at;
import static org.awaitility.Awaitility.await;

/**
 * The answers of the endpoint that {@code docs/reference.md} shows, as a running
 * application gives them. What differs from run to run stands there as an example.
 */
class EndpointExamplesIT {

	private static final Map<String, Object> EXAMPLES = Map.of("link", "orders-8a1f0c52-5a34-4f5e-9d3b-2f8f6f3a7c11",
			"since", "2026-11-23T12:00:00Z", "host", "broker.example", "port", 5672, "containerId", "broker", "version",
			"2.55.0", "target", "com.example.Orders#onOrder");

	private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

	private static final Pattern SETTLED = Pattern.compile("^-> ch=0 Disposition");

	private static EmbeddedArtemis broker;

	private static ReceiverScene scene;

	@BeforeAll
	static void start() {
		broker = EmbeddedArtemis.builder().queues("orders").start();
		scene = ReceiverScene.start(broker, Application.class);
		await().atMost(Duration.ofSeconds(20))
			.until(() -> Integer.valueOf(300)
				.equals(at(scene.getJson("/actuator/amqpreceivers/orders"), "receivers/credit")));
	}

	@AfterAll
	static void stop() {
		scene.close();
		broker.close();
	}

	@Test
	void allAreShown() {
		check("example-all", "GET /actuator/amqpreceivers", scene.getJson("/actuator/amqpreceivers"));
	}

	@Test
	void oneListenerIsShown() {
		check("example-one", "GET /actuator/amqpreceivers/orders", scene.getJson("/actuator/amqpreceivers/orders"));
	}

	/** Of what a link begins with, and of a message. */
	@Test
	void theLastFramesAreShown() {
		scene.send("orders", TestMessage.text("hello"));
		await().atMost(Duration.ofSeconds(20)).until(() -> frames().stream().anyMatch(SETTLED.asPredicate()));
		List<String> shown = new ArrayList<>();
		for (String begin : List.of("-> ch=0 Open", "<- ch=0 Open", "-> ch=0 Begin", "<- ch=0 Begin", "-> ch=0 Attach",
				"<- ch=0 Attach", "-> ch=0 Flow", "<- ch=0 Transfer", "-> ch=0 Disposition")) {
			shown.add(steady(frames().stream().filter((frame) -> frame.startsWith(begin)).findFirst().orElseThrow()));
		}
		check("example-frames", "GET /actuator/amqpreceivers/orders/frames", Map.of("frames", shown));
	}

	private static List<String> frames() {
		Object frames = scene.getJson("/actuator/amqpreceivers/orders/frames").get("frames");
		return ((List<?>) frames).stream().map(String::valueOf).toList();
	}

	private static String steady(String frame) {
		return frame.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "8a1f0c52-5a34-4f5e-9d3b-2f8f6f3a7c11")
			.replaceAll("(product='amqp-receiver', version=)'[^']+', platform='[^']+'",
					"$1'0.1.0', platform='Java 17'");
	}

	@Test
	void anActionIsAnswered() {
		check("example-action", "POST /actuator/amqpreceivers/orders {\"action\": \"RESUME\"}",
				scene.post("/actuator/amqpreceivers/orders", Map.of("action", "RESUME")).getBody());
	}

	@Test
	void whatIsWrongIsAnswered() {
		check("example-error", "POST /actuator/amqpreceivers/orders {\"action\": \"CREDIT\"}",
				scene.post("/actuator/amqpreceivers/orders", Map.of("action", "CREDIT")).getBody());
	}

	private static void check(String part, String request, Object answer) {
		List<String> lines = new ArrayList<>(List.of("", "`" + request + "`", "", "```json"));
		JSON.writeValueAsString(steady(answer)).lines().map(String::stripTrailing).forEach(lines::add);
		lines.addAll(List.of("```", ""));
		ReferencePage.check(part, lines);
	}

	private static Object steady(Object json) {
		if (json instanceof List<?> list) {
			return list.stream().map(EndpointExamplesIT::steady).toList();
		}
		if (!(json instanceof Map<?, ?> map)) {
			return json;
		}
		Map<Object, Object> steady = new LinkedHashMap<>();
		map.forEach((name, value) -> steady.put(name,
				(value != null && EXAMPLES.containsKey(name)) ? EXAMPLES.get(name) : steady(value)));
		return steady;
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@AmqpListener(id = "orders", addresses = "orders")
		void onOrder(String text) {
		}

	}

}
