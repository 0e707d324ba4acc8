package io.github.amqpreceiver.spring.it;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.amqpreceiver.spring.annotation.AmqpListener;
import io.github.amqpreceiver.testsupport.EmbeddedArtemis;
import io.github.amqpreceiver.testsupport.ReferenceSender;
import io.github.amqpreceiver.testsupport.TestMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Listeners of one application on two brokers. */
class ConnectionsIT {

	private static EmbeddedArtemis one;

	private static EmbeddedArtemis other;

	@BeforeAll
	static void startBrokers() {
		one = EmbeddedArtemis.builder().queues("orders", "moved").start();
		other = EmbeddedArtemis.builder().queues("orders", "moved").start();
	}

	@AfterAll
	static void stopBrokers() {
		one.close();
		other.close();
	}

	static class Listeners {

		final List<String> seen = new CopyOnWriteArrayList<>();

		@AmqpListener("orders")
		void primary(String text) {
			this.seen.add("primary " + text);
		}

		@AmqpListener(addresses = "orders", connection = "${archive}")
		void archive(String text) {
			this.seen.add("archive " + text);
		}

		@AmqpListener(addresses = "moved", id = "moved", connection = "default")
		void moved(String text) {
			this.seen.add("moved " + text);
		}

	}

	private static void send(EmbeddedArtemis broker, String queue, String text) {
		try (ReferenceSender sender = ReferenceSender.open(broker.port(), queue)) {
			sender.send(TestMessage.text(text));
		}
	}

	@Test
	void theAnnotationNamesTheConnectionAndYamlByIdMovesAListener() {
		try (ListenerApplication application = ListenerApplication.start(one, Listeners.class, "archive=second",
				"amqp.receiver.connections.second.host=127.0.0.1",
				"amqp.receiver.connections.second.port=" + other.port(),
				"amqp.receiver.listeners.moved.connection=second")) {
			Listeners listeners = application.bean(Listeners.class);
			send(one, "orders", "of one");
			send(other, "orders", "of the other");
			send(other, "moved", "of the other");
			await().untilAsserted(() -> assertThat(listeners.seen).containsExactlyInAnyOrder("primary of one",
					"archive of the other", "moved of the other"));
			assertThat(one.consumerCount("moved")).isZero();
			assertThat(application.registry().container("moved").connectionName()).isEqualTo("second");
		}
	}

}
