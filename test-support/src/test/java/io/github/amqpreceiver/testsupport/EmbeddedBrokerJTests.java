package io.github.amqpreceiver.testsupport;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link EmbeddedBrokerJ}.
 */
class EmbeddedBrokerJTests {

	@Test
	void carriesMessagesAndCountsThem() {
		try (EmbeddedBrokerJ broker = EmbeddedBrokerJ.builder().queues("orders").start();
				ReferenceClient client = ReferenceClient.connect(broker.port())) {
			client.sender("orders").sendAll(3, (i) -> TestMessage.text("order " + i).durable(false).id("id-" + i));
			assertThat(broker.messageCount("orders")).isEqualTo(3);
			ReferenceReceiver receiver = client.receiver("orders");
			ReferenceDelivery delivery = receiver.receive(Duration.ofSeconds(5));
			assertThat(delivery).isNotNull();
			assertThat(delivery.message().text()).isEqualTo("order 0");
			assertThat(broker.deliveringCount("orders")).isEqualTo(1);
			assertThat(broker.consumerCount("orders")).isEqualTo(1);
			delivery.accept();
			await().untilAsserted(() -> assertThat(broker.messageCount("orders")).isEqualTo(2));
		}
	}

	@Test
	void letsUsersInWithTheirCurrentPasswordOnly() {
		try (EmbeddedBrokerJ broker = EmbeddedBrokerJ.builder().user("alice", "wonder").start()) {
			ReferenceClient.connect(broker.usersPort(), "alice", "wonder").close();
			broker.setPassword("alice", "changed");
			assertThatExceptionOfType(IllegalStateException.class)
				.isThrownBy(() -> ReferenceClient.connect(broker.usersPort(), "alice", "wonder"));
			ReferenceClient.connect(broker.usersPort(), "alice", "changed").close();
		}
	}

	@Test
	void movesAMessageToTheDeadLetterQueueAfterTheLastAttempt() {
		try (EmbeddedBrokerJ broker = EmbeddedBrokerJ.builder().maxDeliveryAttempts("orders", 2, "orders.dead").start();
				ReferenceClient client = ReferenceClient.connect(broker.port())) {
			client.sender("orders").send(TestMessage.text("bad").durable(false).id("id-1"));
			ReferenceReceiver receiver = client.receiver("orders");
			for (int attempt = 0; attempt < 2; attempt++) {
				ReferenceDelivery delivery = receiver.receive(Duration.ofSeconds(5));
				assertThat(delivery).isNotNull();
				delivery.modify(true, false);
			}
			await().untilAsserted(() -> assertThat(broker.messageCount("orders.dead")).isEqualTo(1));
			assertThat(client.receiver("orders.dead").takeAll()).extracting(MessageView::messageId)
				.containsExactly("id-1");
		}
	}

	@Test
	void detachesTheConsumersOfADeletedQueue() {
		try (EmbeddedBrokerJ broker = EmbeddedBrokerJ.builder().queues("orders").start();
				ReferenceClient client = ReferenceClient.connect(broker.port())) {
			ReferenceReceiver receiver = client.receiver("orders");
			broker.deleteQueue("orders");
			assertThatExceptionOfType(IllegalStateException.class)
				.isThrownBy(() -> receiver.receive(Duration.ofSeconds(5)))
				.withMessageContaining("resource-deleted");
		}
	}

	@Test
	void closesItsConnectionsAndGoesOn() {
		try (EmbeddedBrokerJ broker = EmbeddedBrokerJ.builder().queues("orders").start();
				ReferenceSender sender = ReferenceSender.open(broker.port(), "orders")) {
			broker.forceCloseAll();
			await().untilAsserted(() -> assertThatExceptionOfType(IllegalStateException.class)
				.isThrownBy(() -> sender.send(TestMessage.text("too late").durable(false))));
			try (ReferenceSender again = ReferenceSender.open(broker.port(), "orders")) {
				again.send(TestMessage.text("in time").durable(false));
			}
		}
	}

	@Test
	void keepsDurableMessagesInItsStoreAndItsPortOverARestart(@TempDir Path store) {
		try (EmbeddedBrokerJ broker = EmbeddedBrokerJ.builder().queues("orders").store(store).start()) {
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
	void refusesDurableMessagesWhenItKeepsThemInMemory() {
		try (EmbeddedBrokerJ broker = EmbeddedBrokerJ.builder().queues("orders").start();
				ReferenceSender sender = ReferenceSender.open(broker.port(), "orders")) {
			assertThatExceptionOfType(IllegalStateException.class)
				.isThrownBy(() -> sender.send(TestMessage.text("durable")))
				.withMessageContaining("precondition-failed");
		}
	}

}
