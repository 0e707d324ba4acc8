package io.github.amqpreceiver.spring.convert;

import io.github.amqpreceiver.delivery.Delivery;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.messaging.Message;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.converter.SmartMessageConverter;

/** Asks a converter of the application first. */
record CustomPayloadReader(MessageConverter converter, Class<?> target, MethodParameter parameter,
		PayloadReader next) implements PayloadReader {

	@Override
	public @Nullable Object read(Delivery delivery) {
		Message<Object> message = DeliveryMessage.raw(delivery);
		Object converted;
		try {
			converted = (this.converter instanceof SmartMessageConverter smart)
					? smart.fromMessage(message, this.target, this.parameter)
					: this.converter.fromMessage(message, this.target);
		}
		catch (MessageConversionException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			throw PayloadConverter.unsuitable(delivery, this.target.getName(), ex);
		}
		return (converted != null) ? converted : this.next.read(delivery);
	}

}
