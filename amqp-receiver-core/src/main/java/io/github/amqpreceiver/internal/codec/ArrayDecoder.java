package io.github.amqpreceiver.internal.codec;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.github.amqpreceiver.type.CodePoint;
import io.github.amqpreceiver.type.Decimal128;
import io.github.amqpreceiver.type.Decimal32;
import io.github.amqpreceiver.type.Decimal64;
import io.github.amqpreceiver.type.Described;
import io.github.amqpreceiver.type.Symbol;
import io.github.amqpreceiver.type.UnsignedByte;
import io.github.amqpreceiver.type.UnsignedInteger;
import io.github.amqpreceiver.type.UnsignedLong;
import io.github.amqpreceiver.type.UnsignedShort;
import org.jspecify.annotations.Nullable;

/**
 * Decodes arrays (AMQP 1.0, section 1.6.24): many values behind one constructor.
 */
final class ArrayDecoder {

	private ArrayDecoder() {
	}

	/**
	 * Decodes an array.
	 * @param cursor stands behind the array's code
	 * @param code the code
	 * @return an array of the Java type of the elements
	 */
	static @Nullable Object[] decode(ByteCursor cursor, int code) {
		int at = cursor.codeIndex();
		int outerEnd = cursor.end();
		long count = cursor.enter(code);
		@Nullable Object[] elements = elements(cursor, count, at);
		cursor.leave(outerEnd);
		return elements;
	}

	private static @Nullable Object[] elements(ByteCursor cursor, long claimed, int at) {
		int code = cursor.takeCode();
		if (code == FormatCode.DESCRIBED) {
			return describedElements(cursor, claimed, at);
		}
		int count = believe(cursor, code, claimed, at);
		@Nullable Object[] elements = noElements(code);
		for (int i = 0; i < count; i++) {
			if (i == elements.length) {
				elements = ObjectDecoder.grow(elements, count);
			}
			elements[i] = ObjectDecoder.decode(cursor, code);
		}
		return elements;
	}

	/** Each element has the descriptor, which stands there once. */
	private static Described[] describedElements(ByteCursor cursor, long claimed, int at) {
		cursor.descend(FormatCode.DESCRIBED);
		Object descriptor = ObjectDecoder.descriptor(cursor);
		@Nullable Object[] values = elements(cursor, claimed, at);
		cursor.ascend();
		Described[] elements = new Described[values.length];
		for (int i = 0; i < elements.length; i++) {
			elements[i] = new Described(descriptor, values[i]);
		}
		return elements;
	}

	/**
	 * A count is believed once there are bytes for it, or a budget where none are needed.
	 */
	static int believe(ByteCursor cursor, int code, long claimed, int at) {
		int width = FormatCode.isFixedWidth(code) ? FormatCode.fixedWidth(code) : FormatCode.sizeWidth(code);
		if (width == 0) {
			cursor.spendZeroWidth(claimed, at);
		}
		else if (claimed > cursor.remaining() / width) {
			throw cursor.fail("array claims %d elements of type %s in %d bytes".formatted(claimed,
					FormatCode.name(code), cursor.remaining()), at);
		}
		return (int) claimed;
	}

	/**
	 * An empty array of the Java type that stands for an AMQP type.
	 * @param code one of the codes of the type
	 * @return the array
	 */
	static @Nullable Object[] noElements(int code) {
		return switch (code) {
			case FormatCode.TRUE, FormatCode.FALSE, FormatCode.BOOLEAN -> new Boolean[0];
			case FormatCode.UBYTE -> new UnsignedByte[0];
			case FormatCode.USHORT -> new UnsignedShort[0];
			case FormatCode.UINT0, FormatCode.SMALLUINT, FormatCode.UINT -> new UnsignedInteger[0];
			case FormatCode.ULONG0, FormatCode.SMALLULONG, FormatCode.ULONG -> new UnsignedLong[0];
			case FormatCode.BYTE -> new Byte[0];
			case FormatCode.SHORT -> new Short[0];
			case FormatCode.SMALLINT, FormatCode.INT -> new Integer[0];
			case FormatCode.SMALLLONG, FormatCode.LONG -> new Long[0];
			case FormatCode.FLOAT -> new Float[0];
			case FormatCode.DOUBLE -> new Double[0];
			case FormatCode.DECIMAL32 -> new Decimal32[0];
			case FormatCode.DECIMAL64 -> new Decimal64[0];
			case FormatCode.DECIMAL128 -> new Decimal128[0];
			case FormatCode.CHAR -> new CodePoint[0];
			case FormatCode.TIMESTAMP -> new Instant[0];
			case FormatCode.UUID -> new UUID[0];
			case FormatCode.VBIN8, FormatCode.VBIN32 -> new byte[0][];
			case FormatCode.STR8, FormatCode.STR32 -> new String[0];
			case FormatCode.SYM8, FormatCode.SYM32 -> new Symbol[0];
			case FormatCode.LIST0, FormatCode.LIST8, FormatCode.LIST32 -> new List<?>[0];
			case FormatCode.MAP8, FormatCode.MAP32 -> new Map<?, ?>[0];
			case FormatCode.ARRAY8, FormatCode.ARRAY32 -> new Object[0][];
			default -> new Object[0];
		};
	}

}
