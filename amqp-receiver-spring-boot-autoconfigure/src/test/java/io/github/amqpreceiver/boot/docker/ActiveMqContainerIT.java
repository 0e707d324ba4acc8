package io.github.amqpreceiver.boot.docker;

import org.testcontainers.activemq.ActiveMQContainer;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

import org.springframework.boot.testcontainers.service.connection.ServiceConnection;

@Testcontainers(disabledWithoutDocker = true)
class ActiveMqContainerIT extends ContainerStory {

	@Container
	@ServiceConnection
	static final ActiveMQContainer broker = new ActiveMQContainer("apache/activemq-classic:6.1.7").withUser("shop")
		.withPassword("for tests");

}
