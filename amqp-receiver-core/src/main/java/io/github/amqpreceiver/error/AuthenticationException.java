package io.github.amqpreceiver.error;

import org.jspecify.annotations.Nullable;

/**
 * The peer did not accept the credentials, or no mechanism suits both sides.
 *
 * @since 0.1
 */
public class AuthenticationException extends AmqpReceiverException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates the exception.
	 * @param message what failed, where, and what happens next or what to check
	 * @param condition the error condition behind it, or null
	 * @param cause what caused it, or null
	 */
	public AuthenticationException(String message, @Nullable ErrorCondition condition, @Nullable Throwable cause) {
		super(message, condition, cause);
	}

}
