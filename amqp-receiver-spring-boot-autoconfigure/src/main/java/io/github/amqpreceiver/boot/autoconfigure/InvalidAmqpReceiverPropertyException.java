package io.github.amqpreceiver.boot.autoconfigure;

import io.github.amqpreceiver.error.ConfigurationException;
import org.jspecify.annotations.Nullable;

/**
 * A property under {@code amqp.receiver} is wrong. Never holds a secret.
 *
 * @since 0.1
 */
public class InvalidAmqpReceiverPropertyException extends ConfigurationException {

	private static final long serialVersionUID = 1L;

	private final String property;

	private final @Nullable String value;

	private final String reason;

	private final String action;

	/**
	 * Creates the exception.
	 * @param property the full name of the property
	 * @param value its value as it may be shown, or null when it is not set
	 * @param reason why that is wrong, one sentence
	 * @param action what to write instead, one sentence
	 * @param cause what caused it, or null
	 */
	public InvalidAmqpReceiverPropertyException(String property, @Nullable String value, String reason, String action,
			@Nullable Throwable cause) {
		super(property + ((value != null) ? " is '" + value + "'" : " is not set") + ": " + reason + " " + action, null,
				cause);
		this.property = property;
		this.value = value;
		this.reason = reason;
		this.action = action;
	}

	InvalidAmqpReceiverPropertyException(String property, @Nullable String value, String reason, String action) {
		this(property, value, reason, action, null);
	}

	/**
	 * The property.
	 * @return its full name
	 */
	public String property() {
		return this.property;
	}

	/**
	 * The value.
	 * @return the value as it may be shown, or null when it is not set
	 */
	public @Nullable String value() {
		return this.value;
	}

	/**
	 * Why the value is wrong.
	 * @return one sentence
	 */
	public String reason() {
		return this.reason;
	}

	/**
	 * What to do.
	 * @return one sentence
	 */
	public String action() {
		return this.action;
	}

}
