package io.github.amqpreceiver.boot.docker;

import io.github.amqpreceiver.testsupport.EmbeddedArtemis;
import org.junit.jupiter.api.AfterAll;

import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The story on an embedded broker: where there is no Docker engine, it is told here. */
class WithoutContainerIT extends ContainerStory {

	private static final EmbeddedArtemis broker = EmbeddedArtemis.builder().start();

	@DynamicPropertySource
	static void address(DynamicPropertyRegistry registry) {
		registry.add("amqp.receiver.port", broker::port);
	}

	@AfterAll
	static void stop() {
		broker.stop();
	}

}
