package io.github.amqpreceiver.error;

import org.jspecify.annotations.Nullable;

/**
 * The link of a delivery was lost before its settlement reached the peer, which will
 * deliver the message again.
 *
 * @since 0.1
 */
public class StaleDeliveryException extends AmqpReceiverException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates the exception.
	 * @param message what failed, where, and what happens next or what to check
	 * @param condition the error condition behind it, or null
	 * @param cause what caused it, or null
	 */
	public StaleDeliveryException(String message, @Nullable ErrorCondition condition, @Nullable Throwable cause) {
		super(message, condition, cause);
	}

}
