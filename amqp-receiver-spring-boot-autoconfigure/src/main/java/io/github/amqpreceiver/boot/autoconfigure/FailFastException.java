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

	private final boolean addressed;

	FailFastException(String connection, boolean addressed, AmqpReceiverException cause) {
		super("Connection '" + connection + "' did not open: " + cause.getMessage(), cause.condition(), cause);
		this.connection = connection;
		this.reason = String.valueOf(cause.getMessage());
		this.addressed = addressed;
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
	 * Whether anything says where the broker is.
	 * @return false when the default, localhost:5672, was tried for lack of an address
	 */
	public boolean isAddressed() {
		return this.addressed;
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
