package io.github.amqpreceiver.boot.autoconfigure;

import io.github.amqpreceiver.error.AmqpReceiverException;

/**
 * A connection whose {@code recovery.fail-fast} is true did not open at the first
 * attempt. Its cause says why.
 *
 * @since 0.1
 */
public final class FailFastException extends AmqpReceiverException {

	private static final long serialVersionUID = 1L;

	private final String connection;

	private final String reason;

	FailFastException(String connection, AmqpReceiverException cause) {
		super("Connection '" + connection + "' did not open: " + cause.getMessage(), cause.condition(), cause);
		this.connection = connection;
		this.reason = String.valueOf(cause.getMessage());
	}

	/**
	 * The connection.
	 * @return its name, {@code default} for the one at the top level
	 */
	public String connection() {
		return this.connection;
	}

	/**
	 * Why it did not open.
	 * @return a sentence
	 */
	public String reason() {
		return this.reason;
	}

	/**
	 * Where its properties are.
	 * @return the full prefix, such as {@code amqp.receiver}
	 */
	public String prefix() {
		return this.connection.equals(AmqpReceiverConnections.DEFAULT) ? "amqp.receiver"
				: "amqp.receiver.connections." + this.connection;
	}

}
