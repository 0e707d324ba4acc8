package io.github.amqpreceiver.internal.message;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.github.amqpreceiver.internal.codec.AmqpWriter;
import io.github.amqpreceiver.internal.codec.CompositeWriter;
import io.github.amqpreceiver.internal.codec.Descriptors;
import io.github.amqpreceiver.message.MessageBody;
import io.github.amqpreceiver.message.MessageHeader;
import io.github.amqpreceiver.message.MessageProperties;
import io.github.amqpreceiver.message.OutgoingMessage;
import io.github.amqpreceiver.type.Symbol;
import io.github.amqpreceiver.type.UnsignedLong;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Writes messages (AMQP 1.0, section 3.2). Stateless. Sections that say nothing are left
 * out.
 */
public final class MessageEncoder {

	private static final int DEFAULT_PRIORITY = 4;

	private static final long MAX_UINT = 0xffff_ffffL;

	private MessageEncoder() {
	}

	/**
	 * Writes a message at the buffer's writer index, which stays where it was when that
	 * fails.
	 * @param message the message
	 * @param out where to write
	 * @throws io.github.amqpreceiver.internal.codec.EncodeException if it has a value
	 * without an AMQP encoding
	 * @throws IllegalArgumentException if it has a value that does not fit its field
	 */
	public static void encode(OutgoingMessage message, ByteBuf out) {
		int start = out.writerIndex();
		boolean written = false;
		try {
			sections(message, new AmqpWriter(out));
			written = true;
		}
		finally {
			if (!written) {
				out.writerIndex(start);
			}
		}
	}

	private static void sections(OutgoingMessage message, AmqpWriter writer) {
		if (!message.header().equals(MessageHeader.ABSENT)) {
			header(writer.beginComposite(Descriptors.HEADER), message.header());
		}
		map(writer, Descriptors.DELIVERY_ANNOTATIONS, message.deliveryAnnotations());
		map(writer, Descriptors.MESSAGE_ANNOTATIONS, message.messageAnnotations());
		if (!message.properties().equals(MessageProperties.ABSENT)) {
			properties(writer.beginComposite(Descriptors.PROPERTIES), message.properties());
		}
		map(writer, Descriptors.APPLICATION_PROPERTIES, message.applicationProperties());
		body(writer, message.body());
	}

	private static void header(CompositeWriter fields, MessageHeader header) {
		flag(fields, header.durable());
		if (header.priority() != DEFAULT_PRIORITY) {
			fields.unsignedByte((int) inRange("priority", header.priority(), 0xff));
		}
		else {
			fields.none();
		}
		Duration ttl = header.ttl();
		unsignedInt(fields, "ttl in milliseconds", (ttl != null) ? (Long) ttl.toMillis() : null);
		flag(fields, header.firstAcquirer());
		unsignedInt(fields, "delivery-count", (header.deliveryCount() != 0) ? (Long) header.deliveryCount() : null);
		fields.end();
	}

	private static void unsignedInt(CompositeWriter fields, String name, @Nullable Long value) {
		if (value != null) {
			fields.unsignedInt(inRange(name, value, MAX_UINT));
		}
		else {
			fields.none();
		}
	}

	private static void flag(CompositeWriter fields, boolean value) {
		if (value) {
			fields.bool(true);
		}
		else {
			fields.none();
		}
	}

	private static void properties(CompositeWriter fields, MessageProperties properties) {
		fields.object(id("message-id", properties.messageId()))
			.binary(properties.userId())
			.string(properties.to())
			.string(properties.subject())
			.string(properties.replyTo())
			.object(id("correlation-id", properties.correlationId()))
			.symbol(symbol(properties.contentType()))
			.symbol(symbol(properties.contentEncoding()))
			.timestamp(properties.absoluteExpiryTime())
			.timestamp(properties.creationTime())
			.string(properties.groupId());
		unsignedInt(fields, "group-sequence", properties.groupSequence());
		fields.string(properties.replyToGroupId()).end();
	}

	private static @Nullable Object id(String field, @Nullable Object id) {
		if (id == null || id instanceof String || id instanceof UnsignedLong || id instanceof UUID
				|| id instanceof byte[]) {
			return id;
		}
		throw new IllegalArgumentException("%s is a %s, but must be a String, UnsignedLong, UUID or byte[]"
			.formatted(field, id.getClass().getName()));
	}

	private static @Nullable Symbol symbol(@Nullable String text) {
		return (text != null) ? Symbol.valueOf(text) : null;
	}

	private static long inRange(String field, long value, long max) {
		if (value < 0 || value > max) {
			throw new IllegalArgumentException("%s is %d, but must be from 0 to %d".formatted(field, value, max));
		}
		return value;
	}

	private static void map(AmqpWriter writer, long section, Map<?, ?> map) {
		if (!map.isEmpty()) {
			writer.writeDescriptor(section);
			writer.writeObject(map);
		}
	}

	private static void body(AmqpWriter writer, MessageBody body) {
		if (body instanceof MessageBody.Data data) {
			for (byte[] section : data.sections()) {
				writer.writeDescriptor(Descriptors.DATA);
				writer.writeBinary(section);
			}
		}
		else if (body instanceof MessageBody.Sequence sequence) {
			for (List<@Nullable Object> section : sequence.sections()) {
				writer.writeDescriptor(Descriptors.AMQP_SEQUENCE);
				writer.writeObject(section);
			}
		}
		else if (body instanceof MessageBody.Value value) {
			writer.writeDescriptor(Descriptors.AMQP_VALUE);
			writer.writeObject(value.value());
		}
	}

}
