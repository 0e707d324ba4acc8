package io.github.amqpreceiver.internal.codec;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

import io.github.amqpreceiver.type.Symbol;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Decoded maps behave the same whether they are small or large.
 */
class DecodedMapTests {

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 7, 8, 9, 10, 100, 5_000 })
	void aMapIsLikeAnyMapButCannotBeChanged(int size) {
		Map<Object, Object> expected = new LinkedHashMap<>();
		for (int i = 0; i < size; i++) {
			expected.put((i % 2 == 0) ? "key" + i : Symbol.valueOf("key" + i), (i % 3 == 0) ? null : i);
		}
		@SuppressWarnings("unchecked")
		Map<Object, Object> decoded = (Map<Object, Object>) Bytes.decode(Bytes.encode(expected));
		assertThat(decoded).isEqualTo(expected).hasSameHashCodeAs(expected).hasToString(expected.toString());
		assertThat(expected).isEqualTo(decoded);
		assertThat(List.copyOf(decoded.keySet())).isEqualTo(List.copyOf(expected.keySet()));
		expected.forEach((key, value) -> {
			assertThat(decoded.containsKey(key)).isTrue();
			assertThat(decoded.get(key)).isEqualTo(value);
		});
		assertThat(decoded.get("missing")).isNull();
		assertThat(decoded.containsKey(null)).isFalse();
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> decoded.put("a", "b"));
		if (size > 0) {
			assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(decoded::clear);
			assertThatExceptionOfType(UnsupportedOperationException.class)
				.isThrownBy(() -> decoded.entrySet().iterator().next().setValue("b"));
		}
		var entries = decoded.entrySet().iterator();
		for (int i = 0; i < size; i++) {
			entries.next();
		}
		assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(entries::next);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 20 })
	void nullMayBeAKey(int size) {
		Map<Object, Object> expected = new LinkedHashMap<>();
		expected.put(null, "null");
		for (int i = 1; i < size; i++) {
			expected.put(i, i);
		}
		assertThat(Bytes.decode(Bytes.encode(expected))).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(ints = { 2, 20 })
	void binaryKeysAreToldApartByTheirContent(int size) {
		Map<Object, Object> expected = new LinkedHashMap<>();
		for (int i = 0; i < size; i++) {
			expected.put(new byte[] { (byte) i }, i);
		}
		Map<?, ?> decoded = (Map<?, ?>) Bytes.decode(Bytes.encode(expected));
		assertThat(decoded.keySet().stream().map((key) -> Arrays.toString((byte[]) key)).distinct()).hasSize(size);
	}

}
