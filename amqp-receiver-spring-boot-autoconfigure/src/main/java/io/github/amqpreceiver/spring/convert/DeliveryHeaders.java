package io.github.amqpreceiver.spring.convert;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.message.MessageHeader;
import io.github.amqpreceiver.message.MessageProperties;
import io.github.amqpreceiver.message.ReceivedMessage;
import io.github.amqpreceiver.type.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a delivery: fields of its sections under the names of
 * {@link AmqpHeaders}, application properties, then annotations under their own names.
 *
 * @since 0.1
 */
public final class DeliveryHeaders {

	private static final Map<String, Function<Delivery, @Nullable Object>> FIELDS = fields();

	private DeliveryHeaders() {
	}

	/**
	 * How to read one header, chosen once; touches only the section that may have it.
	 * @param name the header's name
	 * @return reads it, null when absent
	 */
	public static Function<Delivery, @Nullable Object> reader(String name) {
		Function<Delivery, @Nullable Object> field = FIELDS.get(name);
		return (field != null) ? field : named(name);
	}

	/**
	 * All headers that are there.
	 * @param delivery the delivery
	 * @return a new map
	 */
	public static Map<String, Object> all(Delivery delivery) {
		ReceivedMessage message = delivery.message();
		Map<String, Object> headers = new LinkedHashMap<>();
		message.deliveryAnnotations().forEach((name, value) -> headers.put(name.toString(), value));
		message.messageAnnotations().forEach((name, value) -> headers.put(name.toString(), value));
		message.applicationProperties().forEach((name, value) -> {
			if (value != null) {
				headers.put(name, value);
			}
		});
		FIELDS.forEach((name, reader) -> {
			Object value = reader.apply(delivery);
			if (value != null) {
				headers.put(name, value);
			}
		});
		return headers;
	}

	/**
	 * A header's value in Java's own types, which converters know.
	 * @param value an AMQP value
	 * @return the same without a type of this library in it
	 */
	public static @Nullable Object plain(@Nullable Object value) {
		return AmqpValues.toJava(value);
	}

	private static Function<Delivery, @Nullable Object> named(String name) {
		Symbol symbol = symbol(name);
		return (delivery) -> {
			ReceivedMessage message = delivery.message();
			Object value = message.applicationProperty(name);
			if (value == null && symbol != null) {
				value = message.messageAnnotations().get(symbol);
				if (value == null) {
					value = message.deliveryAnnotations().get(symbol);
				}
			}
			return value;
		};
	}

	private static @Nullable Symbol symbol(String name) {
		return name.chars().allMatch((character) -> character < 128) ? Symbol.valueOf(name) : null;
	}

	private static Map<String, Function<Delivery, @Nullable Object>> fields() {
		Map<String, Function<Delivery, @Nullable Object>> fields = new LinkedHashMap<>();
		property(fields, AmqpHeaders.MESSAGE_ID, MessageProperties::messageId);
		property(fields, AmqpHeaders.USER_ID, MessageProperties::userId);
		property(fields, AmqpHeaders.TO, MessageProperties::to);
		property(fields, AmqpHeaders.SUBJECT, MessageProperties::subject);
		property(fields, AmqpHeaders.REPLY_TO, MessageProperties::replyTo);
		property(fields, AmqpHeaders.CORRELATION_ID, MessageProperties::correlationId);
		property(fields, AmqpHeaders.CONTENT_TYPE, MessageProperties::contentType);
		property(fields, AmqpHeaders.CONTENT_ENCODING, MessageProperties::contentEncoding);
		property(fields, AmqpHeaders.ABSOLUTE_EXPIRY_TIME, MessageProperties::absoluteExpiryTime);
		property(fields, AmqpHeaders.CREATION_TIME, MessageProperties::creationTime);
		property(fields, AmqpHeaders.GROUP_ID, MessageProperties::groupId);
		property(fields, AmqpHeaders.GROUP_SEQUENCE, MessageProperties::groupSequence);
		property(fields, AmqpHeaders.REPLY_TO_GROUP_ID, MessageProperties::replyToGroupId);
		header(fields, AmqpHeaders.DURABLE, MessageHeader::durable);
		header(fields, AmqpHeaders.PRIORITY, MessageHeader::priority);
		header(fields, AmqpHeaders.TTL, MessageHeader::ttl);
		header(fields, AmqpHeaders.DELIVERY_COUNT, MessageHeader::deliveryCount);
		fields.put(AmqpHeaders.RECEIVED_ADDRESS, Delivery::address);
		fields.put(AmqpHeaders.LINK_NAME, Delivery::linkName);
		fields.put(AmqpHeaders.DELIVERY, (delivery) -> delivery);
		return fields;
	}

	private static void property(Map<String, Function<Delivery, @Nullable Object>> fields, String name,
			Function<MessageProperties, @Nullable Object> field) {
		fields.put(name, (delivery) -> field.apply(delivery.message().properties()));
	}

	private static void header(Map<String, Function<Delivery, @Nullable Object>> fields, String name,
			Function<MessageHeader, @Nullable Object> field) {
		fields.put(name, (delivery) -> field.apply(delivery.message().header()));
	}

}
