package io.github.amqpreceiver.error;

import org.jspecify.annotations.Nullable;

/**
 * A section of a message could not be decoded; the message is rejected with
 * amqp:decode-error.
 *
 * @since 0.1
 */
public class MessageDecodeException extends AmqpReceiverException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates the exception.
	 * @param message what failed, where, and what happens next or what to check
	 * @param condition the error condition behind it, or null
	 * @param cause what caused it, or null
	 */
	public MessageDecodeException(String message, @Nullable ErrorCondition condition, @Nullable Throwable cause) {
		super(message, condition, cause);
	}

}
