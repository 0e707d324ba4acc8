package io.github.amqpreceiver.internal.codec;

import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.IntFunction;

import io.github.amqpreceiver.type.Symbol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Values that a stranger may send, each named after its row of hostile input; nesting has
 * a class of its own. Each is refused by our exception, in heap and direct memory,
 * without memory to speak of.
 */
class HostileInputTests {

	/** More than an exception with its message, less than anything that was claimed. */
	private static final long MAX_ALLOCATED = 64 * 1024;

	@ParameterizedTest
	@ValueSource(strings = { "c1 03 ff 40 40", "c1 03 04 40 40", "d1 00000006 7ffffffe 40 40",
			"d1 00000006 fffffffe 40 40", "d1 7ffffffe 00000002 40 40", "d1 fffffff0 00000002 40 40", "c1 02 01 40",
			"c1 04 03 40 41 42", "d1 00000007 00000003 40 41 42" })
	void b21MapsThatClaimTooMuchOrAnOddCountAreRefused(String hex) {
		assertRefused(hex);
	}

	@ParameterizedTest
	@ValueSource(strings = { "c1 05 04 40 41 40 42", "c1 09 04 a1 01 61 41 a1 01 61 42",
			"c1 0c 04 a1 01 61 41 b1 00000001 61 42", "c1 06 04 52 00 41 43 42",
			"c1 0b 04 a0 02 0102 41 a0 02 0102 42" })
	void b21MapsWithTwoEqualKeysAreRefused(String hex) {
		assertRefused(hex);
	}

	@Test
	void b21MapsOfManyEntriesWithTwoEqualKeysAreRefused() {
		byte[] twenty = content(20, (i) -> Bytes.encode("key" + i % 19));
		byte[] binary = content(20, (i) -> Bytes.encode(new byte[] { (byte) (i % 19) }));
		assertRefused(map32(20, twenty));
		assertRefused(map32(20, binary));
	}

	@ParameterizedTest
	@ValueSource(strings = { "c1 03 02 45 40", "c1 05 02 c0 02 01 40 40", "c1 06 02 c1 01 00 40 40",
			"c1 06 02 e0 02 00 40 40", "c1 05 02 00 43 40 40" })
	void b21MapsWithKeysThatAreNotScalarAreRefused(String hex) {
		assertRefused(hex);
	}

	@ParameterizedTest
	@ValueSource(strings = { "40", "41", "42", "43", "44", "45", "00 53 10 45", "00 a3 01 61 40", "00 43 00 43 43" })
	void b22ArraysOfElementsWithoutBytesAreRefused(String constructor) {
		for (String count : new String[] { "7fffffff", "ffffffff", "0bebc200", "00000401" }) {
			assertRefused(array32(count, Bytes.hex(constructor)));
		}
		assertThat((Object[]) Bytes.decode(array32("00000400", Bytes.hex(constructor)))).hasSize(1024);
	}

	@Test
	void b22ElementsWithoutBytesAddUpOverTheWholeMessage() {
		byte[] half = array32("00000200", Bytes.hex("40"));
		assertThat(Bytes.decode(list32(2, half, half))).isInstanceOf(List.class);
		assertRefused(list32(3, half, half, Bytes.hex("e0 02 01 43")));
		ZeroWidthBudget budget = new ZeroWidthBudget(CodecLimits.DEFAULT);
		new AmqpReader(CodecLimits.DEFAULT, budget, half, 0, half.length).readObject();
		new AmqpReader(CodecLimits.DEFAULT, budget, half, 0, half.length).readObject();
		AmqpReader third = new AmqpReader(CodecLimits.DEFAULT, budget, half, 0, half.length);
		assertThatExceptionOfType(DecodeException.class).isThrownBy(third::readObject)
			.withMessage("array claims 512 elements without bytes, more than are left of 1024, at offset 0");
	}

	@ParameterizedTest
	@ValueSource(strings = { "f0 0000000e 7fffffff f0 00000005 00000000 40", "f0 00000008 7fffffff 00 53 10 71",
			"f0 0000000a 7fffffff c0 01 00 01 00 01", "f0 0000000d 7fffffff d0 00000004 00000000",
			"f0 0000000a 7fffffff c1 01 00 01 00 01", "f0 0000000b 0fffffff 71 00000001 0000",
			"f0 0000000e 00000001 f0 00000005 7fffffff 40", "f0 00000009 00000001 c0 02 ff 40 40", "e0 02 ff a3",
			"e0 02 01 a3", "e0 01 00", "e0 00", "f0 00000004 00000000", "e0 03 00 71 00" })
	void b24ArraysThatClaimMoreElementsThanBytesAreRefused(String hex) {
		assertRefused(hex);
	}

