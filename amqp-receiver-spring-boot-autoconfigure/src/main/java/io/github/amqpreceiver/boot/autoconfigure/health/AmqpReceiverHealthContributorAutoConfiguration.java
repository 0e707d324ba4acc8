package io.github.amqpreceiver.boot.autoconfigure.health;

import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

import io.github.amqpreceiver.boot.autoconfigure.AmqpReceiverAutoConfiguration;
import io.github.amqpreceiver.boot.autoconfigure.AmqpReceiverConnections;
import io.github.amqpreceiver.boot.autoconfigure.AmqpReceiverProperties;
import io.github.amqpreceiver.boot.autoconfigure.InvalidAmqpReceiverPropertyException;
import io.github.amqpreceiver.boot.health.AmqpReceiverHealthContributor;
import io.github.amqpreceiver.spring.container.AmqpListenerRegistry;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configures the health contributor {@code amqpReceiver}.
 *
 * @since 0.1
 */
@AutoConfiguration(after = AmqpReceiverAutoConfiguration.class)
@ConditionalOnClass({ HealthContributor.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnBean({ AmqpListenerRegistry.class, AmqpReceiverConnections.class })
@ConditionalOnEnabledHealthIndicator("amqpreceiver")
public final class AmqpReceiverHealthContributorAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = { "amqpReceiverHealthContributor", "amqpReceiverHealthIndicator" })
	AmqpReceiverHealthContributor amqpReceiverHealthContributor(AmqpReceiverProperties properties,
			AmqpReceiverConnections connections, AmqpListenerRegistry registry) {
		return new AmqpReceiverHealthContributor(connections.all(), unverified(properties), registry, grace(properties),
				Clock.systemUTC());
	}

	private static Duration grace(AmqpReceiverProperties properties) {
		Duration grace = properties.health().recoveryGrace();
		if (grace.isNegative() || grace.compareTo(Duration.ofDays(1)) > 0) {
			throw new InvalidAmqpReceiverPropertyException("amqp.receiver.health.recovery-grace", grace.toString(),
					"It must be from 0s to 1d.", "Write a duration such as 30s, or 0 for none.", null);
		}
		return grace;
	}

	private static Set<String> unverified(AmqpReceiverProperties properties) {
		Set<String> names = new HashSet<>();
		if (Boolean.FALSE.equals(properties.ssl().verifyHostname())) {
			names.add(AmqpReceiverConnections.DEFAULT);
		}
		properties.connections().forEach((name, connection) -> {
			if (Boolean.FALSE.equals(connection.ssl().verifyHostname())) {
				names.add(name);
			}
		});
		return names;
	}

}
