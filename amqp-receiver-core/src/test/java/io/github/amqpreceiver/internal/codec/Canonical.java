package io.github.amqpreceiver.internal.codec;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.amqpreceiver.type.Described;

/**
 * Text that is the same for equal AMQP values and differs for others: types count, arrays
 * are compared by content, and so is the order of maps.
 */
final class Canonical {

	private Canonical() {
	}

	static String of(Object value) {
		if (value == null) {
			return "null";
		}
		if (value instanceof byte[] bytes) {
			return "binary:" + HexFormat.of().formatHex(bytes);
		}
		if (value instanceof Object[] array) {
			return Arrays.stream(array).map(Canonical::of).collect(Collectors.joining(",", "array(", ")"));
		}
		if (value instanceof List<?> list) {
			return list.stream().map(Canonical::of).collect(Collectors.joining(",", "[", "]"));
		}
		if (value instanceof Map<?, ?> map) {
			return map.entrySet()
				.stream()
				.map((entry) -> of(entry.getKey()) + "=" + of(entry.getValue()))
				.collect(Collectors.joining(",", "{", "}"));
		}
		if (value instanceof Described described) {
			return "@" + of(described.descriptor()) + " " + of(described.value());
		}
		return value.getClass().getSimpleName() + ":" + value;
	}

}
