package io.github.amqpreceiver.spring.convert;

import java.util.Map;

import io.github.amqpreceiver.message.MessageBody;
import io.github.amqpreceiver.message.OutgoingMessage;
import io.github.amqpreceiver.type.Symbol;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.MessageConverter;

/**
 * Makes messages of what methods return: text and simple values as an amqp-value, bytes
 * as data, everything else as JSON. Immutable.
 *
 * @since 0.1
 */
public final class ReplyConverter {

	private final @Nullable MessageConverter custom;

	private final @Nullable JsonCodec json;

	/**
	 * Creates the converter.
	 * @param custom asked first, passes by returning null; or null
	 * @param json writes JSON; or null, then only simple replies can be sent
	 */
	public ReplyConverter(@Nullable MessageConverter custom, @Nullable JsonCodec json) {
		this.custom = custom;
		this.json = json;
	}

	/**
	 * Makes a message.
	 * @param reply what a method returned
	 * @return the message, without an address
	 */
	public OutgoingMessage convert(Object reply) {
		if (reply instanceof OutgoingMessage message) {
			return message;
		}
		if (reply instanceof Message<?> message) {
			return withHeaders(message);
		}
		return payload(reply, null).build();
	}

	private OutgoingMessage.Builder payload(Object payload, @Nullable MessageHeaders headers) {
		Message<?> converted = (this.custom != null) ? this.custom.toMessage(payload, headers) : null;
		if (converted == null) {
			return body(payload);
		}
		OutgoingMessage.Builder builder = body(converted.getPayload());
		Object contentType = converted.getHeaders().get(MessageHeaders.CONTENT_TYPE);
		return (contentType != null) ? builder.contentType(contentType.toString()) : builder;
	}

	private OutgoingMessage.Builder body(Object payload) {
		if (payload instanceof MessageBody body) {
			return OutgoingMessage.body(body);
		}
		if (payload instanceof byte[] bytes) {
			return OutgoingMessage.data(bytes);
		}
		if (payload instanceof String || payload instanceof Number || payload instanceof Boolean
				|| payload instanceof Symbol || payload instanceof java.util.UUID) {
			return OutgoingMessage.value(payload);
		}
		if (payload instanceof Enum<?> || BeanUtils.isSimpleValueType(payload.getClass())) {
			return OutgoingMessage.text(payload.toString());
		}
		if (this.json == null) {
			throw new PayloadConversionException(
					"A reply of type %s wants Jackson on the class path; return text, bytes or an OutgoingMessage"
						.formatted(payload.getClass().getName()),
					null);
		}
		return OutgoingMessage.data(this.json.write(payload)).contentType("application/json");
	}

	private OutgoingMessage withHeaders(Message<?> message) {
		OutgoingMessage.Builder builder = payload(message.getPayload(), message.getHeaders());
		for (Map.Entry<String, Object> header : message.getHeaders().entrySet()) {
			switch (header.getKey()) {
				case AmqpHeaders.SUBJECT -> builder.subject(header.getValue().toString());
				case AmqpHeaders.GROUP_ID -> builder.groupId(header.getValue().toString());
				case AmqpHeaders.REPLY_TO -> builder.replyTo(header.getValue().toString());
				case AmqpHeaders.MESSAGE_ID -> builder.messageId(header.getValue());
				case AmqpHeaders.CORRELATION_ID -> builder.correlationId(header.getValue());
				case AmqpHeaders.CONTENT_TYPE, MessageHeaders.CONTENT_TYPE ->
					builder.contentType(header.getValue().toString());
				default -> property(builder, header.getKey(), header.getValue());
			}
		}
		return builder.build();
	}

	private static void property(OutgoingMessage.Builder builder, String name, Object value) {
		boolean ours = name.startsWith(AmqpHeaders.PREFIX) || name.equals("id") || name.equals("timestamp");
		if (!ours && (value instanceof String || value instanceof Number || value instanceof Boolean)) {
			builder.applicationProperty(name, value);
		}
	}

}
