package io.github.amqpreceiver.internal.codec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.amqpreceiver.type.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * Maps with symbols as keys, as they are handed on: a key whose value is null says no
 * more than no key, and who gets the map need not think of it.
 */
public final class PresentFields {

	private PresentFields() {
	}

	/**
	 * Leaves out the keys whose values are null.
	 * @param fields an unmodifiable map
	 * @return an unmodifiable map, the same one if there are no nulls
	 */
	@SuppressWarnings("NullAway") // of generics it only checks what is unannotated
	public static Map<Symbol, Object> of(Map<Symbol, @Nullable Object> fields) {
		// An empty map may be one that throws when it is asked for null
		if (fields.isEmpty() || !fields.containsValue(null)) {
			return fields;
		}
		Map<Symbol, Object> present = new LinkedHashMap<>();
		fields.forEach((key, value) -> {
			if (value != null) {
				present.put(key, value);
			}
		});
		return Collections.unmodifiableMap(present);
	}

}
