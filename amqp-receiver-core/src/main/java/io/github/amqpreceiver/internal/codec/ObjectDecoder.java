package io.github.amqpreceiver.internal.codec;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

import io.github.amqpreceiver.type.CodePoint;
import io.github.amqpreceiver.type.Decimal128;
import io.github.amqpreceiver.type.Decimal32;
import io.github.amqpreceiver.type.Decimal64;
import io.github.amqpreceiver.type.Described;
import io.github.amqpreceiver.type.UnsignedByte;
import io.github.amqpreceiver.type.UnsignedInteger;
import io.github.amqpreceiver.type.UnsignedLong;
import io.github.amqpreceiver.type.UnsignedShort;
import org.jspecify.annotations.Nullable;

/**
 * Decodes values of any type (AMQP 1.0, section 1.6) to the Java types that
 * {@link AmqpReader#readObject()} names.
 */
final class ObjectDecoder {

	private static final int FIRST_ELEMENTS = 16;

	private ObjectDecoder() {
	}

	/**
	 * Decodes a value.
	 * @param cursor stands behind the value's code
	 * @param code the code, known to be one
	 * @return the value
	 */
	static @Nullable Object decode(ByteCursor cursor, int code) {
		return switch (code) {
			case FormatCode.DESCRIBED -> described(cursor);
			case FormatCode.NULL -> null;
			case FormatCode.TRUE -> true;
			case FormatCode.FALSE -> false;
			case FormatCode.BOOLEAN -> cursor.takeBoolean(code);
			case FormatCode.UBYTE -> UnsignedByte.valueOf(cursor.takeUnsignedByte(code));
			case FormatCode.USHORT -> UnsignedShort.valueOf(cursor.takeUnsignedShort(code));
			case FormatCode.UINT0 -> UnsignedInteger.ofBits(0);
			case FormatCode.SMALLUINT -> UnsignedInteger.ofBits(cursor.takeUnsignedByte(code));
			case FormatCode.UINT -> UnsignedInteger.ofBits(cursor.takeInt(code));
			case FormatCode.ULONG0 -> UnsignedLong.ofBits(0);
			case FormatCode.SMALLULONG -> UnsignedLong.ofBits(cursor.takeUnsignedByte(code));
			case FormatCode.ULONG -> UnsignedLong.ofBits(cursor.takeLong(code));
			case FormatCode.BYTE -> (byte) cursor.takeUnsignedByte(code);
			case FormatCode.SHORT -> (short) cursor.takeUnsignedShort(code);
			case FormatCode.SMALLINT -> (int) (byte) cursor.takeUnsignedByte(code);
			case FormatCode.INT -> cursor.takeInt(code);
			case FormatCode.SMALLLONG -> (long) (byte) cursor.takeUnsignedByte(code);
			case FormatCode.LONG -> cursor.takeLong(code);
			case FormatCode.FLOAT -> Float.intBitsToFloat(cursor.takeInt(code));
			case FormatCode.DOUBLE -> Double.longBitsToDouble(cursor.takeLong(code));
			case FormatCode.DECIMAL32 -> new Decimal32(cursor.takeInt(code));
			case FormatCode.DECIMAL64 -> new Decimal64(cursor.takeLong(code));
			case FormatCode.DECIMAL128 -> new Decimal128(cursor.takeLong(code), cursor.takeLong(code));
			case FormatCode.CHAR -> new CodePoint(codePoint(cursor));
			case FormatCode.TIMESTAMP -> Instant.ofEpochMilli(cursor.takeLong(code));
			case FormatCode.UUID -> new UUID(cursor.takeLong(code), cursor.takeLong(code));
			case FormatCode.VBIN8, FormatCode.VBIN32 -> cursor.takeBytes(cursor.takeSize(code), code);
			case FormatCode.STR8, FormatCode.STR32 -> cursor.takeString(code);
			case FormatCode.SYM8, FormatCode.SYM32 -> cursor.takeSymbol(code);
			case FormatCode.LIST0, FormatCode.LIST8, FormatCode.LIST32 -> list(cursor, code);
			case FormatCode.MAP8, FormatCode.MAP32 -> MapDecoder.decode(cursor, code, Object.class, Integer.MAX_VALUE);
			case FormatCode.ARRAY8, FormatCode.ARRAY32 -> ArrayDecoder.decode(cursor, code);
			default -> throw cursor.unexpected("value", code);
		};
	}

	/**
	 * Decodes what must not be null.
	 * @param cursor stands behind the constructor 0x00
	 * @return the descriptor
	 */
	static Object descriptor(ByteCursor cursor) {
		Object descriptor = decode(cursor, cursor.takeCode());
		if (descriptor == null) {
			throw cursor.unexpected("descriptor", FormatCode.NULL);
		}
		return descriptor;
	}

	/**
	 * A longer array with the same elements. Its length follows the elements that were
	 * read and stops at the count that was claimed, so that a claim alone buys nothing.
	 * @param <T> type of the elements
	 * @param elements an array that is full
	 * @param count how many elements are claimed
	 * @return a longer array of the same type
	 */
	static <T extends @Nullable Object> T[] grow(T[] elements, int count) {
		return Arrays.copyOf(elements, (int) Math.min(count, Math.max(FIRST_ELEMENTS, 2L * elements.length)));
	}

	private static Described described(ByteCursor cursor) {
		cursor.descend(FormatCode.DESCRIBED);
		Object descriptor = descriptor(cursor);
		Object value = decode(cursor, cursor.takeCode());
		cursor.ascend();
		return new Described(descriptor, value);
	}

	static int codePoint(ByteCursor cursor) {
		int at = cursor.codeIndex();
		int value = cursor.takeInt(FormatCode.CHAR);
		if (!CodePoint.isValid(value)) {
			throw cursor.fail("char is 0x%x, no Unicode scalar value".formatted(value), at);
		}
		return value;
	}

	private static List<@Nullable Object> list(ByteCursor cursor, int code) {
		int outerEnd = cursor.end();
		int count = cursor.enterElements(code);
		List<@Nullable Object> list = switch (count) {
			// Not List.of(), which cannot be asked whether it contains null
			case 0 -> Collections.emptyList();
			case 1 -> Collections.singletonList(decode(cursor, cursor.takeCode()));
			default -> Collections.unmodifiableList(Arrays.asList(elements(cursor, count)));
		};
		cursor.leave(outerEnd);
		return list;
	}

	/**
	 * Decodes values that each have a constructor.
	 * @param cursor stands before the first
	 * @param count how many
	 * @return the values
	 */
	private static @Nullable Object[] elements(ByteCursor cursor, int count) {
		@Nullable Object[] elements = {};
		for (int i = 0; i < count; i++) {
			if (i == elements.length) {
				elements = grow(elements, count);
			}
			elements[i] = decode(cursor, cursor.takeCode());
		}
		return elements;
	}

}
