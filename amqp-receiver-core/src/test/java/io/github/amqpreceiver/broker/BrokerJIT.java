package io.github.amqpreceiver.broker;

import java.util.concurrent.atomic.AtomicInteger;

import io.github.amqpreceiver.MessageReceiver;
import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.testsupport.EmbeddedBrokerJ;
import io.github.amqpreceiver.testsupport.TestBroker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** The stories with Qpid Broker-J. */
class BrokerJIT extends BrokerStories {

	private EmbeddedBrokerJ brokerJ;

	@BeforeAll
	void startBroker() {
		this.brokerJ = EmbeddedBrokerJ.builder()
			.queues("DLQ", "limited")
			.maxDeliveryAttempts("limited", 3, "DLQ")
			.start();
	}

	@AfterAll
	void stopBroker() {
		this.brokerJ.close();
	}

	/** Broker-J looks into values itself. */
	@Test
	@Override
	@DisplayName("B-64 a bomb of a stranger does not get through the broker, and the next message is handled")
	void aBombIsRejectedUnread() {
		AtomicInteger handled = new AtomicInteger();
		MessageReceiver receiver = receive((options) -> options,
				MessageHandler.accepting((delivery) -> handled.incrementAndGet()));
		assertThatThrownBy(() -> HostileSender.send(broker().port(), this.queue, HostileSender.bomb()))
			.hasMessageContaining("decode-error");
		send(1);
		await().atMost(SOON).until(() -> handled.get() == 1 && broker().messageCount(this.queue) == 0);
		assertThat(receiver.lastError()).isNull();
	}

	@Override
	TestBroker broker() {
		return this.brokerJ;
	}

	@Override
	String deadLetterQueue() {
		return "DLQ";
	}

	@Override
	String limitedQueue() {
		return "limited";
	}

}
