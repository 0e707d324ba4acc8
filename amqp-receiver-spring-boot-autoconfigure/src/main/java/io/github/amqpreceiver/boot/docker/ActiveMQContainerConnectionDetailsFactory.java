package io.github.amqpreceiver.boot.docker;

import org.testcontainers.activemq.ActiveMQContainer;

/** Connection details from a {@code @ServiceConnection} {@link ActiveMQContainer}. */
class ActiveMQContainerConnectionDetailsFactory extends BrokerContainerConnectionDetailsFactory<ActiveMQContainer> {

	ActiveMQContainerConnectionDetailsFactory() {
		super(ActiveMQContainer::getUser, ActiveMQContainer::getPassword);
	}

}
