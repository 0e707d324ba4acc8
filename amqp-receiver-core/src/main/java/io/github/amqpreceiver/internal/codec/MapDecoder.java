package io.github.amqpreceiver.internal.codec;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Decodes maps (AMQP 1.0, section 1.6.23). Two equal keys are an error, and so is a key
 * that is itself a list, map, array or described value: hash and equality of such a key
 * cost more than its bytes, at every level again.
 */
final class MapDecoder {

	/** The hash codes are the sender's choice: more of one value are no accident. */
	private static final int MAX_SAME_HASH = 256;

	private MapDecoder() {
	}

	/**
	 * Enters a map.
	 * @param cursor stands behind the map's code
	 * @param code the code
	 * @return how many pairs of a key and a value follow
	 */
	static int enter(ByteCursor cursor, int code) {
		if (code != FormatCode.MAP8 && code != FormatCode.MAP32) {
			throw cursor.unexpected("map", code);
		}
		int at = cursor.codeIndex();
		int count = cursor.enterElements(code);
		if (count % 2 != 0) {
			throw cursor.fail("map claims an odd count of %d keys and values".formatted(count), at);
		}
		return count / 2;
	}

	/**
	 * Decodes a map.
	 * @param <K> type of the keys
	 * @param cursor stands behind the map's code
	 * @param code the code
	 * @param keyType type of the keys, {@code Object} for any, null too
	 * @param maxPairs how many entries the map may have
	 * @return an unmodifiable map in the order of the bytes
	 */
	@SuppressWarnings("unchecked")
	static <K> Map<K, @Nullable Object> decode(ByteCursor cursor, int code, Class<K> keyType, int maxPairs) {
		int at = cursor.codeIndex();
		int outerEnd = cursor.end();
		int pairs = enter(cursor, code);
		if (pairs > maxPairs) {
			throw cursor.fail("map has %d entries, more than the %d allowed".formatted(pairs, maxPairs), at);
		}
		@Nullable Object[] flat = {};
		for (int i = 0; i < 2 * pairs; i += 2) {
			if (i == flat.length) {
				flat = ObjectDecoder.grow(flat, 2 * pairs);
			}
			flat[i] = key(cursor, keyType);
			flat[i + 1] = ObjectDecoder.decode(cursor, cursor.takeCode());
		}
		cursor.leave(outerEnd);
		Map<@Nullable Object, @Nullable Object> map = (pairs <= FlatMap.MAX_PAIRS) ? FlatMap.of(flat) : hashMap(flat);
		if (map == null) {
			throw cursor.fail("map has two equal keys, or keys chosen for their equal hash codes", at);
		}
		return (Map<K, @Nullable Object>) map;
	}

	private static @Nullable Object key(ByteCursor cursor, Class<?> keyType) {
		int code = cursor.takeCode();
		if (!FormatCode.isScalar(code)) {
			throw cursor.unexpected("scalar map key", code);
		}
		int at = cursor.codeIndex();
		Object key = ObjectDecoder.decode(cursor, code);
		if (keyType != Object.class && !keyType.isInstance(key)) {
			throw cursor.fail(
					"map key is %s (0x%02x), not %s".formatted(FormatCode.name(code), code, keyType.getSimpleName()),
					at);
		}
		return key;
	}

	/**
	 * Makes a map of many pairs.
	 * @param flat keys and values in turn
	 * @return the map, or null if the keys are not fit for one
	 */
	private static @Nullable Map<@Nullable Object, @Nullable Object> hashMap(@Nullable Object[] flat) {
		if (hasHashFlood(flat)) {
			return null;
		}
		Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>(flat.length);
		// To a hash map each array of bytes is another key
		Set<ByteBuffer> binaryKeys = new HashSet<>(0);
		for (int i = 0; i < flat.length; i += 2) {
			map.put(flat[i], flat[i + 1]);
			if (map.size() == i / 2 || (flat[i] instanceof byte[] key && !binaryKeys.add(ByteBuffer.wrap(key)))) {
				return null;
			}
		}
		return Collections.unmodifiableMap(map);
	}

	/**
	 * A hash map with n keys of one hash code may take n² steps to build when the keys
	 * are of different types. Sorting the hash codes first costs little and shows it.
	 */
	private static boolean hasHashFlood(@Nullable Object[] flat) {
		int[] hashes = new int[flat.length / 2];
		for (int i = 0; i < hashes.length; i++) {
			Object key = flat[2 * i];
			hashes[i] = (key instanceof byte[] bytes) ? ByteBuffer.wrap(bytes).hashCode()
					: (key != null) ? key.hashCode() : 0;
		}
		Arrays.sort(hashes);
		for (int i = MAX_SAME_HASH; i < hashes.length; i++) {
			if (hashes[i] == hashes[i - MAX_SAME_HASH]) {
				return true;
			}
		}
		return false;
	}

}
