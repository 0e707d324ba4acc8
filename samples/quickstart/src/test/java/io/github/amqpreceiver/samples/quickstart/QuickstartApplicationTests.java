package io.github.amqpreceiver.samples.quickstart;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "quickstart.interval=PT0.02S", "quickstart.burst=5000" })
class QuickstartApplicationTests {

	@LocalServerPort
	private int port;

	@Autowired
	private Burst burst;

	@Autowired
	private DeadLetterListener deadLetters;

	@Test
	void healthShowsTheListenersUpInDetail() {
		for (String id : List.of("burst", "dead-letters", "orders", "payments", "shipping")) {
			await().atMost(Duration.ofSeconds(20))
				.untilAsserted(() -> assertThat(at(get("/actuator/health"), "components", "amqpReceiver", "components",
						"listeners", "components", id, "status"))
					.isEqualTo("UP"));
		}
		assertThat(get("/actuator/health/readiness")).containsEntry("status", "UP");
		assertThat(at(get("/actuator/health"), "components", "amqpReceiver", "components", "connections", "components",
				"default", "details", "product"))
			.isEqualTo("apache-activemq-artemis");
	}

	@Test
	void metricsCountWhatWasProcessed() {
		for (String outcome : List.of("accepted", "rejected", "modified")) {
			await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
				Map<String, Object> metric = get("/actuator/metrics/amqp.receiver.process?tag=outcome:" + outcome);
				assertThat((List<?>) metric.get("measurements")).first()
					.satisfies((count) -> assertThat((Double) ((Map<?, ?>) count).get("value")).isPositive());
			});
		}
	}

	@Test
	void prometheusIsServed() {
		await().atMost(Duration.ofSeconds(20))
			.untilAsserted(() -> assertThat(text("/actuator/prometheus"))
				.containsPattern("amqp_receiver_process_seconds_count\\{[^}]*listener=\"orders\"[^}]*} [1-9]"));
	}

	@Test
	void failedOrdersEndInTheDeadLetterQueue() {
		await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(this.deadLetters.seen()).isPositive());
	}

	@Test
	void burstIsMeasured() {
		await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(this.burst.rate()).isPositive());
	}

	@Test
	void endpointPausesAndResumesAListener() {
		await().atMost(Duration.ofSeconds(20))
			.untilAsserted(() -> assertThat(get("/actuator/amqpreceivers/orders").toString()).contains("state=OPEN"));
		assertThat(at(post("/actuator/amqpreceivers/orders", Map.of("action", "PAUSE")), "listener", "condition"))
			.isEqualTo("PAUSED");
		assertThat(at(post("/actuator/amqpreceivers/orders", Map.of("action", "RESUME")), "listener", "condition"))
			.isEqualTo("RUNNING");
		assertThat((List<?>) get("/actuator/amqpreceivers/orders/frames").get("frames")).isNotEmpty();
	}

	private String text(String path) {
		return RestClient.create("http://localhost:" + this.port).get().uri(path).retrieve().body(String.class);
	}

	private Map<String, Object> get(String path) {
		return RestClient.create("http://localhost:" + this.port)
			.get()
			.uri(path)
			.retrieve()
			.onStatus(HttpStatusCode::isError, (request, response) -> {
			})
			.body(new ParameterizedTypeReference<Map<String, Object>>() {
			});
	}

	private Map<String, Object> post(String path, Map<String, ?> body) {
		return RestClient.create("http://localhost:" + this.port)
			.post()
			.uri(path)
			.body(body)
			.retrieve()
			.body(new ParameterizedTypeReference<Map<String, Object>>() {
			});
	}

	private static Object at(Object json, String... path) {
		Object found = json;
		for (String name : path) {
			found = (found instanceof Map<?, ?> map) ? map.get(name) : null;
		}
		return found;
	}

}
