package io.github.amqpreceiver.boot.autoconfigure;

import java.util.List;

import io.github.amqpreceiver.AmqpConnection;
import io.github.amqpreceiver.EventLoopResources;
import io.github.amqpreceiver.boot.autoconfigure.AmqpReceiverProperties.Connection;
import io.github.amqpreceiver.options.ConnectionOptions;

/** Makes connections of properties; nothing is dialled for it. */
final class AmqpReceiverConnectionFactory {

	private final EventLoopResources resources;

	private final List<AmqpReceiverConnectionOptionsCustomizer> customizers;

	AmqpReceiverConnectionFactory(EventLoopResources resources,
			List<AmqpReceiverConnectionOptionsCustomizer> customizers) {
		this.resources = resources;
		this.customizers = List.copyOf(customizers);
	}

	RenewableConnection create(String name, String prefix, Connection properties,
			AmqpReceiverConnectionDetails details) {
		// once: certificates and credentials are suppliers, and asked at every attempt
		ConnectionOptions options = options(name, prefix, properties, details);
		ConfigurationWarnings.log(prefix, options);
		return new RenewableConnection(() -> AmqpConnection.create(options, this.resources));
	}

	private ConnectionOptions options(String name, String prefix, Connection properties,
			AmqpReceiverConnectionDetails details) {
		ConnectionOptions.Builder options = ConnectionPropertyMapper.map(prefix, properties, details);
		this.customizers.forEach((customizer) -> customizer.customize(name, options));
		return options.build();
	}

}
