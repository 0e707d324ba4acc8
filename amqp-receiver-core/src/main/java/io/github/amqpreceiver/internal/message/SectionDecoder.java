package io.github.amqpreceiver.internal.message;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

import io.github.amqpreceiver.internal.codec.AmqpReader;
import io.github.amqpreceiver.internal.codec.CompositeReader;
import io.github.amqpreceiver.internal.codec.Descriptors;
import io.github.amqpreceiver.internal.codec.PresentFields;
import io.github.amqpreceiver.message.MessageBody;
import io.github.amqpreceiver.message.MessageHeader;
import io.github.amqpreceiver.message.MessageProperties;
import io.github.amqpreceiver.type.Symbol;
import io.github.amqpreceiver.type.UnsignedLong;
import org.jspecify.annotations.Nullable;

/**
 * Decodes single sections with a reader that stands before their values. Stateless.
 */
final class SectionDecoder {

	/**
	 * More annotations than any broker adds; a map's entry takes far more memory than
	 * bytes.
	 */
	static final int MAX_ANNOTATIONS = 1_000;

	private static final int DEFAULT_PRIORITY = 4;

	private static final byte[] NO_BYTES = {};

	private SectionDecoder() {
	}

	static MessageHeader header(AmqpReader reader) {
		CompositeReader fields = reader.readComposite();
		boolean durable = fields.bool(false);
		int priority = fields.unsignedByte(DEFAULT_PRIORITY);
		long ttl = fields.unsignedInt(-1);
		MessageHeader header = new MessageHeader(durable, priority, (ttl >= 0) ? Duration.ofMillis(ttl) : null,
				fields.bool(false), fields.unsignedInt(0));
		fields.end();
		return header;
	}

	static MessageProperties properties(AmqpReader reader) {
		CompositeReader fields = reader.readComposite();
		MessageProperties properties = new MessageProperties(id(reader, fields), fields.binary(), fields.string(),
				fields.string(), fields.string(), id(reader, fields), text(fields.symbol()), text(fields.symbol()),
				fields.timestamp(), fields.timestamp(), fields.string(),
				fields.next() ? (Long) reader.readUnsignedInt() : null, fields.string());
		fields.end();
		return properties;
	}

	/** A message-id or correlation-id: one of the four types of section 3.2.11 ff. */
	private static @Nullable Object id(AmqpReader reader, CompositeReader fields) {
		Object id = fields.object();
		if (id == null || id instanceof String || id instanceof UnsignedLong || id instanceof UUID
				|| id instanceof byte[]) {
			return id;
		}
		throw reader.fail("message-id or correlation-id is none of string, ulong, uuid and binary");
	}

	private static @Nullable String text(@Nullable Symbol symbol) {
		return (symbol != null) ? symbol.toString() : null;
	}

	static Map<Symbol, Object> annotations(AmqpReader reader) {
		return PresentFields.of(reader.readMap(Symbol.class, MAX_ANNOTATIONS));
	}

	static Map<String, @Nullable Object> applicationProperties(AmqpReader reader, int max) {
		return reader.readMap(String.class, max);
	}

	static MessageBody body(AmqpReader reader, long kind, int sections) {
		if (kind == Descriptors.AMQP_VALUE) {
			return new MessageBody.Value(reader.readObject());
		}
		if (kind == Descriptors.DATA) {
			return new MessageBody.Data(sections(reader, sections, SectionDecoder::data));
		}
		return new MessageBody.Sequence(sections(reader, sections, SectionDecoder::sequence));
	}

	/** The sections were counted, so that many there are. */
	private static <T> List<T> sections(AmqpReader reader, int sections, Function<AmqpReader, T> decoder) {
		List<T> values = new ArrayList<>(sections);
		values.add(decoder.apply(reader));
		while (values.size() < sections) {
			reader.readDescriptorCode();
			values.add(decoder.apply(reader));
		}
		return Collections.unmodifiableList(values);
	}

	private static byte[] data(AmqpReader reader) {
		byte[] bytes = reader.readBinary();
		// A stranger may send as many empty ones as fit into a message
		return (bytes.length > 0) ? bytes : NO_BYTES;
	}

	private static List<@Nullable Object> sequence(AmqpReader reader) {
		if (reader.readObject() instanceof List<?> list) {
			return Collections.unmodifiableList(list);
		}
		throw reader.fail("amqp-sequence is no list");
	}

}
