package io.github.amqpreceiver.internal.codec;

import java.util.HexFormat;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Our codec and protonj2's agree on 100,000 random values in each direction.
 */
class ProtonDifferentialTests {

	private static final int VALUES = 100_000;

	private final ProtonOracle oracle = new ProtonOracle();

	@Test
	void whatProtonEncodesIsDecodedToTheSameValueFromHeapAndDirectMemory() {
		RandomValues values = new RandomValues(1, true);
		for (int i = 0; i < VALUES; i++) {
			Object value = values.value();
			byte[] bytes = this.oracle.encode(value);
			assertDecodes(i, value, bytes, Bytes.reader(bytes));
			assertDecodes(i, value, bytes, Bytes.readerOfDirect(bytes));
		}
	}

	@Test
	void protonDecodesWhatWeEncodeToTheSameValue() {
		RandomValues values = new RandomValues(2, false);
		int outOfReach = 0;
		for (int i = 0; i < VALUES; i++) {
			Object value = values.value();
			byte[] bytes = Bytes.encode(value);
			assertSame(Bytes.decode(bytes), value, i, bytes);
			if (ProtonOracle.canHold(value)) {
				assertSame(this.oracle.decode(bytes), ProtonOracle.asDecoded(value), i, bytes);
			}
			else {
				outOfReach++;
			}
		}
		assertThat(outOfReach).isLessThan(VALUES / 10);
	}

	private static void assertDecodes(int number, Object value, byte[] bytes, AmqpReader reader) {
		assertSame(reader.readObject(), value, number, bytes);
		assertThat(reader.remaining()).isZero();
	}

	private static void assertSame(Object actual, Object expected, int number, byte[] bytes) {
		String text = Canonical.of(actual);
		// The description costs more than the decoding
		if (!text.equals(Canonical.of(expected))) {
			assertThat(text).as("value %d in %s", number, HexFormat.of().formatHex(bytes))
				.isEqualTo(Canonical.of(expected));
		}
	}

}
