package io.github.amqpreceiver.boot;

import java.time.Duration;
import java.util.Map;

import io.github.amqpreceiver.spring.annotation.AmqpListener;
import io.github.amqpreceiver.spring.container.AmqpListenerRegistry;
import io.github.amqpreceiver.testsupport.Direction;
import io.github.amqpreceiver.testsupport.EmbeddedArtemis;
import io.github.amqpreceiver.testsupport.FaultyProxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What health says over HTTP of a listener in every state, and that it never dials. */
class HealthIT {

	private static final Duration LONG = Duration.ofSeconds(30);

	private static final String LISTENER = "/actuator/health/amqpReceiver/listeners/orders";

	private static final String CONNECTION = "/actuator/health/amqpReceiver/connections/default";

	private static final String READINESS = "/actuator/health/readiness";

	private final EmbeddedArtemis broker = EmbeddedArtemis.builder().autoCreate(false).queues("orders").start();

	private final FaultyProxy proxy = FaultyProxy.to(this.broker.port());

	private ReceiverScene scene;

	@AfterEach
	void stop() {
		this.scene.close();
		this.proxy.close();
		this.broker.close();
	}

	private void start(String... properties) {
		this.scene = ReceiverScene.start(this.proxy.port(), this.broker.port(), Application.class, properties);
	}

	@Test
	void attachedIsUpAndTellsStateSinceAndPeer() {
		start();
		awaitStatus("UP");
		Map<?, ?> details = details(LISTENER);
		assertThat(details.get("condition")).isEqualTo("RUNNING");
		assertThat(details.get("state")).isEqualTo("OPEN");
		assertThat(details.get("since")).asString().isNotEmpty();
		assertThat(details.get("address")).isEqualTo("orders");
		assertThat(details.get("peer")).asString().endsWith(":" + this.proxy.port());
		assertThat(details.get("product")).isEqualTo("apache-activemq-artemis");
		assertThat(details.get("version")).asString().startsWith("2.");
		assertThat(details.containsKey("lastError")).isFalse();
		assertThat(this.scene.getJson(CONNECTION).get("status")).isEqualTo("UP");
		assertThat(this.scene.status(READINESS)).isEqualTo(200);
	}

	@Test
	void notAttachedSinceTheStartIsDownWhateverTheGrace() {
		this.proxy.refuseNew();
		start("amqp.receiver.health.recovery-grace=1h");
		await().atMost(LONG)
			.untilAsserted(
					() -> assertThat(details(LISTENER)).containsKeys("lastError").containsEntry("state", "OPENING"));
		assertThat(this.scene.getJson(LISTENER).get("status")).isEqualTo("DOWN");
		assertThat(this.scene.status(READINESS)).isEqualTo(503);
		assertThat(this.scene.getJson(CONNECTION).get("status")).isEqualTo("UNKNOWN");
	}

	@Test
	void recoveringIsUpWithinTheGraceAndTellsTheAttempt() {
		start("amqp.receiver.health.recovery-grace=1h");
		awaitStatus("UP");
		this.broker.stop();
		await().atMost(LONG)
			.untilAsserted(() -> assertThat(details(LISTENER)).containsEntry("state", "RECOVERING")
				.containsKeys("since", "lastError", "attempt"));
		assertThat(this.scene.getJson(LISTENER).get("status")).isEqualTo("UP");
		assertThat(this.scene.status(READINESS)).isEqualTo(200);
	}

	@Test
	void recoveringIsDownAfterTheGraceAndUpOnceItIsAttached() {
		start("amqp.receiver.health.recovery-grace=200ms");
		awaitStatus("UP");
		this.broker.stop();
		awaitStatus("DOWN");
		assertThat(details(LISTENER)).containsEntry("state", "RECOVERING").containsKeys("since", "lastError");
		assertThat(this.scene.status(READINESS)).isEqualTo(503);
		this.broker.start();
		awaitStatus("UP");
		assertThat(this.scene.status(READINESS)).isEqualTo(200);
	}

	@Test
	void pausedAndStoppedByTheUserAreUpAndSaySo() {
		start();
		awaitStatus("UP");
		AmqpListenerRegistry registry = this.scene.bean(AmqpListenerRegistry.class);
		registry.pause("orders").toCompletableFuture().join();
		assertThat(this.scene.getJson(LISTENER).get("status")).isEqualTo("UP");
		assertThat(details(LISTENER)).containsEntry("condition", "PAUSED").containsEntry("paused", true);
		registry.stop("orders").toCompletableFuture().join();
		assertThat(this.scene.getJson(LISTENER).get("status")).isEqualTo("UP");
		assertThat(details(LISTENER)).containsEntry("condition", "STOPPED_BY_USER");
		assertThat(this.scene.status(READINESS)).isEqualTo(200);
	}

	@Test
	void givenUpIsDownWithConditionAndSince() {
		start("amqp.receiver.listeners.orders.addresses=nowhere", "amqp.receiver.recovery.not-found-timeout=200ms",
				"amqp.receiver.recovery.initial-delay=50ms", "amqp.receiver.health.recovery-grace=1h");
		await().atMost(LONG)
			.untilAsserted(() -> assertThat(details(LISTENER)).containsEntry("state", "ERROR").containsKeys("since"));
		assertThat(details(LISTENER)).containsEntry("lastErrorCondition", "amqp:not-found");
		assertThat(details(LISTENER).get("lastError")).asString().contains("nowhere");
		assertThat(this.scene.getJson(LISTENER).get("status")).isEqualTo("DOWN");
		assertThat(this.scene.status(READINESS)).isEqualTo(503);
	}

	@Test
	void stalledIsOutOfService() {
		// the broker is asked for heartbeats so seldom that only the stall is noticed
		start("amqp.receiver.listener.stall-timeout=1s", "amqp.receiver.idle-timeout=10m",
				"amqp.receiver.health.recovery-grace=1h");
		awaitStatus("UP");
		this.proxy.refuseNew();
		this.proxy.stall(Direction.BOTH);
		awaitStatus("OUT_OF_SERVICE");
		assertThat(details(LISTENER)).containsEntry("stalled", true);
		assertThat(this.scene.status(READINESS)).isEqualTo(503);
		this.proxy.heal();
		awaitStatus("UP");
		assertThat(details(LISTENER).containsKey("stalled")).isFalse();
	}

	@Test
	void healthThatIsAskedForOpensNoConnection() {
		start("amqp.receiver.listener.auto-startup=false");
		for (int i = 0; i < 20; i++) {
			assertThat(this.scene.getJson(LISTENER).get("status")).isEqualTo("UP");
			assertThat(this.scene.getJson(CONNECTION).get("status")).isEqualTo("UNKNOWN");
			assertThat(this.scene.status("/actuator/health")).isEqualTo(200);
		}
		assertThat(this.proxy.attempts()).isEmpty();
		assertThat(this.broker.connectionCount()).isZero();
		this.scene.bean(AmqpListenerRegistry.class).start("orders");
		await().atMost(LONG).until(() -> this.proxy.attempts().size() == 1);
	}

	private void awaitStatus(String status) {
		await().atMost(LONG)
			.untilAsserted(() -> assertThat(this.scene.getJson(LISTENER).get("status")).isEqualTo(status));
	}

	@SuppressWarnings("unchecked")
	private Map<Object, Object> details(String path) {
		return (Map<Object, Object>) this.scene.getJson(path).get("details");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@AmqpListener(id = "orders", addresses = "orders")
		void onOrder(String text) {
		}

	}

}
