package io.github.amqpreceiver.testsupport;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RabbitMq}, where it is installed.
 */
@EnabledIf("installed")
class RabbitMqIT {

	static boolean installed() {
		return RabbitMq.available();
	}

	@Test
	void carriesMessagesAndKeepsThemWhenItIsKilled() {
		try (RabbitMq rabbit = RabbitMq.start()) {
			rabbit.createQueue("orders");
			try (ReferenceClient client = ReferenceClient.connect(rabbit.port(), "guest", "guest")) {
				client.sender("/amq/queue/orders").sendAll(10, (i) -> TestMessage.text("order " + i).id("id-" + i));
			}
			assertThat(rabbit.control("list_queues", "-q")).contains("orders\t10");
			rabbit.kill9();
			rabbit.startAgain();
			try (ReferenceReceiver receiver = ReferenceReceiver.open(rabbit.port(), "/amq/queue/orders")) {
				assertThat(receiver.take(10, Duration.ofSeconds(10))).hasSize(10)
					.first()
					.extracting(MessageView::text)
					.isEqualTo("order 0");
			}
		}
	}

}
