package io.github.amqpreceiver.spring.convert;

import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.error.MessageDecodeException;
import io.github.amqpreceiver.message.MessageBody;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.ConversionService;

/**
 * Reads payloads of types that are not a plain form of the body: data by its
 * content-type, values by what they are. Nothing in the message chooses a class.
 */
final class ObjectPayloadReader implements PayloadReader {

	private final Class<?> target;

	private final boolean simple;

	private final JsonCodec.@Nullable Reader json;

	private final ConversionService conversionService;

	ObjectPayloadReader(Class<?> target, boolean simple, JsonCodec.@Nullable Reader json,
			ConversionService conversionService) {
		this.target = target;
		this.simple = simple;
		this.json = json;
		this.conversionService = conversionService;
	}

	@Override
	public @Nullable Object read(Delivery delivery) {
		try {
			MessageBody body = delivery.message().body();
			if (body instanceof MessageBody.Data data) {
				return fromData(delivery, data);
			}
			if (body instanceof MessageBody.Value value) {
				return fromValue(delivery, AmqpValues.toJava(value.value()));
			}
			if (body instanceof MessageBody.Sequence sequence) {
				return fromValue(delivery, AmqpValues.toJava(NaturalBody.elements(sequence)));
			}
			return null;
		}
		catch (PayloadConversionException | MessageDecodeException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			throw PayloadConverter.unsuitable(delivery, this.target.getName(), ex);
		}
	}

	private @Nullable Object fromData(Delivery delivery, MessageBody.Data data) {
		ContentType type = ContentType.of(delivery);
		if (type.isSerializedObject()) {
			throw new PayloadConversionException("Java serialization (" + ContentType.SERIALIZED_OBJECT
					+ ") is not accepted: send JSON, or take byte[]", null);
		}
		if (this.simple && !type.isJson()) {
			return this.conversionService.convert(delivery.message().bodyText(), this.target);
		}
		if (this.json != null && (type.isJson() || type.isUnspecific())) {
			return this.json.read(data.bytes());
		}
		throw new PayloadConversionException("There is no converter for content-type '%s' to %s"
			.formatted((type.mime() != null) ? type.mime() : "", this.target.getName()), null);
	}

	private @Nullable Object fromValue(Delivery delivery, @Nullable Object value) {
		if (value == null) {
			return null;
		}
		if (this.simple) {
			return this.target.isInstance(value) ? value : this.conversionService.convert(value, this.target);
		}
		if (this.json != null) {
			return (value instanceof String text) ? this.json.read(text) : this.json.convert(value);
		}
		if (this.target.isInstance(value)) {
			return value;
		}
		throw PayloadConverter.unsuitable(delivery, this.target.getName(), null);
	}

}
