package io.github.amqpreceiver.spring.convert;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;

import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.error.MessageDecodeException;
import org.jspecify.annotations.Nullable;

/**
 * CloudEvents in the AMQP binding: binary mode, with the attributes in application
 * properties, and structured mode, with the whole event as JSON.
 */
final class CloudEventReader implements PayloadReader {

	private static final String STRUCTURED = "application/cloudevents+json";

	/** Attributes that are not names of attributes in JSON. */
	private static final Map<String, Boolean> NOT_ATTRIBUTES = Map.of("specversion", true, "data", true, "data_base64",
			true);

	private final JsonCodec.@Nullable Reader json;

	private final @Nullable JsonCodec codec;

	CloudEventReader(@Nullable JsonCodec codec) {
		this.codec = codec;
		this.json = (codec != null) ? codec.reader(Map.class) : null;
	}

	static boolean supports(Class<?> type) {
		return type == CloudEvent.class;
	}

	@Override
	public Object read(Delivery delivery) {
		String mime = ContentType.of(delivery).mime();
		try {
			return STRUCTURED.equals(mime) ? structured(delivery) : binary(delivery);
		}
		catch (PayloadConversionException | MessageDecodeException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			throw new PayloadConversionException("The message is not a CloudEvent: " + ex.getMessage(), ex);
		}
	}

	private CloudEvent binary(Delivery delivery) {
		Map<String, @Nullable Object> properties = delivery.message().applicationProperties();
		Object version = first(properties.get("cloudEvents:specversion"), properties.get("cloudEvents_specversion"));
		CloudEventBuilder event = builder(version);
		properties.forEach((name, value) -> {
			if (value != null && (name.startsWith("cloudEvents:") || name.startsWith("cloudEvents_"))) {
				attribute(event, name.substring("cloudEvents:".length()), value);
			}
		});
		String contentType = delivery.message().properties().contentType();
		if (contentType != null) {
			event.withDataContentType(contentType);
		}
		byte[] data = delivery.message().bodyBytes();
		return ((data.length > 0) ? event.withData(data) : event).build();
	}

	private CloudEvent structured(Delivery delivery) {
		if (this.json == null || this.codec == null) {
			throw new PayloadConversionException("Structured CloudEvents want Jackson on the class path", null);
		}
		if (!(this.json.read(delivery.message().bodyBytes()) instanceof Map<?, ?> fields)) {
			throw new PayloadConversionException("A structured CloudEvent must be a JSON object", null);
		}
		CloudEventBuilder event = builder(fields.get("specversion"));
		fields.forEach((name, value) -> {
			if (value != null && !NOT_ATTRIBUTES.containsKey(String.valueOf(name))) {
				attribute(event, String.valueOf(name), value);
			}
		});
		Object data = fields.get("data");
		if (data != null) {
			event.withData(bytes(this.codec, data, fields.get("datacontenttype")));
		}
		else if (fields.get("data_base64") instanceof String base64) {
			event.withData(Base64.getDecoder().decode(base64));
		}
		return event.build();
	}

	private static byte[] bytes(JsonCodec codec, Object data, @Nullable Object contentType) {
		boolean text = data instanceof String && contentType != null && !contentType.toString().contains("json");
		return text ? data.toString().getBytes(StandardCharsets.UTF_8) : codec.write(data);
	}

	private static CloudEventBuilder builder(@Nullable Object version) {
		if (version == null) {
			throw new PayloadConversionException(
					"The message is not a CloudEvent: it has neither the application property cloudEvents:specversion nor the content-type "
							+ STRUCTURED,
					null);
		}
		return CloudEventBuilder.fromSpecVersion(SpecVersion.parse(version.toString()));
	}

	private static void attribute(CloudEventBuilder event, String name, Object value) {
		if (name.equals("specversion")) {
			return;
		}
		if (value instanceof Instant time) {
			event.withContextAttribute(name, time.atOffset(ZoneOffset.UTC));
		}
		else {
			event.withContextAttribute(name, String.valueOf(AmqpValues.toJava(value)));
		}
	}

	private static @Nullable Object first(@Nullable Object one, @Nullable Object other) {
		return (one != null) ? one : other;
	}

}
