package io.github.amqpreceiver.internal.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.github.amqpreceiver.internal.codec.AmqpReader;
import org.jspecify.annotations.Nullable;

/**
 * Looks for one application property among the encoded ones, so that a filter or a key of
 * order costs no map. Stateless.
 */
final class PropertyScan {

	private static final int STR8 = 0xa1;

	private static final int STR32 = 0xb1;

	private PropertyScan() {
	}

	/**
	 * Looks for a property.
	 * @param reader stands before the map
	 * @param bytes what it reads
	 * @param name the property's name
	 * @param max how many properties there may be
	 * @return its value, null if it is null or absent
	 */
	static @Nullable Object find(AmqpReader reader, byte[] bytes, String name, int max) {
		int outerEnd = reader.end();
		int pairs = reader.enterMap();
		if (pairs > max) {
			throw reader.fail("map has %d entries, more than the %d allowed".formatted(pairs, max));
		}
		for (int i = 0; i < pairs; i++) {
			int at = reader.index();
			reader.skip();
			if (isKey(reader, bytes, at, name)) {
				return reader.readObject();
			}
			reader.skip();
		}
		reader.leave(outerEnd);
		return null;
	}

	private static boolean isKey(AmqpReader reader, byte[] bytes, int at, String wanted) {
		int code = bytes[at] & 0xff;
		if (code != STR8 && code != STR32) {
			throw reader.fail("name of an application property is no string");
		}
		int text = at + ((code == STR8) ? 2 : 5);
		return isText(bytes, text, reader.index() - text, wanted);
	}

	/** Compares without making an array of the name, unless it is not of ASCII. */
	static boolean isText(byte[] bytes, int at, int length, String wanted) {
		for (int i = 0; i < wanted.length(); i++) {
			char c = wanted.charAt(i);
			if (c >= 0x80) {
				byte[] encoded = wanted.getBytes(StandardCharsets.UTF_8);
				return Arrays.equals(bytes, at, at + length, encoded, 0, encoded.length);
			}
			if (i >= length || bytes[at + i] != c) {
				return false;
			}
		}
		return length == wanted.length();
	}

}
