package io.github.amqpreceiver.internal.codec;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Every encoding of AMQP 1.0, section 1.6: the wide ones are read too, the smallest one
 * is written.
 */
class EncodingWidthTests {

	/** Encodings that are written as they are read. */
	static Stream<Arguments> smallest() {
		return Stream.of(arguments("40", null), arguments("41", true), arguments("42", false),
				arguments("50ff", UnsignedByte.valueOf(255)), arguments("60ffff", UnsignedShort.valueOf(65535)),
				arguments("43", UnsignedInteger.valueOf(0)), arguments("5201", UnsignedInteger.valueOf(1)),
				arguments("52ff", UnsignedInteger.valueOf(255)), arguments("7000000100", UnsignedInteger.valueOf(256)),
				arguments("70ffffffff", UnsignedInteger.valueOf(0xffffffffL)), arguments("44", UnsignedLong.valueOf(0)),
				arguments("53ff", UnsignedLong.valueOf(255)),
				arguments("800000000000000100", UnsignedLong.valueOf(256)),
				arguments("80ffffffffffffffff", UnsignedLong.ofBits(-1)), arguments("5180", (byte) -128),
				arguments("618000", (short) -32768), arguments("5480", -128), arguments("547f", 127),
				arguments("7100000080", 128), arguments("7180000000", Integer.MIN_VALUE), arguments("55ff", -1L),
				arguments("810000000000000080", 128L), arguments("723fc00000", 1.5f),
				arguments("823ff8000000000000", 1.5), arguments("7432800001", new Decimal32(0x32800001)),
				arguments("8431c0000000000001", new Decimal64(0x31c0000000000001L)),
				arguments("9430400000000000000000000000000001", new Decimal128(0x3040000000000000L, 1)),
				arguments("730001f600", new CodePoint(0x1f600)),
				arguments("83ffffffffffffffff", Instant.ofEpochMilli(-1)),
				arguments("9800112233445566778899aabbccddeeff",
						UUID.fromString("00112233-4455-6677-8899-aabbccddeeff")),
				arguments("a000", new byte[0]), arguments("a0020102", new byte[] { 1, 2 }), arguments("a100", ""),
				arguments("a104f09f9880", "\ud83d\ude00"), arguments("a30161", Symbol.valueOf("a")),
				arguments("45", List.of()), arguments("c0020140", Collections.singletonList(null)),
				arguments("c0050254015402", List.of(1, 2)), arguments("c10100", Map.of()),
				arguments("c10602a3016b5401", Map.of(Symbol.valueOf("k"), 1)),
				arguments("e00402540102", new Integer[] { 1, 2 }),
				arguments("0053775401", new Described(UnsignedLong.valueOf(0x77), 1)));
	}

	/** Encodings that are only read. */
	static Stream<Arguments> wider() {
		return Stream.of(arguments("5601", true), arguments("5600", false),
				arguments("5200", UnsignedInteger.valueOf(0)), arguments("7000000000", UnsignedInteger.valueOf(0)),
				arguments("70000000ff", UnsignedInteger.valueOf(255)), arguments("5300", UnsignedLong.valueOf(0)),
				arguments("800000000000000000", UnsignedLong.valueOf(0)), arguments("7100000001", 1),
				arguments("81ffffffffffffffff", -1L), arguments("b0000000020102", new byte[] { 1, 2 }),
				arguments("b10000000161", "a"), arguments("b30000000161", Symbol.valueOf("a")),
				arguments("c00100", List.of()), arguments("d00000000400000000", List.of()),
				arguments("d0000000080000000254015402", List.of(1, 2)), arguments("d10000000400000000", Map.of()),
				arguments("d10000000900000002a3016b5401", Map.of(Symbol.valueOf("k"), 1)),
				arguments("f000000007000000025401ff", new Integer[] { 1, -1 }),
				arguments("0080000000000000007740", new Described(UnsignedLong.valueOf(0x77), null)));
	}

	@ParameterizedTest
	@MethodSource({ "smallest", "wider" })
	void everyEncodingIsRead(String hex, Object value) {
		assertThat(Canonical.of(Bytes.decode(hex))).isEqualTo(Canonical.of(value));
	}

	@ParameterizedTest
	@MethodSource("smallest")
	void theSmallestEncodingIsWritten(String hex, Object value) {
		assertThat(Bytes.encodeHex(value)).isEqualTo(hex);
	}

