package io.github.amqpreceiver.spring.convert;

import io.github.amqpreceiver.delivery.Delivery;
import org.jspecify.annotations.Nullable;

/**
 * Makes the payload of one type, which was chosen at start. Thread-safe.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface PayloadReader {

	/**
	 * Reads the payload.
	 * @param delivery the delivery
	 * @return the payload; null for an empty body or a null value
	 * @throws PayloadConversionException when the body cannot become the type
	 */
	@Nullable Object read(Delivery delivery);

}
