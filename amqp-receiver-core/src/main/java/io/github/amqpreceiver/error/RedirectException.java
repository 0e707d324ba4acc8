package io.github.amqpreceiver.error;

import org.jspecify.annotations.Nullable;

/**
 * The peer named another place for a link or for the connection, and it was not followed:
 * redirects are not wanted, there were too many of them, or the place cannot be reached
 * in this way. {@link #redirect()} has the place.
 *
 * @since 0.1
 */
public class RedirectException extends AmqpReceiverException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates the exception.
	 * @param message what failed, where, and what happens next or what to check
	 * @param condition the error condition behind it, or null
	 * @param cause what caused it, or null
	 */
	public RedirectException(String message, @Nullable ErrorCondition condition, @Nullable Throwable cause) {
		super(message, condition, cause);
	}

	/**
	 * The place that the peer named.
	 * @return its fields; those that the peer left out are null
	 */
	public Redirect redirect() {
		return Redirect.of(condition());
	}

}
