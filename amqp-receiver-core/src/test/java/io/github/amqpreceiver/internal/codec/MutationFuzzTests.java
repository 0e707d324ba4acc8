package io.github.amqpreceiver.internal.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * 100,000 valid encodings with a few bytes wrong, on a thread with a small stack: each is
 * a value again or our exception. {@code -Damqp.fuzz.mutants} asks for more, and
 * {@code -Damqp.fuzz.seed} for others.
 */
class MutationFuzzTests {

	private static final int MUTANTS = Integer.getInteger("amqp.fuzz.mutants", 100_000);

	private static final long SEED = Long.getLong("amqp.fuzz.seed", 26);

	/** Sizes, counts and codes that are more often wrong than others. */
	private static final int[] NASTY = { 0x00, 0x01, 0x40, 0x43, 0x45, 0x52, 0x56, 0x70, 0x73, 0x7f, 0x80, 0xa0, 0xa1,
			0xa3, 0xb1, 0xc0, 0xc1, 0xd0, 0xd1, 0xe0, 0xf0, 0xfe, 0xff };

	private final SplittableRandom random = new SplittableRandom(SEED);

	private long cpuNanos;

	private int decoded;

	private int refused;

	@Test
	void mutantsAreDecodedOrRefusedAndNothingElse() {
		NestingTests.onSmallStack(this::fuzz);
		assertThat(this.decoded).isGreaterThan(MUTANTS / 20);
		assertThat(this.refused).isGreaterThan(MUTANTS / 20);
		// Two hundred microseconds each: a mutant that takes long would show
		assertThat(this.cpuNanos / MUTANTS).as("CPU nanoseconds per mutant").isLessThan(200_000);
	}

	private void fuzz() {
		List<byte[]> valid = corpus();
		for (int i = 0; i < MUTANTS; i++) {
			byte[] mutant = mutate(valid.get(this.random.nextInt(valid.size())), valid);
			try {
				check(mutant);
			}
			catch (RuntimeException | Error ex) {
				throw new AssertionError("mutant " + HexFormat.of().formatHex(mutant), ex);
			}
		}
		this.cpuNanos = Cost.cpuNanos();
	}

	private static List<byte[]> corpus() {
		RandomValues values = new RandomValues(SEED, false);
		List<byte[]> valid = new ArrayList<>();
		while (valid.size() < 2_000) {
			byte[] bytes = Bytes.encode(values.value());
			if (bytes.length < 2_000) {
				valid.add(bytes);
			}
		}
		return valid;
	}

	private void check(byte[] mutant) {
		AmqpReader reader = Bytes.reader(mutant);
		AmqpReader direct = Bytes.readerOfDirect(mutant);
		try {
			Object value = reader.readObject();
			this.decoded++;
			String text = Canonical.of(value);
			assertSame(Canonical.of(direct.readObject()), text);
			// What is decoded can be encoded, but for arrays without descriptor.
			if (!text.contains("array()")) {
				assertSame(Canonical.of(Bytes.decode(Bytes.encode(value))), text);
			}
			AmqpReader skipping = Bytes.reader(mutant);
			skipping.skip();
			assertSame(skipping.index(), reader.index());
		}
		catch (DecodeException ex) {
			this.refused++;
			assertThat(ex.offset()).isBetween(0, mutant.length);
			skipOrRefuse(mutant);
		}
	}

	private static void skipOrRefuse(byte[] mutant) {
		try {
			AmqpReader reader = Bytes.reader(mutant);
			while (reader.remaining() > 0) {
				reader.skip();
			}
		}
		catch (DecodeException ex) {
			assertThat(ex).hasMessageContaining(", at offset ");
		}
	}

	private byte[] mutate(byte[] original, List<byte[]> valid) {
		byte[] mutant = original.clone();
		for (int i = this.random.nextInt(1, 4); i > 0 && mutant.length > 0; i--) {
			int at = this.random.nextInt(Math.min(mutant.length, 1 + this.random.nextInt(mutant.length)));
			switch (this.random.nextInt(7)) {
				case 0 -> mutant[at] ^= (byte) (1 << this.random.nextInt(8));
				case 1, 2 -> mutant[at] = (byte) NASTY[this.random.nextInt(NASTY.length)];
				case 3 -> mutant[at] += (byte) (this.random.nextBoolean() ? 1 : -1);
				case 4 -> mutant = Arrays.copyOf(mutant, at + 1);
				case 5 -> mutant = Bytes.join(Arrays.copyOf(mutant, at), new byte[this.random.nextInt(1, 5)],
						Arrays.copyOfRange(mutant, at, mutant.length));
				default -> mutant = Bytes.join(Arrays.copyOf(mutant, at), valid.get(this.random.nextInt(valid.size())));
			}
		}
		return mutant;
	}

	private static void assertSame(Object actual, Object expected) {
		if (!actual.equals(expected)) {
			assertThat(actual).isEqualTo(expected);
		}
	}

}
