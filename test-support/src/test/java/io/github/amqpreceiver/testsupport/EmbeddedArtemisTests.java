package io.github.amqpreceiver.testsupport;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link EmbeddedArtemis}.
 */
class EmbeddedArtemisTests {

	@Test
	void startsInLessThanTwoSecondsOnAnEphemeralPort() {
		EmbeddedArtemis.builder().start().close();
		long start = System.nanoTime();
		try (EmbeddedArtemis broker = EmbeddedArtemis.builder().queues("orders").start()) {
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
			assertThat(broker.port()).isPositive();
			assertThat(broker.tlsPort()).isZero();
		}
	}

	@Test
	void countsMessagesInTheQueueAndOutForDelivery() {
		try (EmbeddedArtemis broker = EmbeddedArtemis.builder().queues("orders").start();
				ReferenceClient client = ReferenceClient.connect(broker.port())) {
			client.sender("orders").sendAll(3, (i) -> TestMessage.text("order " + i).id("id-" + i));
			await().untilAsserted(() -> assertThat(broker.messageCount("orders")).isEqualTo(3));
			ReferenceReceiver receiver = client.receiver("orders");
			ReferenceDelivery delivery = receiver.receive(Duration.ofSeconds(5));
			assertThat(delivery).isNotNull();
			assertThat(broker.deliveringCount("orders")).isEqualTo(1);
			assertThat(broker.consumerCount("orders")).isEqualTo(1);
			delivery.accept();
			await().untilAsserted(() -> assertThat(broker.messageCount("orders")).isEqualTo(2));
			assertThat(broker.browse("orders")).extracting(QueuedMessage::messageId).containsExactly("id-1", "id-2");
		}
	}

	@Test
	void deadLettersAfterTheLastAttemptAndShowsWhy() {
		try (EmbeddedArtemis broker = EmbeddedArtemis.builder()
			.queues("orders")
			.maxDeliveryAttempts("orders", 2, "orders.dead")
			.start(); ReferenceClient client = ReferenceClient.connect(broker.port())) {
			client.sender("orders").send(TestMessage.text("bad").id("id-1").property("colour", "red"));
			ReferenceReceiver receiver = client.receiver("orders");
			for (int attempt = 0; attempt < 2; attempt++) {
				ReferenceDelivery delivery = receiver.receive(Duration.ofSeconds(5));
				assertThat(delivery).isNotNull();
				assertThat(delivery.message().deliveryCount()).isEqualTo(attempt);
				delivery.modify(true, false);
			}
			await().untilAsserted(() -> assertThat(broker.messageCount("orders.dead")).isEqualTo(1));
			QueuedMessage dead = broker.browse("orders.dead").get(0);
			assertThat(dead.messageId()).isEqualTo("id-1");
			assertThat(dead.applicationProperties()).containsEntry("colour", "red");
			assertThat(dead.annotations()).containsEntry("x-opt-ORIG-QUEUE", "orders");
		}
	}

	@Test
	void deletesAQueueUnderItsConsumerOnlyByForce() {
		try (EmbeddedArtemis broker = EmbeddedArtemis.builder().queues("orders").autoCreate(false).start();
				ReferenceClient client = ReferenceClient.connect(broker.port())) {
			ReferenceReceiver receiver = client.receiver("orders");
			assertThatExceptionOfType(IllegalStateException.class)
				.isThrownBy(() -> broker.deleteQueue("orders", false));
			broker.deleteQueue("orders", true);
			assertThatExceptionOfType(IllegalStateException.class)
				.isThrownBy(() -> receiver.receive(Duration.ofSeconds(5)))
				.withMessageContaining("resource-deleted");
		}
	}

	@Test
	void refusesAnUnknownAddressWhenItMayNotCreateIt() {
		try (EmbeddedArtemis broker = EmbeddedArtemis.builder().autoCreate(false).start();
				ReferenceClient client = ReferenceClient.connect(broker.port())) {
			assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> client.receiver("nowhere"))
				.withMessageContaining("not-found");
		}
	}

	@Test
	void letsOnlyUsersInOnceThereIsOne() {
		try (EmbeddedArtemis broker = EmbeddedArtemis.builder()
			.queues("orders", "secret")
			.user("alice", "wonder")
			.refuseConsumersOf("secret")
			.start()) {
			assertThatExceptionOfType(IllegalStateException.class)
				.isThrownBy(() -> ReferenceClient.connect(broker.port(), "alice", "wrong"));
			try (ReferenceClient client = ReferenceClient.connect(broker.port(), "alice", "wonder")) {
				client.sender("orders").send(TestMessage.text("hello"));
				assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> client.receiver("secret"))
					.withMessageContaining("unauthorized-access");
			}
			broker.setPassword("alice", "changed");
			assertThatExceptionOfType(IllegalStateException.class)
				.isThrownBy(() -> ReferenceClient.connect(broker.port(), "alice", "wonder"));
			ReferenceClient.connect(broker.port(), "alice", "changed").close();
		}
	}

	@Test
	void cutsItsConnectionsAndGoesOn() {
		try (EmbeddedArtemis broker = EmbeddedArtemis.builder().queues("orders").start();
				ReferenceSender sender = ReferenceSender.open(broker.port(), "orders")) {
			assertThat(broker.connectionCount()).isEqualTo(1);
			broker.disconnectAll();
			await().untilAsserted(() -> assertThat(broker.connectionCount()).isZero());
			assertThatExceptionOfType(RuntimeException.class)
				.isThrownBy(() -> sender.send(TestMessage.text("too late")));
		}
	}

	@Test
	void closesItsConnectionsWithAnErrorThatSaysSo() {
		try (EmbeddedArtemis broker = EmbeddedArtemis.builder().queues("orders").start();
				ReferenceSender sender = ReferenceSender.open(broker.port(), "orders")) {
			broker.forceCloseAll();
			await().untilAsserted(() -> assertThatExceptionOfType(IllegalStateException.class)
				.isThrownBy(() -> sender.send(TestMessage.text("too late")))
				.withMessageContaining("connection:forced"));
		}
	}

	@Test
	void keepsDurableMessagesInItsJournalAndItsPortOverARestart(@TempDir Path journal) {
		try (EmbeddedArtemis broker = EmbeddedArtemis.builder().queues("orders").journal(journal).start()) {
			int port = broker.port();
			try (ReferenceSender sender = ReferenceSender.open(port, "orders")) {
				sender.sendAll(10, (i) -> TestMessage.text("order " + i));
			}
			broker.stop();
			broker.start();
			assertThat(broker.port()).isEqualTo(port);
			assertThat(broker.messageCount("orders")).isEqualTo(10);
		}
	}

	@Test
	void deliversATopicToEverySubscriber() {
		try (EmbeddedArtemis broker = EmbeddedArtemis.builder().topics("news").start();
				ReferenceClient client = ReferenceClient.connect(broker.port())) {
			ReferenceReceiver first = client.receiver("news");
			ReferenceReceiver second = client.receiver("news");
			client.sender("news").send(TestMessage.text("hello"));
			for (ReferenceReceiver receiver : new ReferenceReceiver[] { first, second }) {
				ReferenceDelivery delivery = receiver.receive(Duration.ofSeconds(5));
				assertThat(delivery).isNotNull();
				assertThat(delivery.message().text()).isEqualTo("hello");
			}
		}
	}

}