	@ParameterizedTest
	@MethodSource({ "smallest", "wider" })
	void everyEncodingIsSkippedWhole(String hex, Object value) {
		AmqpReader reader = Bytes.reader(hex);
		reader.skip();
		assertThat(reader.remaining()).isZero();
	}

	@Test
	void longValuesAreWrittenWithSizesOfFourBytes() {
		assertThat(Bytes.encodeHex("x".repeat(255))).startsWith("a1ff78");
		assertThat(Bytes.encodeHex("x".repeat(256))).startsWith("b10000010078");
		assertThat(Bytes.encodeHex(Symbol.valueOf("x".repeat(256)))).startsWith("b30000010078");
		assertThat(Bytes.encodeHex(new byte[256])).startsWith("b00000010000");
	}

	@Test
	void aListGrowsToFourByteSizesExactlyWhenItMust() {
		// 254 bytes of elements and one of the count
		List<Object> nulls = new ArrayList<>(Collections.nCopies(254, null));
		assertThat(Bytes.encodeHex(nulls)).startsWith("c0fffe40").hasSize(2 * (3 + 254));
		nulls.add(null);
		assertThat(Bytes.encodeHex(nulls)).startsWith("d000000103000000ff40").hasSize(2 * (9 + 255));
		assertThat(Bytes.decode(Bytes.encode(nulls))).isEqualTo(nulls);
	}

	@Test
	void nestedListsAreAllWrittenSmall() {
		assertThat(Bytes.encodeHex(List.of(List.of(List.of(1), 2), 3)))
			.isEqualTo("c00d02" + "c00802" + "c003015401" + "5402" + "5403");
	}

	@Test
	void anArrayIsAsWideAsItsLargestElement() {
		assertThat(Bytes.encodeHex(new Integer[] { 1, 300 })).isEqualTo("e00a0271" + "00000001" + "0000012c");
		assertThat(Bytes.encodeHex(new UnsignedInteger[] { UnsignedInteger.valueOf(0) })).isEqualTo("e0030152" + "00");
		assertThat(Bytes.encodeHex(new Boolean[] { true, false })).isEqualTo("e0040256" + "0100");
		assertThat(Bytes.encodeHex(new String[] { "a", "x".repeat(256) })).startsWith("f00000" + "010e" + "00000002b1")
			.contains("0000000161");
		assertThat(Bytes.encodeHex(new Symbol[] { Symbol.valueOf("a"), Symbol.valueOf("bc") }))
			.isEqualTo("e00702a3" + "0161" + "026263");
	}

	@Test
	void arraysOfCompoundValuesKeepTheirContent() {
		Object[] array = { List.of(1, "a"), List.of() };
		assertThat(Canonical.of(Bytes.decode(Bytes.encode(array)))).isEqualTo(Canonical.of(array));
		Object[][] nested = { { 1, 2 }, { Symbol.valueOf("s") }, new String[0] };
		assertThat(Canonical.of(Bytes.decode(Bytes.encode(nested)))).isEqualTo(Canonical.of(nested));
	}

	@Test
	void anArrayHasTheJavaTypeOfItsElementsEvenWithoutAny() {
		assertThat(Bytes.decode("e0020054")).isInstanceOf(Integer[].class);
		assertThat(Bytes.decode("e00200a3")).isInstanceOf(Symbol[].class);
		assertThat(Bytes.decode("e0050000" + "5310" + "c0")).isInstanceOf(Described[].class);
		for (Object[] empty : new Object[][] { new Symbol[0], new UUID[0], new byte[0][], new List<?>[0],
				new Object[0][], new Object[0] }) {
			assertThat(Bytes.decode(Bytes.encode(empty))).isExactlyInstanceOf(empty.getClass());
		}
	}

	@Test
	void describedElementsShareOneDescriptor() {
		Described[] array = { new Described(Symbol.valueOf("d"), 1), new Described(Symbol.valueOf("d"), 300) };
		assertThat(Bytes.encodeHex(array)).isEqualTo("e00e0200" + "a30164" + "71" + "00000001" + "0000012c");
		assertThat(Bytes.decode(Bytes.encode(array))).isEqualTo(array);
	}

	@Test
	void aMapKeepsTheOrderOfItsBytes() {
		Map<Object, Object> map = new LinkedHashMap<>();
		for (int i = 100; i > 0; i--) {
			map.put("key" + (i * 7919 % 101), i);
		}
		assertThat(((Map<?, ?>) Bytes.decode(Bytes.encode(map))).entrySet().toString())
			.isEqualTo(map.entrySet().toString());
	}

}
