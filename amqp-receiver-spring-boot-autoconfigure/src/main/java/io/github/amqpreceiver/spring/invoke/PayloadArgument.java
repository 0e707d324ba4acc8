package io.github.amqpreceiver.spring.invoke;

import java.util.Optional;

import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.spring.convert.PayloadConversionException;
import io.github.amqpreceiver.spring.convert.PayloadReader;
import org.jspecify.annotations.Nullable;

/** The payload, converted, and validated where that was asked for. */
record PayloadArgument(PayloadReader reader, boolean required, boolean optional,
		@Nullable PayloadValidation validation) implements Argument {

	@Override
	public @Nullable Object resolve(Delivery delivery) {
		Object payload = this.reader.read(delivery);
		if (payload == null) {
			return absent();
		}
		if (this.validation != null) {
			this.validation.validate(payload, delivery);
		}
		return this.optional ? Optional.of(payload) : payload;
	}

	private @Nullable Object absent() {
		if (this.optional) {
			return Optional.empty();
		}
		if (this.required) {
			throw new PayloadConversionException(
					"The message has no payload; @Payload(required = false) would allow that", null);
		}
		return null;
	}

}
