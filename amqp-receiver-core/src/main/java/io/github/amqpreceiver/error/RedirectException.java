package io.github.amqpreceiver.error;

import org.jspecify.annotations.Nullable;

/**
 * The peer named another place, which was not followed; its fields are in the condition's
 * info.
 *
 * @since 0.1
 */
public class RedirectException extends LinkDetachedException {

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

}
