package io.github.amqpreceiver.internal.sasl;

import io.github.amqpreceiver.error.AmqpReceiverException;

/**
 * Hears how an exchange ends: one call, once, on the connection's event loop.
 */
public interface SaslListener {

	/**
	 * Both sides are content; the AMQP protocol header is next.
	 */
	void succeeded();

	/**
	 * There will be no authenticated connection.
	 * @param failure what happened, and what to check
	 */
	void failed(AmqpReceiverException failure);

}
