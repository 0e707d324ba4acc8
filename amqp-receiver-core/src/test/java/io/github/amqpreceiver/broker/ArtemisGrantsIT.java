package io.github.amqpreceiver.broker;

import io.github.amqpreceiver.testsupport.EmbeddedArtemis;
import io.github.amqpreceiver.testsupport.TestBroker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** What Artemis grants; its subscriptions are in {@link SubscriptionsIT}. */
class ArtemisGrantsIT extends GrantStories {

	private EmbeddedArtemis artemis;

	@BeforeAll
	void startBroker() {
		this.artemis = EmbeddedArtemis.builder().start();
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
	boolean grantsTwoPhases() {
		return false;
	}

}
