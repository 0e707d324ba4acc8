package io.github.amqpreceiver.internal.codec;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

import io.github.amqpreceiver.type.Decimal128;
import io.github.amqpreceiver.type.Described;
import io.github.amqpreceiver.type.Symbol;
import io.github.amqpreceiver.type.UnsignedLong;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The budget of hostile input: 64 KiB never cost more than 100 ms of CPU, and what they
 * become is a multiple of them that does not depend on claims.
 */
class DecodingCostTests {

	private static final int SIZE = 64 * 1024;

	private static final long MAX_NANOS = 100_000_000;

	/**
	 * A JVM's object for each two or three bytes; nothing that grows faster than its
	 * input.
	 */
	private static final int MAX_BYTES_PER_BYTE = 40;

	@Test
	void noPatternOf64KiBCostsMoreThanItsBudget() {
		Map<String, byte[]> patterns = new TreeMap<>();
		patterns.put("nulls", filled(Bytes.hex("40")));
		patterns.put("lists of nothing", filled(Bytes.hex("45")));
		patterns.put("lists of null", filled(Bytes.hex("c0020140")));
		patterns.put("lists of two nulls", filled(Bytes.hex("c003024040")));
		patterns.put("maps of nothing", filled(Bytes.hex("c10100")));
		patterns.put("maps of one entry", filled(Bytes.hex("c103024040")));
		patterns.put("maps of nine entries", filled(Bytes.encode(numbered(9))));
		patterns.put("described nulls", filled(Bytes.hex("004340")));
		patterns.put("arrays of nothing", filled(Bytes.hex("e0020040")));
		patterns.put("arrays of arrays of nothing", filled(Bytes.hex("e00501e0020050")));
		patterns.put("empty strings", filled(Bytes.hex("a100")));
		patterns.put("replacement characters", filled(Bytes.encode("\ufffd".repeat(80))));
		patterns.put("strings that only end badly", filled(Bytes.encode("\ufffdx")));
		patterns.put("other symbols", keys((i) -> Symbol.valueOf("n" + i)));
		patterns.put("longs of one hash code", keys((i) -> sameHash(0, i)));
		patterns.put("decimals of one hash code", keys((i) -> new Decimal128(-31L * i + i % 3, i)));
		patterns.put("keys of two types and one hash code",
				keys((i) -> (i % 2 == 0) ? (Object) sameHash(0, i) : UnsignedLong.ofBits(sameHash(0, i))));
		patterns.put("keys of two types and as many hash codes as are taken", keys((i) -> (i % 2 == 0)
				? (Object) sameHash(i / 256, i % 256) : UnsignedLong.ofBits(sameHash(i / 256, i % 256))));
		patterns.put("keys of all hash codes", keys((i) -> i));
		patterns.put("a descriptor for each null",
				filled(Bytes.encode(new Described(Symbol.valueOf("descriptor"), null))));
		patterns.forEach((name, bytes) -> {
			assertThat(bytes.length).as(name).isBetween(SIZE - 1_000, SIZE + 16);
			assertThat(cheapest(bytes)).as("CPU nanoseconds for " + name).isLessThan(MAX_NANOS);
			long before = Cost.allocatedBytes();
			decode(bytes);
			long perByte = (Cost.allocatedBytes() - before) / bytes.length;
			assertThat(perByte).as("bytes allocated per byte of " + name).isLessThan(MAX_BYTES_PER_BYTE);
		});
	}

	@Test
	void keysWithTheSameHashCodeAreRefusedOnlyInNumbersThatAreNoAccident() {
		assertThat(Bytes.decode(Bytes.encode(sameHash(256)))).isEqualTo(sameHash(256));
		byte[] flood = Bytes.encode(sameHash(257));
		assertThat(decode(flood)).isInstanceOf(DecodeException.class);
	}

	/** The hash code of a long is that of its halves. */
	private static long sameHash(int hash, int number) {
		return ((long) number << 32) | (number ^ hash);
	}

	private static Map<Object, Object> sameHash(int count) {
		Map<Object, Object> map = new LinkedHashMap<>();
		for (int i = 0; i < count; i++) {
			map.put(sameHash(0, i), null);
		}
		return map;
	}

	private static Map<Object, Object> numbered(int count) {
		Map<Object, Object> map = new LinkedHashMap<>();
		for (int i = 0; i < count; i++) {
			map.put(i, null);
		}
		return map;
	}

	/** The best of several, as the others pay for a machine that is busy. */
	private static long cheapest(byte[] bytes) {
		long cheapest = Long.MAX_VALUE;
		for (int i = 0; i < 10; i++) {
			long before = Cost.cpuNanos();
			decode(bytes);
			cheapest = Math.min(cheapest, Cost.cpuNanos() - before);
		}
		return cheapest;
	}

	private static Object decode(byte[] bytes) {
		try {
			return Bytes.decode(bytes);
		}
		catch (DecodeException ex) {
			return ex;
		}
	}

	private static byte[] filled(byte[] element) {
		int count = (SIZE - 9) / element.length;
		byte[][] elements = new byte[count][];
		Arrays.fill(elements, element);
		byte[] content = Bytes.join(elements);
		return Bytes.join(Bytes.hex("d0 %08x %08x".formatted(4 + content.length, count)), content);
	}

	private static byte[] keys(IntFunction<Object> key) {
		byte[][] pairs = new byte[SIZE][];
		int length = 0;
		int count = 0;
		for (; length < SIZE - 40; count++) {
			pairs[count] = Bytes.join(Bytes.encode(key.apply(count)), new byte[] { 0x40 });
			length += pairs[count].length;
		}
		byte[] content = Bytes.join(Arrays.copyOf(pairs, count));
		return Bytes.join(Bytes.hex("d1 %08x %08x".formatted(4 + content.length, 2 * count)), content);
	}

}
