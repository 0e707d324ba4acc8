package io.github.amqpreceiver.boot.docker;

import org.testcontainers.activemq.ArtemisContainer;

/** Connection details from a {@code @ServiceConnection} {@link ArtemisContainer}. */
class ArtemisContainerConnectionDetailsFactory extends BrokerContainerConnectionDetailsFactory<ArtemisContainer> {

	ArtemisContainerConnectionDetailsFactory() {
		super(ArtemisContainer::getUser, ArtemisContainer::getPassword);
	}

}
