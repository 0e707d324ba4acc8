package io.github.amqpreceiver.boot.docker;

import org.testcontainers.rabbitmq.RabbitMQContainer;

/** Connection details from a {@code @ServiceConnection} {@link RabbitMQContainer}. */
class RabbitMQContainerConnectionDetailsFactory extends BrokerContainerConnectionDetailsFactory<RabbitMQContainer> {

	RabbitMQContainerConnectionDetailsFactory() {
		super(RabbitMQContainer::getAdminUsername, RabbitMQContainer::getAdminPassword);
	}

}
