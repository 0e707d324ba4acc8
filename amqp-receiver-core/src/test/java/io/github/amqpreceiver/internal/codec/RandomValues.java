package io.github.amqpreceiver.internal.codec;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.function.Supplier;

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

/**
 * Values of all AMQP types, nested, from a seed.
 */
final class RandomValues {

	/** Kinds of scalars besides null. */
	private static final int SCALARS = 20;

	private static final int TIMESTAMP = 15;

	private final SplittableRandom random;

	private final boolean forOracle;

	/**
	 * Creates a source of values.
	 * @param seed gives the same values each time
	 * @param forOracle whether to leave out what protonj2 cannot encode: characters
	 * beyond the basic plane, arrays of described values, nulls behind other elements of
	 * a list
	 */
	RandomValues(long seed, boolean forOracle) {
		this.random = new SplittableRandom(seed);
		this.forOracle = forOracle;
	}

	Object value() {
		return value(4);
	}

	private Object value(int depth) {
		int kind = this.random.nextInt((depth > 0) ? SCALARS + 8 : SCALARS);
		if (kind < SCALARS) {
			return scalar(kind);
		}
		return switch (kind - SCALARS) {
			case 0, 1 -> list(depth - 1);
			case 2, 3 -> map(depth - 1);
			case 4, 5 -> described(depth - 1);
			default -> array(depth - 1);
		};
	}

	private Object nullable(int depth) {
		return (!this.forOracle && this.random.nextInt(8) == 0) ? null : value(depth);
	}

	private List<Object> list(int depth) {
		List<Object> list = new ArrayList<>();
		for (int i = size(); i > 0; i--) {
			list.add(nullable(depth));
		}
		return list;
	}

	private Map<Object, Object> map(int depth) {
		Map<Object, Object> map = new LinkedHashMap<>();
		for (int i = size(); i > 0; i--) {
			Object key = scalar(this.random.nextInt(SCALARS));
			if (!(key instanceof byte[])) {
				map.put(key, nullable(depth));
			}
		}
		return map;
	}

	private Described described(int depth) {
		return new Described(descriptor(), nullable(depth));
	}

	/** Of a fixed number, as protonj2 remembers each, and none that it knows. */
	private Object descriptor() {
		int number = this.random.nextInt(20);
		return (number < 10) ? UnsignedLong.valueOf(0x1000L + 0x10000000L * number) : Symbol.valueOf("test:" + number);
	}

	private Object[] array(int depth) {
		int kind = this.random.nextInt(SCALARS + (this.forOracle ? 3 : 4));
		if (this.forOracle && kind == TIMESTAMP) {
			return fill(Symbol[]::new, () -> scalar(SCALARS - 1));
		}
		if (kind < SCALARS) {
			Object[] example = ScalarArrays.EMPTY.get(kind);
			return fill((length) -> Arrays.copyOf(example, length), () -> scalar(kind));
		}
		return switch (kind - SCALARS) {
			case 0 -> fill(List<?>[]::new, () -> list(depth - 1));
			case 1 -> fill(Map<?, ?>[]::new, () -> map(depth - 1));
			case 2 -> {
				Object[][] arrays = (Object[][]) fill(Object[][]::new, () -> array(depth - 1));
				// protonj2 cannot tell the type of no arrays
				yield (this.forOracle && arrays.length == 0) ? new Integer[0] : arrays;
			}
			default -> describedArray();
		};
	}

	private Object[] describedArray() {
		Object descriptor = descriptor();
		int kind = this.random.nextInt(SCALARS);
		Object[] array = fill(Described[]::new, () -> new Described(descriptor, scalar(kind)));
		return (array.length > 0) ? array : new Symbol[0];
	}

	private Object[] fill(IntFunction<Object[]> creator, Supplier<Object> element) {
		Object[] array = creator.apply(size());
		for (int i = 0; i < array.length; i++) {
			array[i] = element.get();
		}
		return array;
	}

	private Object scalar(int kind) {
		return switch (kind) {
			case 0 -> this.random.nextBoolean();
			case 1 -> UnsignedByte.ofBits((byte) bits());
			case 2 -> UnsignedShort.ofBits((short) bits());
			case 3 -> UnsignedInteger.ofBits((int) bits());
			case 4 -> UnsignedLong.ofBits(bits());
			case 5 -> (byte) bits();
			case 6 -> (short) bits();
			case 7 -> (int) bits();
			case 8 -> bits();
			case 9 -> (float) this.random.nextDouble();
			case 10 -> this.random.nextDouble();
			case 11 -> new Decimal32((int) bits());
			case 12 -> new Decimal64(bits());
			case 13 -> new Decimal128(bits(), bits());
			case 14 -> codePoint();
			case TIMESTAMP -> Instant.ofEpochMilli(bits());
			case 16 -> new UUID(bits(), bits());
			case 17 -> bytes();
			case 18 -> text();
			default -> Symbol.valueOf("s" + Long.toString(bits(), 36));
		};
	}

	/** Of any length, so that every width of encoding is used. */
	private long bits() {
		long bits = this.random.nextLong() >>> this.random.nextInt(64);
		return switch (this.random.nextInt(8)) {
			case 0 -> 0;
			case 1 -> -bits;
			default -> bits;
		};
	}

	/** Mostly small; now and then more than a size of one byte can say. */
	private int size() {
		return switch (this.random.nextInt(60)) {
			case 0 -> this.random.nextInt(20);
			default -> this.random.nextInt(5);
		};
	}

	private int length() {
		return (this.random.nextInt(50) == 0) ? this.random.nextInt(600) : this.random.nextInt(20);
	}

	private byte[] bytes() {
		byte[] bytes = new byte[length()];
		this.random.nextBytes(bytes);
		return bytes;
	}

	private String text() {
		StringBuilder text = new StringBuilder();
		boolean ascii = this.random.nextBoolean();
		for (int i = length(); i > 0; i--) {
			text.appendCodePoint(ascii ? this.random.nextInt(0x80) : codePoint(0x110000).value());
		}
		return text.toString();
	}

	private CodePoint codePoint() {
		return codePoint(this.forOracle ? 0x10000 : 0x110000);
	}

	private CodePoint codePoint(int bound) {
		int value = this.random.nextInt(bound) >>> this.random.nextInt(20);
		return new CodePoint(CodePoint.isValid(value) ? value : '\ufffd');
	}

	/** Arrays of the Java types of the scalars, by their number. */
	private static final class ScalarArrays {

		static final List<Object[]> EMPTY = List.of(new Boolean[0], new UnsignedByte[0], new UnsignedShort[0],
				new UnsignedInteger[0], new UnsignedLong[0], new Byte[0], new Short[0], new Integer[0], new Long[0],
				new Float[0], new Double[0], new Decimal32[0], new Decimal64[0], new Decimal128[0], new CodePoint[0],
				new Instant[0], new UUID[0], new byte[0][], new String[0], new Symbol[0]);

	}

}
