package io.github.amqpreceiver.spring.convert;

import java.util.ArrayList;
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
import org.jspecify.annotations.Nullable;

/** AMQP values as the Java types that converters know. */
final class AmqpValues {

	private AmqpValues() {
	}

	/**
	 * A value without a type of this library in it. The core bounds how deep and how
	 * large a value may be, so that recursion ends soon.
	 * @param value an AMQP value
	 * @return the same in Java's own types
	 */
	static @Nullable Object toJava(@Nullable Object value) {
		if (value instanceof Map<?, ?> map) {
			Map<Object, @Nullable Object> copy = new LinkedHashMap<>(map.size() * 2);
			map.forEach((key, element) -> copy.put(String.valueOf(toJava(key)), toJava(element)));
			return copy;
		}
		if (value instanceof List<?> list) {
			List<@Nullable Object> copy = new ArrayList<>(list.size());
			list.forEach((element) -> copy.add(toJava(element)));
			return copy;
		}
		return (value instanceof Described described) ? toJava(described.value()) : scalar(value);
	}

	private static @Nullable Object scalar(@Nullable Object value) {
		if (value instanceof Symbol || value instanceof CodePoint) {
			return value.toString();
		}
		if (value instanceof UnsignedByte || value instanceof UnsignedShort) {
			return ((Number) value).intValue();
		}
		if (value instanceof UnsignedInteger number) {
			return number.longValue();
		}
		if (value instanceof UnsignedLong number) {
			return (number.longValue() >= 0) ? (Object) number.longValue() : number.bigIntegerValue();
		}
		if (value instanceof Decimal32 decimal) {
			return decimal.toBigDecimal();
		}
		if (value instanceof Decimal64 decimal) {
			return decimal.toBigDecimal();
		}
		return (value instanceof Decimal128 decimal) ? decimal.toBigDecimal() : value;
	}

}
