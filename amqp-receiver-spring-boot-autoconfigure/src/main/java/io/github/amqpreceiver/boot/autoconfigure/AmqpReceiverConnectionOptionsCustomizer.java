package io.github.amqpreceiver.boot.autoconfigure;

import io.github.amqpreceiver.options.ConnectionOptions;

/**
 * Has the last word on the options of a connection, after all properties. Beans of this
 * type are called in their order.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface AmqpReceiverConnectionOptionsCustomizer {

	/**
	 * Changes the options of one connection. Called once, at start.
	 * @param connection the connection's name, {@code default} for the one at the top
	 * level
	 * @param options the options, with all properties applied
	 */
	void customize(String connection, ConnectionOptions.Builder options);

}
