package io.github.amqpreceiver.broker;

import io.github.amqpreceiver.testsupport.EmbeddedBrokerJ;
import io.github.amqpreceiver.testsupport.TestBroker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

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
