package io.github.amqpreceiver.testsupport;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link ForkedBroker}.
 */
class ForkedBrokerIT {

	private static final int MESSAGES = 200;

	@TempDir
	private Path directory;

	@ParameterizedTest
	@EnumSource
	void keepsWhatItAcceptedWhenItIsKilled(Kind kind) {
		try (ForkedBroker broker = kind.describe.apply(this.directory)
			.maxDeliveryAttempts("orders", 3, "orders.dead")
			.start()) {
			int port = broker.port();
			sendAll(broker);
			broker.kill9();
			assertThat(Ports.isListening(port)).isFalse();
			broker.start();
			assertThat(broker.port()).isEqualTo(port);
			assertThat(broker.messageCount("orders")).isEqualTo(MESSAGES);
			assertThat(broker.messageCount("orders.dead")).isZero();
			try (ReferenceReceiver receiver = ReferenceReceiver.open(port, "orders")) {
				assertThat(receiver.takeAll()).hasSize(MESSAGES)
					.last()
					.extracting(MessageView::messageId)
					.isEqualTo("199");
			}
		}
	}

	@Test
	void keepsWhatItAcceptedOverAnOrderlyRestart() {
		try (ForkedBroker broker = ForkedBroker.artemis(this.directory).queues("orders").start()) {
			sendAll(broker);
			broker.restart();
			assertThat(broker.messageCount("orders")).isEqualTo(MESSAGES);
		}
	}

	@Test
	void answersQuestionsAboutItsQueues() {
		try (ForkedBroker broker = ForkedBroker.artemis(this.directory).start()) {
			broker.createQueue("late");
			try (ReferenceClient client = ReferenceClient.connect(broker.port())) {
				client.sender("late").send(TestMessage.text("x"));
				ReferenceReceiver receiver = client.receiver("late");
				assertThat(receiver.receive(Duration.ofSeconds(5))).isNotNull();
				assertThat(broker.deliveringCount("late")).isEqualTo(1);
				assertThat(broker.consumerCount("late")).isEqualTo(1);
				broker.deleteQueue("late");
				assertThat(broker.messageCount("late")).isZero();
			}
			assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> broker.deleteQueue("late"))
				.withMessageContaining("late");
		}
	}

	@Test
	void saysNothingWhileItIsFrozen() {
		try (ForkedBroker broker = ForkedBroker.artemis(this.directory).queues("orders").start();
				ReferenceSender sender = ReferenceSender.open(broker.port(), "orders")) {
			broker.freeze();
			assertThatExceptionOfType(IllegalStateException.class)
				.isThrownBy(() -> ReferenceClient.connect(broker.port(), (options) -> options.openTimeout(500)));
			broker.thaw();
			sender.send(TestMessage.text("after all"));
			await().untilAsserted(() -> assertThat(broker.messageCount("orders")).isEqualTo(1));
		}
	}

	@Test
	void portIsRefusedUntilItStarts() {
		try (ForkedBroker broker = ForkedBroker.artemis(this.directory).build()) {
			assertThat(Ports.isListening(broker.port())).isFalse();
			assertThat(broker.isAlive()).isFalse();
			broker.start();
			broker.awaitPort(Duration.ofSeconds(1));
		}
	}

	private static void sendAll(ForkedBroker broker) {
		try (ReferenceSender sender = ReferenceSender.open(broker.port(), "orders")) {
			sender.sendAll(MESSAGES, (i) -> TestMessage.text("order").id("" + i));
		}
	}

	enum Kind {

		ARTEMIS(ForkedBroker::artemis), BROKER_J(ForkedBroker::brokerJ);

		private final Function<Path, ForkedBrokerBuilder> describe;

		Kind(Function<Path, ForkedBrokerBuilder> describe) {
			this.describe = describe;
		}

	}

}
