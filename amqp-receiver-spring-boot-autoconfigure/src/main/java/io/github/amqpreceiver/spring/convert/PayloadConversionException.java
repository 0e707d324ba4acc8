package io.github.amqpreceiver.spring.convert;

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.converter.MessageConversionException;

/**
 * A payload cannot become what the method wants. The message is poison: it is rejected
 * with {@code amqp:decode-error} unless the settings name another outcome.
 *
 * @since 0.1
 */
public class PayloadConversionException extends MessageConversionException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates the exception.
	 * @param description what cannot become what; never the payload itself
	 * @param cause what caused it, or null
	 */
	@SuppressWarnings("NullAway") // Spring passes the cause on to a nullable parameter
	public PayloadConversionException(String description, @Nullable Throwable cause) {
		super(description, cause);
	}

}
