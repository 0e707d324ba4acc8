package io.github.amqpreceiver.internal.codec;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A map of few entries in one array. Immutable. Most maps in messages have a handful of
 * entries: looking at each is as fast as hashing, and a flood of tiny maps takes a third
 * of the memory.
 */
final class FlatMap extends AbstractMap<@Nullable Object, @Nullable Object> {

	static final int MAX_PAIRS = 8;

	private final @Nullable Object[] flat;

	private FlatMap(@Nullable Object[] flat) {
		this.flat = flat;
	}

	/**
	 * Makes a map.
	 * @param flat keys and values in turn, not copied
	 * @return the map, or null if two keys are equal
	 */
	static @Nullable FlatMap of(@Nullable Object[] flat) {
		for (int i = 2; i < flat.length; i += 2) {
			for (int j = 0; j < i; j += 2) {
				// Deep, for arrays of bytes; the keys are scalar
				if (Objects.deepEquals(flat[i], flat[j])) {
					return null;
				}
			}
		}
		return new FlatMap(flat);
	}

	@Override
	public int size() {
		return this.flat.length / 2;
	}

	@Override
	public @Nullable Object get(@Nullable Object key) {
		int i = indexOf(key);
		return (i >= 0) ? this.flat[i + 1] : null;
	}

	@Override
	public boolean containsKey(@Nullable Object key) {
		return indexOf(key) >= 0;
	}

	private int indexOf(@Nullable Object key) {
		for (int i = 0; i < this.flat.length; i += 2) {
			if (Objects.equals(this.flat[i], key)) {
				return i;
			}
		}
		return -1;
	}

	@Override
	public Set<Map.Entry<@Nullable Object, @Nullable Object>> entrySet() {
		return new Entries(this.flat);
	}

	private static final class Entries extends AbstractSet<Map.Entry<@Nullable Object, @Nullable Object>> {

		private final @Nullable Object[] flat;

		Entries(@Nullable Object[] flat) {
			this.flat = flat;
		}

		@Override
		public int size() {
			return this.flat.length / 2;
		}

		@Override
		public Iterator<Map.Entry<@Nullable Object, @Nullable Object>> iterator() {
			return new Iterator<>() {

				private int next;

				@Override
				public boolean hasNext() {
					return this.next < Entries.this.flat.length;
				}

				@Override
				public Map.Entry<@Nullable Object, @Nullable Object> next() {
					if (!hasNext()) {
						throw new NoSuchElementException();
					}
					this.next += 2;
					return new SimpleImmutableEntry<>(Entries.this.flat[this.next - 2],
							Entries.this.flat[this.next - 1]);
				}

			};
		}

	}

}
