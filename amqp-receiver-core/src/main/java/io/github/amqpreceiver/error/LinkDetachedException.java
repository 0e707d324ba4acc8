package io.github.amqpreceiver.error;

import org.jspecify.annotations.Nullable;

/**
 * The peer detached the link, or refused to attach it.
 *
 * @since 0.1
 */
public class LinkDetachedException extends AmqpReceiverException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates the exception.
	 * @param message what failed, where, and what happens next or what to check
	 * @param condition the error condition behind it, or null
	 * @param cause what caused it, or null
	 */
	public LinkDetachedException(String message, @Nullable ErrorCondition condition, @Nullable Throwable cause) {
		super(message, condition, cause);
	}

}
