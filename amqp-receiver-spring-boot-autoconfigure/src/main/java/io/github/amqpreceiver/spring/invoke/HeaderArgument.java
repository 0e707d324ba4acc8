package io.github.amqpreceiver.spring.invoke;

import java.util.Optional;
import java.util.function.Function;

import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.spring.convert.DeliveryHeaders;
import io.github.amqpreceiver.spring.convert.PayloadConversionException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.TypeDescriptor;

/** One header, converted where it is of another type. */
record HeaderArgument(String name, Function<Delivery, @Nullable Object> reader, Class<?> target, TypeDescriptor type,
		ConversionService conversionService, boolean required, boolean optional,
		@Nullable Object defaultValue) implements Argument {

	@Override
	public @Nullable Object resolve(Delivery delivery) {
		Object value = this.reader.apply(delivery);
		if (value == null) {
			value = this.defaultValue;
		}
		else if (!this.target.isInstance(value)) {
			value = convert(value);
		}
		if (this.optional) {
			return Optional.ofNullable(value);
		}
		if (value == null && this.required) {
			throw new PayloadConversionException("The message has no header '" + this.name
					+ "'; @Header(required = false) or a default value would allow that", null);
		}
		return value;
	}

	private @Nullable Object convert(Object value) {
		Object plain = DeliveryHeaders.plain(value);
		if (this.target.isInstance(plain)) {
			return plain;
		}
		try {
			return this.conversionService.convert(plain, TypeDescriptor.forObject(plain), this.type);
		}
		catch (ConversionException ex) {
			throw new PayloadConversionException("Header '%s' of type %s cannot become %s".formatted(this.name,
					value.getClass().getSimpleName(), this.target.getName()), ex);
		}
	}

}
