package io.github.amqpreceiver.boot.docker;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RabbitMqImageTests {

	@ParameterizedTest
	@ValueSource(
			strings = { "rabbitmq:3", "rabbitmq:3.13.7-management-alpine", "docker.io/library/rabbitmq:3-management",
					"bitnami/rabbitmq:3.12", "registry.example:5000/rabbitmq:2.8", "rabbitmq-of-ours:v3" })
	void versionsBeforeFourAreWarnedOf(String image) {
		assertThat(RabbitMqImage.warnOfPlugin(image)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "rabbitmq", "rabbitmq:latest", "rabbitmq:4", "rabbitmq:4.1-management", "rabbitmq:40.3",
			"rabbitmq:management", "rabbitmq@sha256:3a", "apache/artemis:2.55.0", "registry.example:5000/rabbitmq:4",
			"rabbitmq:3a7f" })
	void othersAreNot(String image) {
		assertThat(RabbitMqImage.warnOfPlugin(image)).isFalse();
	}

}
