package io.github.amqpreceiver.spring.container;

import io.github.amqpreceiver.options.SessionOptions;

/**
 * Says what the sessions of a listener are like. Each listener has a session for its
 * receivers and, once it sends, one for its senders; none of them is shared, so that a
 * session that the peer ends takes no other listener with it.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface AmqpSessionPolicy {

	/** All defaults of the core. */
	AmqpSessionPolicy DEFAULT = (listener, connection) -> SessionOptions.DEFAULT;

	/**
	 * The options of a listener's sessions. Called once for each listener, at start.
	 * @param listener the listener's id
	 * @param connection the connection's name
	 * @return the options
	 */
	SessionOptions options(String listener, String connection);

}
