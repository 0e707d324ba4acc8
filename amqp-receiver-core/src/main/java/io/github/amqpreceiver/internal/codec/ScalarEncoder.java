package io.github.amqpreceiver.internal.codec;

import java.time.Instant;
import java.util.Date;
import java.util.UUID;

import io.github.amqpreceiver.type.CodePoint;
import io.github.amqpreceiver.type.Decimal128;
import io.github.amqpreceiver.type.Decimal32;
import io.github.amqpreceiver.type.Decimal64;
import io.github.amqpreceiver.type.Symbol;
import io.github.amqpreceiver.type.UnsignedByte;
import io.github.amqpreceiver.type.UnsignedInteger;
import io.github.amqpreceiver.type.UnsignedLong;
import io.github.amqpreceiver.type.UnsignedShort;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/**
 * Encodes values that contain no others (AMQP 1.0, section 1.6.1 to 1.6.21). Code and
 * data are two steps, as an array has one code for all its elements.
 */
final class ScalarEncoder {

	private ScalarEncoder() {
	}

	/**
	 * The code of the smallest encoding of a value.
	 * @param value the value
	 * @return the code
	 * @throws EncodeException if the value has no encoding
	 */
	static int smallestCode(Object value) {
		if (value instanceof CharSequence text) {
			return bySize(FormatCode.STR8, FormatCode.STR32, Utf8.encodedLength(text));
		}
		if (value instanceof Symbol symbol) {
			return bySize(FormatCode.SYM8, FormatCode.SYM32, symbol.length());
		}
		if (value instanceof byte[] bytes) {
			return bySize(FormatCode.VBIN8, FormatCode.VBIN32, bytes.length);
		}
		if (value instanceof Number number) {
			return smallestCodeOfNumber(number);
		}
		if (value instanceof Boolean bool) {
			return bool ? FormatCode.TRUE : FormatCode.FALSE;
		}
		if (value instanceof Instant || value instanceof Date) {
			return FormatCode.TIMESTAMP;
		}
		if (value instanceof UUID) {
			return FormatCode.UUID;
		}
		if (value instanceof CodePoint || value instanceof Character) {
			return FormatCode.CHAR;
		}
		if (value instanceof Decimal32) {
			return FormatCode.DECIMAL32;
		}
		if (value instanceof Decimal64) {
			return FormatCode.DECIMAL64;
		}
		if (value instanceof Decimal128) {
			return FormatCode.DECIMAL128;
		}
		throw new EncodeException("A value of type %s has no AMQP encoding".formatted(value.getClass().getName()));
	}

	private static int smallestCodeOfNumber(Number value) {
		if (value instanceof Integer number) {
			return (number == number.byteValue()) ? FormatCode.SMALLINT : FormatCode.INT;
		}
		if (value instanceof Long number) {
			return (number == number.byteValue()) ? FormatCode.SMALLLONG : FormatCode.LONG;
		}
		if (value instanceof UnsignedInteger number) {
			int bits = number.intValue();
			return (bits == 0) ? FormatCode.UINT0 : ((bits & ~0xff) == 0) ? FormatCode.SMALLUINT : FormatCode.UINT;
		}
		if (value instanceof UnsignedLong number) {
			long bits = number.longValue();
			return (bits == 0) ? FormatCode.ULONG0 : ((bits & ~0xffL) == 0) ? FormatCode.SMALLULONG : FormatCode.ULONG;
		}
		if (value instanceof Double) {
			return FormatCode.DOUBLE;
		}
		if (value instanceof Float) {
			return FormatCode.FLOAT;
		}
		if (value instanceof Short) {
			return FormatCode.SHORT;
		}
		if (value instanceof Byte) {
			return FormatCode.BYTE;
		}
		if (value instanceof UnsignedShort) {
			return FormatCode.USHORT;
		}
		if (value instanceof UnsignedByte) {
			return FormatCode.UBYTE;
		}
		throw new EncodeException("A number of type %s has no AMQP encoding".formatted(value.getClass().getName()));
	}

	private static int bySize(int narrow, int wide, int size) {
		return (size <= 0xff) ? narrow : wide;
	}

	/**
	 * Writes what follows the code.
	 * @param buffer where to
	 * @param code the value's smallest code or a wider one of the same type
	 * @param value the value
	 */
	static void encodeData(ByteBuf buffer, int code, Object value) {
		switch (code) {
			case FormatCode.TRUE, FormatCode.FALSE, FormatCode.UINT0, FormatCode.ULONG0 -> {
				// The code says it all
			}
			case FormatCode.BOOLEAN -> buffer.writeBoolean((Boolean) value);
			case FormatCode.UBYTE, FormatCode.BYTE, FormatCode.SMALLUINT, FormatCode.SMALLULONG, FormatCode.SMALLINT,
					FormatCode.SMALLLONG ->
				buffer.writeByte(((Number) value).intValue());
			case FormatCode.USHORT, FormatCode.SHORT -> buffer.writeShort(((Number) value).intValue());
			case FormatCode.UINT, FormatCode.INT -> buffer.writeInt(((Number) value).intValue());
			case FormatCode.ULONG, FormatCode.LONG -> buffer.writeLong(((Number) value).longValue());
			case FormatCode.FLOAT -> buffer.writeInt(Float.floatToRawIntBits((Float) value));
			case FormatCode.DOUBLE -> buffer.writeLong(Double.doubleToRawLongBits((Double) value));
			case FormatCode.DECIMAL32 -> buffer.writeInt(((Decimal32) value).bits());
			case FormatCode.DECIMAL64 -> buffer.writeLong(((Decimal64) value).bits());
			case FormatCode.DECIMAL128 ->
				buffer.writeLong(((Decimal128) value).highBits()).writeLong(((Decimal128) value).lowBits());
			case FormatCode.UUID -> buffer.writeLong(((UUID) value).getMostSignificantBits())
				.writeLong(((UUID) value).getLeastSignificantBits());
			case FormatCode.CHAR -> buffer.writeInt(codePoint(value));
			case FormatCode.TIMESTAMP -> buffer.writeLong(milliseconds(value));
			case FormatCode.VBIN8 -> buffer.writeByte(((byte[]) value).length).writeBytes((byte[]) value);
			case FormatCode.VBIN32 -> buffer.writeInt(((byte[]) value).length).writeBytes((byte[]) value);
			case FormatCode.STR8, FormatCode.STR32 -> encodeText(buffer, code, (CharSequence) value);
			case FormatCode.SYM8, FormatCode.SYM32 -> encodeText(buffer, code, value.toString());
			default -> throw new IllegalArgumentException("0x%02x is no scalar's code".formatted(code));
		}
	}

	private static void encodeText(ByteBuf buffer, int code, CharSequence text) {
		int length = Utf8.encodedLength(text);
		if (FormatCode.sizeWidth(code) == 1) {
			buffer.writeByte(length);
		}
		else {
			buffer.writeInt(length);
		}
		ByteBufUtil.reserveAndWriteUtf8(buffer, text, length);
	}

	private static int codePoint(Object value) {
		if (value instanceof CodePoint codePoint) {
			return codePoint.value();
		}
		char character = (Character) value;
		if (!CodePoint.isValid(character)) {
			throw new EncodeException("Half a surrogate pair, 0x%x, is no char of AMQP".formatted((int) character));
		}
		return character;
	}

	private static long milliseconds(Object value) {
		if (value instanceof Date date) {
			return date.getTime();
		}
		try {
			return ((Instant) value).toEpochMilli();
		}
		catch (ArithmeticException ex) {
			throw new EncodeException("%s has more milliseconds than a timestamp holds".formatted(value));
		}
	}

}
