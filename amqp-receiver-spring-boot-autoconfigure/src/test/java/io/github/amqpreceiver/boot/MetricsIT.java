package io.github.amqpreceiver.boot;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

import io.github.amqpreceiver.spring.annotation.AmqpListener;
import io.github.amqpreceiver.testsupport.EmbeddedArtemis;
import io.github.amqpreceiver.testsupport.TestMessage;
import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Every meter by its name and tags, as the Prometheus endpoint tells it. */
class MetricsIT {

	private static final Duration LONG = Duration.ofSeconds(30);

	private static final String TAGS = "address=\"orders\",connection=\"default\",";

	@Test
	void everyMeterIsThereWithItsTagsAndTheCommonOnes() {
		try (EmbeddedArtemis broker = EmbeddedArtemis.builder().queues("orders").start();
				ReceiverScene scene = ReceiverScene.start(broker, Application.class)) {
			await().atMost(LONG).until(() -> broker.consumerCount("orders") == 1);
			scene.send("orders", TestMessage.text("one"), TestMessage.text("two"), TestMessage.text("fail"),
					TestMessage.text("x".repeat(5_000)));
			await().atMost(LONG).until(() -> scene.bean(Application.class).texts.size() == 3);
			await().atMost(LONG).untilAsserted(() -> {
				String text = scrape(scene);
				assertThat(text).contains(line("process_seconds_count", "error=\"none\"", "outcome=\"accepted\"", 2))
					.contains(
							line("process_seconds_count", "error=\"IllegalStateException\"", "outcome=\"rejected\"", 1))
					.contains(line("deliveries_total", "", "outcome=\"accepted\"", 2))
					.contains(line("deliveries_total", "", "outcome=\"rejected\"", 2))
					.contains(line("settle_latency_seconds_count", "", "outcome=\"accepted\"", 2))
					.contains(line("rejected_oversize_total", "", "", 1))
					.contains(line("received_total", "", "", 3))
					.contains(line("redelivered_total", "", "", 0))
					.contains(line("decode_errors_total", "", "", 0))
					.contains(line("stale_settlements_total", "", "", 0))
					.contains(line("stalls_total", "", "", 0))
					.contains(line("buffered", "", "", 0))
					.contains(line("in_flight", "", "", 0))
					.contains(line("unsettled", "", "", 0));
				assertThat(text).containsPattern("amqp_receiver_bytes_total\\{" + TAGS + "[^}]*} [1-9]")
					.containsPattern("amqp_receiver_credit\\{" + TAGS + "[^}]*} [1-9]")
					.containsPattern("amqp_receiver_disposition_frames_total\\{" + TAGS + "[^}]*} [1-9]")
					.containsPattern("amqp_receiver_frames_in_total\\{connection=\"default\",region=\"north\"} [1-9]")
					.containsPattern(
							"amqp_receiver_frame_bytes_out_total\\{connection=\"default\",region=\"north\"} [1-9]")
					.containsPattern("amqp_receiver_frames_out_total\\{connection=\"default\",region=\"north\"} [1-9]")
					.contains("amqp_receiver_reconnects_total{connection=\"default\",region=\"north\"} 0.0");
			});
			assertThat(meters(scene)).isNotEmpty()
				.isSubsetOf(ReferencePage.rows("meters").stream().map((cells) -> cells.subList(0, 4)).toList());
			broker.deleteQueue("orders", true);
			await().atMost(LONG)
				.untilAsserted(() -> assertThat(scrape(scene))
					.containsPattern("amqp_receiver_detaches_total\\{address=\"orders\",condition=\"amqp:[a-z-]+\","
							+ "connection=\"default\",listener=\"orders\",region=\"north\"} [1-9]"));
			broker.stop();
			broker.start();
			await().atMost(LONG)
				.untilAsserted(() -> assertThat(scrape(scene))
					.contains("amqp_receiver_reconnects_total{connection=\"default\",region=\"north\"} 1.0"));
		}
	}

	/** Name, type, unit and tags of each, without the tag that all meters have here. */
	private static List<List<String>> meters(ReceiverScene scene) {
		return scene.bean(PrometheusMeterRegistry.class)
			.getMeters()
			.stream()
			.map(Meter::getId)
			.filter((id) -> id.getName().startsWith("amqp.receiver.")
					&& !id.getName().matches("amqp.receiver.(listener|batch)([.]active)?"))
			.map((id) -> List.of(id.getName(), MeterReferenceTests.type(id), MeterReferenceTests.unit(id),
					MeterReferenceTests.tags(id).replace(", region", "")))
			.distinct()
			.toList();
	}

	private static String line(String name, String before, String after, int value) {
		return "amqp_receiver_" + name + "{" + TAGS + (before.isEmpty() ? "" : before + ",") + "listener=\"orders\","
				+ (after.isEmpty() ? "" : after + ",") + "region=\"north\"} " + value + ".0\n";
	}

	// as tests run on one JVM: without the exemplars, and counts and sums as they are
	private static String scrape(ReceiverScene scene) {
		return scene.getText("/actuator/prometheus")
			.getBody()
			.lines()
			.filter((line) -> line.startsWith("amqp_receiver_"))
			.map((line) -> line.matches(".*_(seconds_count|bucket)\\{.*} \\d+") ? line + ".0" : line)
			.collect(Collectors.joining("\n", "", "\n"));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		private final List<String> texts = new CopyOnWriteArrayList<>();

		@AmqpListener(id = "orders", addresses = "orders", prefetch = "10", failureOutcome = "rejected",
				maxMessageSize = "2000")
		void onOrder(String text) {
			this.texts.add(text);
			if (text.equals("fail")) {
				throw new IllegalStateException("as asked");
			}
		}

	}

}
