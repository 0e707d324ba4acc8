package io.github.amqpreceiver.internal.message;

import io.github.amqpreceiver.internal.codec.AmqpReader;
import io.github.amqpreceiver.internal.codec.DecodeException;
import io.github.amqpreceiver.internal.codec.Descriptors;
import org.jspecify.annotations.Nullable;

/**
 * Looks over a message in any form: order of its sections, types of fields and keys, and
 * the structure of every value, however deep. Texts and keys that come twice are found
 * when somebody reads them. Stateless.
 */
final class SectionCheck {

	private static final int STR8 = 0xa1;

	private static final int SYM8 = 0xa3;

	private SectionCheck() {
	}

	/**
	 * Looks for what is wrong.
	 * @param reader stands before the first byte
	 * @param bytes what it reads
	 * @param maxProperties how many application properties there may be
	 * @return what is wrong and in which section, or null
	 */
	static @Nullable String flaw(AmqpReader reader, byte[] bytes, int maxProperties) {
		long section = 0;
		boolean found = false;
		try {
			while (reader.remaining() > 0) {
				found = false;
				section = SectionIndex.next(reader, section);
				found = true;
				check(reader, bytes, section, maxProperties);
			}
			return null;
		}
		catch (DecodeException ex) {
			return found ? "Its %s section cannot be decoded: %s".formatted(SectionIndex.name(section), ex.getMessage())
					: "It has no sections that can be told apart: " + ex.getMessage();
		}
	}

	private static void check(AmqpReader reader, byte[] bytes, long section, int maxProperties) {
		if (section == Descriptors.HEADER) {
			SectionDecoder.header(reader);
		}
		else if (section == Descriptors.PROPERTIES) {
			SectionDecoder.properties(reader);
		}
		else if (section == Descriptors.APPLICATION_PROPERTIES) {
			entries(reader, bytes, STR8, maxProperties);
		}
		else if (section == Descriptors.DATA) {
			reader.advance(reader.readBinaryHeader());
		}
		else if (section == Descriptors.AMQP_VALUE) {
			reader.check();
		}
		else if (section == Descriptors.AMQP_SEQUENCE) {
			list(reader);
		}
		else {
			entries(reader, bytes, SYM8, SectionDecoder.MAX_ANNOTATIONS);
		}
	}

	private static void entries(AmqpReader reader, byte[] bytes, int keys, int max) {
		int outerEnd = reader.end();
		int pairs = reader.enterMap();
		if (pairs > max) {
			throw reader.fail("map has %d entries, more than the %d allowed".formatted(pairs, max));
		}
		for (int i = 0; i < pairs; i++) {
			// Of both, the wide code has one more bit
			if (reader.remaining() > 0 && (bytes[reader.index()] & 0xef) != keys) {
				throw reader.fail("key of the map is no " + ((keys == STR8) ? "string" : "symbol"));
			}
			reader.check();
			reader.check();
		}
		reader.leave(outerEnd);
	}

	private static void list(AmqpReader reader) {
		int outerEnd = reader.end();
		for (int left = reader.enterList(); left > 0; left--) {
			reader.check();
		}
		reader.leave(outerEnd);
	}

}
