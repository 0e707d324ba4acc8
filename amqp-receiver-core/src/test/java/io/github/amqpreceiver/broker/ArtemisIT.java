package io.github.amqpreceiver.broker;

import io.github.amqpreceiver.testsupport.EmbeddedArtemis;
import io.github.amqpreceiver.testsupport.TestBroker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The stories with Artemis. */
class ArtemisIT extends BrokerStories {

	private EmbeddedArtemis artemis;

	@BeforeAll
	void startBroker() {
		this.artemis = EmbeddedArtemis.builder()
			.queues("DLQ", "limited")
			.maxDeliveryAttempts("limited", 3, "DLQ")
			.start();
	}

	@AfterAll
	void stopBroker() {
		this.artemis.close();
	}

	@Override
	TestBroker broker() {
		return this.artemis;
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
