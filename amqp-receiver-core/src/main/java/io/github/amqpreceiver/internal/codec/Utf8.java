package io.github.amqpreceiver.internal.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Strict UTF-8 (AMQP 1.0, section 1.6.20): what is malformed is refused, never replaced.
 */
final class Utf8 {

	private static final char REPLACEMENT = '\ufffd';

	private Utf8() {
	}

	/**
	 * Decodes a string.
	 * @param bytes an array that holds the text
	 * @param offset where the text begins
	 * @param length how many bytes it has
	 * @return the text, or null if the bytes are malformed
	 */
	static @Nullable String decode(byte[] bytes, int offset, int length) {
		// The JDK puts a replacement character wherever the bytes are malformed. Where
		// one was meant, the text's own encoding has the same bytes again.
		String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
		if (text.indexOf(REPLACEMENT) < 0) {
			return text;
		}
		byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
		return Arrays.equals(encoded, 0, encoded.length, bytes, offset, offset + length) ? text : null;
	}

	/**
	 * How many bytes a text takes.
	 * @param text the text
	 * @return bytes
	 * @throws EncodeException if it has half a surrogate pair, or more than 2³¹-1 bytes
	 */
	static int encodedLength(CharSequence text) {
		long length = 0;
		for (int i = 0; i < text.length(); i++) {
			char character = text.charAt(i);
			if (character < 0x80) {
				length++;
			}
			else if (character < 0x800) {
				length += 2;
			}
			else if (!Character.isSurrogate(character)) {
				length += 3;
			}
			else if (Character.isHighSurrogate(character) && i + 1 < text.length()
					&& Character.isLowSurrogate(text.charAt(i + 1))) {
				length += 4;
				i++;
			}
			else {
				throw new EncodeException(
						"A string with half a surrogate pair at position %d cannot be encoded as UTF-8".formatted(i));
			}
		}
		if (length > Integer.MAX_VALUE) {
			throw new EncodeException("A string of %d bytes is too long to be encoded".formatted(length));
		}
		return (int) length;
	}

}
