package io.github.amqpreceiver.boot.docker;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/** The brokers that are recognised by their images, and where those keep a user. */
enum BrokerImage {

	/** Apache Artemis. */
	ARTEMIS("apache/artemis,apache/activemq-artemis", "ARTEMIS_USER", "ARTEMIS_PASSWORD", "artemis"),

	/** Apache ActiveMQ Classic. */
	ACTIVEMQ("apache/activemq-classic,apache/activemq", "ACTIVEMQ_CONNECTION_USER", "ACTIVEMQ_CONNECTION_PASSWORD",
			null),

	/** RabbitMQ 4. */
	RABBITMQ("rabbitmq,bitnami/rabbitmq", "RABBITMQ_DEFAULT_USER,RABBITMQ_USERNAME",
			"RABBITMQ_DEFAULT_PASS,RABBITMQ_PASSWORD", "guest");

	private final String images;

	private final String users;

	private final String passwords;

	private final @Nullable String initial;

	BrokerImage(String images, String users, String passwords, @Nullable String initial) {
		this.images = images;
		this.users = users;
		this.passwords = passwords;
		this.initial = initial;
	}

	String[] images() {
		return StringUtils.commaDelimitedListToStringArray(this.images);
	}

	@Nullable String username(Map<String, String> environment) {
		return first(environment, this.users);
	}

	@Nullable String password(Map<String, String> environment) {
		return first(environment, this.passwords);
	}

	private @Nullable String first(Map<String, String> environment, String names) {
		for (String name : StringUtils.commaDelimitedListToStringArray(names)) {
			String value = environment.get(name);
			if (value != null && !value.isEmpty()) {
				return value;
			}
		}
		return this.initial;
	}

}
