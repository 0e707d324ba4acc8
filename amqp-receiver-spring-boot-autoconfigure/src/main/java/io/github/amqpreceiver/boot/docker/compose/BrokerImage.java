package io.github.amqpreceiver.boot.docker.compose;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** The brokers that are recognised by their images, and where those keep a user. */
enum BrokerImage {

	/** Apache Artemis. */
	ARTEMIS(List.of("apache/artemis", "apache/activemq-artemis"), List.of("ARTEMIS_USER"), List.of("ARTEMIS_PASSWORD"),
			"artemis"),

	/** Apache ActiveMQ Classic. */
	ACTIVEMQ(List.of("apache/activemq-classic", "apache/activemq"), List.of("ACTIVEMQ_CONNECTION_USER"),
			List.of("ACTIVEMQ_CONNECTION_PASSWORD"), null),

	/** RabbitMQ 4. */
	RABBITMQ(List.of("rabbitmq", "bitnami/rabbitmq"), List.of("RABBITMQ_DEFAULT_USER", "RABBITMQ_USERNAME"),
			List.of("RABBITMQ_DEFAULT_PASS", "RABBITMQ_PASSWORD"), "guest");

	private final List<String> images;

	private final List<String> users;

	private final List<String> passwords;

	private final @Nullable String initial;

	BrokerImage(List<String> images, List<String> users, List<String> passwords, @Nullable String initial) {
		this.images = images;
		this.users = users;
		this.passwords = passwords;
		this.initial = initial;
	}

	String[] images() {
		return this.images.toArray(new String[0]);
	}

	@Nullable String username(Map<String, String> environment) {
		return first(environment, this.users);
	}

	@Nullable String password(Map<String, String> environment) {
		return first(environment, this.passwords);
	}

	private @Nullable String first(Map<String, String> environment, List<String> names) {
		for (String name : names) {
			String value = environment.get(name);
			if (value != null && !value.isEmpty()) {
				return value;
			}
		}
		return this.initial;
	}

}
