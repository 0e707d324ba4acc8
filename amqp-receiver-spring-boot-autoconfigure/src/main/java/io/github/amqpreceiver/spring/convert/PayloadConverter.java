package io.github.amqpreceiver.spring.convert;

import java.io.InputStream;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.Map;

import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.message.MessageBody;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;
import org.springframework.core.GenericTypeResolver;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.core.convert.ConversionService;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.util.ClassUtils;

/**
 * Chooses, at start, how payloads of a type are read. Immutable.
 *
 * @since 0.1
 */
public final class PayloadConverter {

	private static final boolean CLOUD_EVENTS = ClassUtils.isPresent("io.cloudevents.core.message.MessageReader",
			PayloadConverter.class.getClassLoader());

	private static final Map<Class<?>, PayloadReader> WELL_KNOWN = Map.of(byte[].class, PayloadConverter::bytes,
			String.class, PayloadConverter::text, InputStream.class, BodyStreams::open, ByteBuffer.class,
			(delivery) -> ByteBuffer.wrap(bytes(delivery)).asReadOnlyBuffer(), Object.class, NaturalBody::of,
			MessageBody.class, (delivery) -> delivery.message().body());

	private final @Nullable MessageConverter custom;

	private final @Nullable JsonCodec json;

	private final ConversionService conversionService;

	/**
	 * Creates the converter.
	 * @param custom asked first, passes by returning null; or null
	 * @param json reads JSON; or null, then JSON cannot be read
	 * @param conversionService converts simple values
	 */
	public PayloadConverter(@Nullable MessageConverter custom, @Nullable JsonCodec json,
			ConversionService conversionService) {
		this.custom = custom;
		this.json = json;
		this.conversionService = conversionService;
	}

	/**
	 * The reader of a type.
	 * @param type the payload's type, with its generics
	 * @param parameter the parameter that takes it, a hint for a custom converter
	 * @return the reader
	 */
	public PayloadReader reader(ResolvableType type, MethodParameter parameter) {
		Class<?> target = type.resolve(Object.class);
		// a type variable of a superclass is what the bean's class makes of it
		Type resolved = GenericTypeResolver.resolveType(type.getType(), parameter.getContainingClass());
		PayloadReader builtIn = builtIn(resolved, target);
		return (this.custom != null) ? new CustomPayloadReader(this.custom, target, parameter, builtIn) : builtIn;
	}

	private PayloadReader builtIn(Type type, Class<?> target) {
		PayloadReader wellKnown = WELL_KNOWN.get(target);
		if (wellKnown != null) {
			return wellKnown;
		}
		if (CLOUD_EVENTS && CloudEventReader.supports(target)) {
			return new CloudEventReader(this.json);
		}
		JsonCodec.Reader jsonReader = (this.json != null) ? this.json.reader(type) : null;
		return new ObjectPayloadReader(target,
				BeanUtils.isSimpleValueType(ClassUtils.resolvePrimitiveIfNecessary(target)), jsonReader,
				this.conversionService);
	}

	private static byte[] bytes(Delivery delivery) {
		try {
			return delivery.message().bodyBytes();
		}
		catch (IllegalStateException ex) {
			throw unsuitable(delivery, "byte[]", ex);
		}
	}

	private static String text(Delivery delivery) {
		try {
			return delivery.message().bodyText();
		}
		catch (IllegalStateException ex) {
			throw unsuitable(delivery, "String", ex);
		}
	}

	static PayloadConversionException unsuitable(Delivery delivery, String target, @Nullable Throwable cause) {
		return new PayloadConversionException(
				"A body of kind %s cannot become %s".formatted(BodyKind.of(delivery.message().body()), target), cause);
	}

}
