package io.github.amqpreceiver.error;

import org.jspecify.annotations.Nullable;

/**
 * The root of all exceptions of this library. Its message is a sentence for the person
 * who gets it: what failed, where, and what happens next or what to check; never a
 * secret.
 *
 * @since 0.1
 */
public class AmqpReceiverException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient @Nullable ErrorCondition condition;

	/**
	 * Creates the exception.
	 * @param message what failed, where, and what happens next or what to check
	 * @param condition the error condition behind it, or null
	 * @param cause what caused it, or null
	 */
	public AmqpReceiverException(String message, @Nullable ErrorCondition condition, @Nullable Throwable cause) {
		super(message, cause);
		this.condition = condition;
	}

	/**
	 * The error condition of the peer or of this library.
	 * @return the condition, or null when there is none, as when a socket broke
	 */
	public @Nullable ErrorCondition condition() {
		return this.condition;
	}

}
