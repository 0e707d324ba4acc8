package io.github.amqpreceiver.boot.autoconfigure;

import io.github.amqpreceiver.AmqpConnection;
import io.github.amqpreceiver.spring.container.AmqpListenerContainerFactory;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/**
 * Auto-configures connections and {@code @AmqpListener} methods.
 *
 * @since 0.1
 */
@AutoConfiguration(after = SslAutoConfiguration.class,
		afterName = { "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration",
				"org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration",
				"org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration" })
@ConditionalOnClass({ AmqpConnection.class, AmqpListenerContainerFactory.class })
@EnableConfigurationProperties(AmqpReceiverProperties.class)
@Import({ AmqpReceiverConnectionConfiguration.class, AmqpReceiverJacksonConfiguration.class,
		AmqpReceiverObservationConfiguration.class, AmqpReceiverListenerConfiguration.class,
		AmqpReceiverStartConfiguration.class })
public final class AmqpReceiverAutoConfiguration {

}