	@ParameterizedTest
	@ValueSource(strings = { "c0 03 03 40 40", "c0 02 ff 40", "d0 00000005 7fffffff 40", "d0 00000005 ffffffff 40",
			"c0 03 01 40 40", "c0 02 00 40", "c0 01 01", "c0 00", "c0", "c0 01", "d0 00000003 000000",
			"d0 ffffffff 00000001 40", "d0 80000000 00000001 40", "d0 7fffffff 00000001 40", "c0 05 01 c0 09 01 40",
			"c0 06 02 a1 09 61 61 40", "d0 0000", "d0 00000004 0000" })
	void b25ListsWhoseSizeOrCountIsNotTheirContentAreRefused(String hex) {
		assertRefused(hex);
	}

	@ParameterizedTest
	@ValueSource(strings = { "a0", "a1", "a3", "b0", "b1", "b3" })
	void b27VariableWidthValuesThatEndBehindTheFrameAreRefused(String code) {
		boolean narrow = code.startsWith("a");
		for (String size : narrow ? new String[] { "03", "ff" }
				: new String[] { "00000003", "7fffffff", "80000000", "ffffffff" }) {
			assertRefused(code + size + "6161");
		}
		assertRefused(code);
		assertThat(Bytes.decode(code + (narrow ? "02" : "00000002") + "6161")).isNotNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "c080", "c1bf", "e08080", "e09fbf", "f0808080", "f08fbfbf", "eda080", "edbfbf",
			"eda0bdedb880", "f4908080", "f5808080", "f8888080", "80", "bf", "ff", "fe", "c3", "e282", "f09f98", "61c3",
			"c361", "efbfbd80" })
	void b28StringsThatAreNotUtf8AreRefused(String text) {
		assertRefused("a1" + "%02x".formatted(text.length() / 2) + text);
	}

	@Test
	void b28StringsWithAReplacementCharacterOfTheirOwnAreKept() {
		assertThat(Bytes.decode("a103efbfbd")).isEqualTo("\ufffd");
		assertThat(Bytes.decode("a105efbfbd6161")).isEqualTo("\ufffdaa");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a3 01 80", "a3 03 61 ff 61", "b3 00000002 c3 a4", "73 00110000", "73 0000d800",
			"73 0000dfff", "73 ffffffff", "73 80000041", "56 02", "56 ff" })
	void b28SymbolsCharsAndBooleansOutOfTheirRangeAreRefused(String hex) {
		assertRefused(hex);
	}

	@Test
	void b29UnknownConstructorsAreRefused() {
		int known = 0;
		for (int code = 0; code < 256; code++) {
			byte[] bytes = new byte[64];
			bytes[0] = (byte) code;
			DecodeException thrown = catchThrowableOfType(DecodeException.class,
					() -> Bytes.reader(bytes).readObject());
			if (thrown == null || !thrown.getMessage().startsWith("unknown format code 0x")) {
				known++;
				continue;
			}
			assertRefused(bytes);
			assertThatExceptionOfType(DecodeException.class).isThrownBy(() -> Bytes.reader(bytes).skip());
		}
		// Section 1.6 has 39 codes, and 0x00 announces a descriptor
		assertThat(known).isEqualTo(40);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "00", "00 00", "00 43", "00 53", "c0 02 01 00", "c0 03 01 00 43", "e0 02 01 00",
			"e0 04 01 00 53 10", "00 40 43", "00 a3 05 61" })
	void b29ConstructorsWithoutTheirValueAreRefused(String hex) {
		assertRefused(hex);
	}

	@Test
	void b29ValuesThatAreCutShortAnywhereAreRefused() {
		RandomValues values = new RandomValues(29, false);
		for (int i = 0; i < 2_000; i++) {
			byte[] bytes = Bytes.encode(values.value());
			for (int length = Math.max(0, bytes.length - 200); length < bytes.length; length++) {
				byte[] cut = Arrays.copyOf(bytes, length);
				DecodeException thrown = catchThrowableOfType(DecodeException.class,
						() -> Bytes.reader(cut).readObject());
				if (thrown == null) {
					throw new AssertionError("decoded " + HexFormat.of().formatHex(cut));
				}
			}
		}
	}

	@Test
	void b30SymbolsThatAreSeenOnceAreForgotten() {
		List<WeakReference<Symbol>> seen = new ArrayList<>();
		for (int i = 0; i < 1_000_000; i++) {
			byte[] name = ("n" + i).getBytes(StandardCharsets.US_ASCII);
			Symbol symbol = Symbol.valueOf(name, 0, name.length);
			if (i < 10_000) {
				seen.add(new WeakReference<>(symbol));
			}
		}
		System.gc();
		assertThat(seen.stream().filter((reference) -> reference.get() != null).count()).isLessThan(1_000);
	}

	@Test
	void b58SymbolicDescriptorsCountOnlyInFull() {
		assertThat(descriptor("amqp:data:binary")).isEqualTo(Descriptors.DATA);
		assertThat(descriptor("amqp:amqp-value:*")).isEqualTo(Descriptors.AMQP_VALUE);
		for (String name : new String[] { "amqp:data:binar", "amqp:data:binary2", "AMQP:data:binary", "amqp:data",
				"amqp:amqp-value:string", "amqp:", "" }) {
			assertThat(descriptor(name)).as(name).isEqualTo(Descriptors.UNKNOWN);
		}
		assertThat(Bytes.reader("00 80 0100000000000075 a0 00").readDescriptorCode()).isEqualTo(0x0100000000000075L);
	}

	@ParameterizedTest
	@ValueSource(strings = { "00 a1 01 61 40", "00 52 75 40", "00 40 40", "00 c0 01 00 40", "53 75", "40", "45" })
	void b58DescriptorsOfOtherTypesAreNoDescriptorCodes(String hex) {
		assertThatExceptionOfType(DecodeException.class).isThrownBy(() -> Bytes.reader(hex).readDescriptorCode());
	}

	@Test
	void theMessageSaysWhatWasClaimedAndWhere() {
		assertThatExceptionOfType(DecodeException.class)
			.isThrownBy(() -> Bytes.decode("c0 0c 02 40 d1 7ffffffe 00000002 40"))
			.withMessage("map claims 2147483646 bytes where 5 remain, at offset 4")
			.satisfies((ex) -> assertThat(ex.offset()).isEqualTo(4))
			.satisfies((ex) -> assertThat(ex.getStackTrace()).isEmpty());
		assertThatExceptionOfType(DecodeException.class).isThrownBy(() -> Bytes.reader("a10161").readUnsignedInt())
			.withMessage("uint expected, found string (0xa1), at offset 0");
	}

	private static long descriptor(String name) {
		return Bytes.reader(Bytes.join(new byte[] { 0 }, Bytes.encode(Symbol.valueOf(name)))).readDescriptorCode();
	}

	private static void assertRefused(String hex) {
		assertRefused(Bytes.hex(hex));
	}

	private static void assertRefused(byte[] bytes) {
		refusal(Bytes.reader(bytes));
		long before = Cost.allocatedBytes();
		DecodeException thrown = refusal(Bytes.reader(bytes));
		assertThat(Cost.allocatedBytes() - before).as("bytes allocated").isLessThan(MAX_ALLOCATED);
		assertThat(refusal(Bytes.readerOfDirect(bytes))).hasMessage(thrown.getMessage());
	}

	private static DecodeException refusal(AmqpReader reader) {
		try {
			Object value = reader.readObject();
			throw new AssertionError("decoded to " + Canonical.of(value));
		}
		catch (DecodeException ex) {
			return ex;
		}
	}

	private static byte[] array32(String count, byte[] constructor) {
		return Bytes.join(Bytes.hex("f0 %08x".formatted(4 + constructor.length) + count), constructor);
	}

	private static byte[] list32(int count, byte[]... elements) {
		byte[] content = Bytes.join(elements);
		return Bytes.join(Bytes.hex("d0 %08x %08x".formatted(4 + content.length, count)), content);
	}

	private static byte[] map32(int pairs, byte[] content) {
		return Bytes.join(Bytes.hex("d1 %08x %08x".formatted(4 + content.length, 2 * pairs)), content);
	}

	private static byte[] content(int pairs, IntFunction<byte[]> key) {
		byte[][] parts = new byte[2 * pairs][];
		for (int i = 0; i < pairs; i++) {
			parts[2 * i] = key.apply(i);
			parts[2 * i + 1] = new byte[] { 0x40 };
		}
		return Bytes.join(parts);
	}

}
