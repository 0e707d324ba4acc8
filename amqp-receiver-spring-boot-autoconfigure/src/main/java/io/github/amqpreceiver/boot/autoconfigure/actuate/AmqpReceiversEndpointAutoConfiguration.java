package io.github.amqpreceiver.boot.autoconfigure.actuate;

import io.github.amqpreceiver.boot.actuate.endpoint.AmqpReceiversEndpoint;
import io.github.amqpreceiver.boot.actuate.endpoint.AmqpReceiversEndpointWebExtension;
import io.github.amqpreceiver.boot.autoconfigure.AmqpReceiverAutoConfiguration;
import io.github.amqpreceiver.boot.autoconfigure.AmqpReceiverConnections;
import io.github.amqpreceiver.spring.container.AmqpListenerRegistry;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configures the endpoint {@code amqpreceivers}.
 *
 * @since 0.1
 */
@AutoConfiguration(after = AmqpReceiverAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnAvailableEndpoint(AmqpReceiversEndpoint.class)
@ConditionalOnBean({ AmqpListenerRegistry.class, AmqpReceiverConnections.class })
public final class AmqpReceiversEndpointAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	AmqpReceiversEndpoint amqpReceiversEndpoint(AmqpReceiverConnections connections, AmqpListenerRegistry registry) {
		return new AmqpReceiversEndpoint(connections.all(), registry);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(AmqpReceiversEndpoint.class)
	@ConditionalOnClass(EndpointWebExtension.class)
	AmqpReceiversEndpointWebExtension amqpReceiversEndpointWebExtension(AmqpReceiversEndpoint endpoint) {
		return new AmqpReceiversEndpointWebExtension(endpoint);
	}

}
