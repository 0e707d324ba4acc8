package io.github.amqpreceiver.internal.codec;

import java.lang.reflect.Array;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
import org.apache.qpid.protonj2.buffer.ProtonBuffer;
import org.apache.qpid.protonj2.buffer.impl.ProtonByteArrayBufferAllocator;
import org.apache.qpid.protonj2.codec.CodecFactory;
import org.apache.qpid.protonj2.codec.Decoder;
import org.apache.qpid.protonj2.codec.Encoder;
import org.apache.qpid.protonj2.types.Binary;
import org.apache.qpid.protonj2.types.UnknownDescribedType;

/**
 * protonj2's codec behind our Java types: the second opinion on every encoding.
 */
final class ProtonOracle {

	private final Encoder encoder = CodecFactory.getDefaultEncoder();

	private final Decoder decoder = CodecFactory.getDefaultDecoder();

	/**
	 * Whether protonj2 has room for a value: its characters are those of the basic plane.
	 */
	static boolean canHold(Object value) {
		if (value instanceof CodePoint codePoint) {
			return codePoint.value() <= Character.MAX_VALUE;
		}
		if (value instanceof Object[] array) {
			return Arrays.stream(array).allMatch(ProtonOracle::canHold);
		}
		if (value instanceof List<?> list) {
			return list.stream().allMatch(ProtonOracle::canHold);
		}
		if (value instanceof Map<?, ?> map) {
			return map.keySet().stream().allMatch(ProtonOracle::canHold)
					&& map.values().stream().allMatch(ProtonOracle::canHold);
		}
		return !(value instanceof Described described) || canHold(described.value());
	}

	/**
	 * A value as protonj2 would return it: it decodes timestamps to longs.
	 */
	static Object asDecoded(Object value) {
		return fromProton(toProton(value));
	}

	byte[] encode(Object value) {
		ProtonBuffer buffer = ProtonByteArrayBufferAllocator.allocator().allocate(1024);
		this.encoder.writeObject(buffer, this.encoder.newEncoderState(), toProton(value));
		byte[] bytes = new byte[buffer.getReadableBytes()];
		buffer.readBytes(bytes, 0, bytes.length);
		return bytes;
	}

	Object decode(byte[] bytes) {
		ProtonBuffer buffer = ProtonByteArrayBufferAllocator.wrapped(bytes);
		Object value = this.decoder.readObject(buffer, this.decoder.newDecoderState());
		if (buffer.isReadable()) {
			throw new IllegalStateException("protonj2 left " + buffer.getReadableBytes() + " bytes");
		}
		return fromProton(value);
	}

	private static Object toProton(Object value) {
		if (value instanceof Object[] array) {
			return toProtonArray(array);
		}
		if (value instanceof List<?> list) {
			return new ArrayList<>(list.stream().map(ProtonOracle::toProton).toList());
		}
		if (value instanceof Map<?, ?> map) {
			Map<Object, Object> converted = new LinkedHashMap<>();
			map.forEach((key, mapped) -> converted.put(toProton(key), toProton(mapped)));
			return converted;
		}
		if (value instanceof Described described) {
			return new UnknownDescribedType(toProton(described.descriptor()), toProton(described.value()));
		}
		return toProtonScalar(value);
	}

	private static Object[] toProtonArray(Object[] array) {
		Class<?> type = protonType(array.getClass().getComponentType());
		Object[] converted = (Object[]) Array.newInstance(type, array.length);
		Arrays.setAll(converted, (i) -> toProton(array[i]));
		return converted;
	}

	private static Class<?> protonType(Class<?> type) {
		if (type.isArray() && type != byte[].class) {
			return Object.class;
		}
		return Map
			.ofEntries(Map.entry(UnsignedByte.class, org.apache.qpid.protonj2.types.UnsignedByte.class),
					Map.entry(UnsignedShort.class, org.apache.qpid.protonj2.types.UnsignedShort.class),
					Map.entry(UnsignedInteger.class, org.apache.qpid.protonj2.types.UnsignedInteger.class),
					Map.entry(UnsignedLong.class, org.apache.qpid.protonj2.types.UnsignedLong.class),
					Map.entry(Decimal32.class, org.apache.qpid.protonj2.types.Decimal32.class),
					Map.entry(Decimal64.class, org.apache.qpid.protonj2.types.Decimal64.class),
					Map.entry(Decimal128.class, org.apache.qpid.protonj2.types.Decimal128.class),
					Map.entry(Symbol.class, org.apache.qpid.protonj2.types.Symbol.class),
					Map.entry(byte[].class, Binary.class), Map.entry(CodePoint.class, Character.class),
					Map.entry(Instant.class, Date.class), Map.entry(Described.class, UnknownDescribedType.class))
			.getOrDefault(type, type);
	}

