package io.github.amqpreceiver.boot.docker;

import org.testcontainers.activemq.ArtemisContainer;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

import org.springframework.boot.testcontainers.service.connection.ServiceConnection;

@Testcontainers(disabledWithoutDocker = true)
class ArtemisContainerIT extends ContainerStory {

	@Container
	@ServiceConnection
	static final ArtemisContainer broker = new ArtemisContainer("apache/artemis:2.55.0").withUser("shop")
		.withPassword("for tests");

}