	private static Object toProtonScalar(Object value) {
		if (value instanceof UnsignedByte number) {
			return org.apache.qpid.protonj2.types.UnsignedByte.valueOf(number.byteValue());
		}
		if (value instanceof UnsignedShort number) {
			return org.apache.qpid.protonj2.types.UnsignedShort.valueOf(number.shortValue());
		}
		if (value instanceof UnsignedInteger number) {
			return org.apache.qpid.protonj2.types.UnsignedInteger.valueOf(number.intValue());
		}
		if (value instanceof UnsignedLong number) {
			return org.apache.qpid.protonj2.types.UnsignedLong.valueOf(number.longValue());
		}
		if (value instanceof Decimal32 decimal) {
			return new org.apache.qpid.protonj2.types.Decimal32(decimal.bits());
		}
		if (value instanceof Decimal64 decimal) {
			return new org.apache.qpid.protonj2.types.Decimal64(decimal.bits());
		}
		if (value instanceof Decimal128 decimal) {
			return new org.apache.qpid.protonj2.types.Decimal128(decimal.highBits(), decimal.lowBits());
		}
		if (value instanceof Symbol symbol) {
			return org.apache.qpid.protonj2.types.Symbol.valueOf(symbol.toString());
		}
		if (value instanceof byte[] bytes) {
			return new Binary(bytes);
		}
		if (value instanceof CodePoint codePoint) {
			return (char) codePoint.value();
		}
		if (value instanceof Instant instant) {
			return new Date(instant.toEpochMilli());
		}
		return value;
	}

	private static Object fromProton(Object value) {
		if (value != null && value.getClass().isArray()) {
			Object[] converted = new Object[Array.getLength(value)];
			Arrays.setAll(converted, (i) -> fromProton(Array.get(value, i)));
			return converted;
		}
		if (value instanceof List<?> list) {
			List<Object> converted = new ArrayList<>();
			list.forEach((element) -> converted.add(fromProton(element)));
			return converted;
		}
		if (value instanceof Map<?, ?> map) {
			Map<Object, Object> converted = new LinkedHashMap<>();
			map.forEach((key, mapped) -> converted.put(fromProton(key), fromProton(mapped)));
			return converted;
		}
		if (value instanceof UnknownDescribedType described) {
			return new Described(fromProton(described.getDescriptor()), fromProton(described.getDescribed()));
		}
		return fromProtonScalar(value);
	}

	private static Object fromProtonScalar(Object value) {
		if (value instanceof org.apache.qpid.protonj2.types.UnsignedByte number) {
			return UnsignedByte.ofBits(number.byteValue());
		}
		if (value instanceof org.apache.qpid.protonj2.types.UnsignedShort number) {
			return UnsignedShort.ofBits(number.shortValue());
		}
		if (value instanceof org.apache.qpid.protonj2.types.UnsignedInteger number) {
			return UnsignedInteger.ofBits(number.intValue());
		}
		if (value instanceof org.apache.qpid.protonj2.types.UnsignedLong number) {
			return UnsignedLong.ofBits(number.longValue());
		}
		if (value instanceof org.apache.qpid.protonj2.types.Decimal32 decimal) {
			return new Decimal32(decimal.getBits());
		}
		if (value instanceof org.apache.qpid.protonj2.types.Decimal64 decimal) {
			return new Decimal64(decimal.getBits());
		}
		if (value instanceof org.apache.qpid.protonj2.types.Decimal128 decimal) {
			return new Decimal128(decimal.getMostSignificantBits(), decimal.getLeastSignificantBits());
		}
		if (value instanceof org.apache.qpid.protonj2.types.Symbol symbol) {
			return Symbol.valueOf(symbol.toString());
		}
		if (value instanceof Binary binary) {
			return binary.asByteArray();
		}
		if (value instanceof Character character) {
			return new CodePoint(character);
		}
		if (value instanceof Date date) {
			return date.getTime();
		}
		return value;
	}

}
