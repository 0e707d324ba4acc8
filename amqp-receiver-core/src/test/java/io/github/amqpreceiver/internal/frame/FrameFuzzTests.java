package io.github.amqpreceiver.internal.frame;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.internal.codec.CodecException;
import io.github.amqpreceiver.options.Limits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/**
 * Frames with a few bytes changed: each is read, or refused with our own exception, at
 * once.
 */
class FrameFuzzTests {

	private static final int MUTANTS = Integer.getInteger("amqp.receiver.test.mutants", 100_000);

	private static final long MAX_NANOS = Duration.ofSeconds(1).toNanos();

	private static final int[] TELLING = { 0, 1, 0x40, 0x41, 0x43, 0x44, 0x45, 0x52, 0x53, 0x70, 0x80, 0xa0, 0xa1, 0xa3,
			0xb0, 0xb1, 0xb3, 0xc0, 0xc1, 0xd0, 0xd1, 0xe0, 0xf0, 0x7f, 0xff };

	private final PerformativeDecoder decoder = new PerformativeDecoder(Limits.DEFAULT);

	private final TransferFrame transfer = new TransferFrame(Limits.DEFAULT);

	private final DispositionFrame disposition = new DispositionFrame(Limits.DEFAULT);

	private final FrameTrace trace = new FrameTrace();

	@Test
	void mutantsAreReadOrRefused() {
		List<byte[]> seeds = seeds();
		Random random = new Random(1);
		int refused = 0;
		for (int i = 0; i < MUTANTS; i++) {
			byte[] mutant = mutate(seeds.get(i % seeds.size()).clone(), random);
			long began = System.nanoTime();
			if (!read(Unpooled.wrappedBuffer(mutant))) {
				refused++;
			}
			if (System.nanoTime() - began > MAX_NANOS) {
				fail("A mutant takes too long: " + ByteBufUtil.hexDump(mutant));
			}
		}
		assertThat(refused).isBetween(MUTANTS / 4, MUTANTS * 99 / 100);
	}

	private boolean read(ByteBuf frame) {
		int end = frame.writerIndex();
		this.trace.frame(false, frame, 0, end);
		assertThat(FrameTrace.line(false, frame, 0, end)).doesNotContain("\n", "\r", "\u001b");
		try {
			long descriptor = PerformativeDecoder.descriptor(frame, 8, end);
			if (descriptor == 0x14) {
				this.transfer.decode(frame, 8, end);
				assertThat(this.transfer.payloadIndex()).isBetween(8, end);
				assertThat(this.transfer.tagIndex() + this.transfer.tagLength()).isBetween(0, end);
				assertThat(this.transfer.handle()).isBetween(0L, 0xffff_ffffL);
			}
			else if (descriptor == 0x15) {
				this.disposition.decode(frame, 8, end);
			}
			else {
				this.decoder.decode(frame, 8, end);
			}
			return true;
		}
		catch (CodecException ex) {
			return false;
		}
	}

	private static List<byte[]> seeds() {
		List<byte[]> seeds = new ArrayList<>();
		for (int seed = 0; seed < 200; seed++) {
			RandomFrames random = new RandomFrames(seed);
			ByteBuf out = Unpooled.buffer();
			switch (seed % 4) {
				case 0 -> FrameWriter.writeTransfer(out, 0, random.uint(), random.uintOrAbsent(), random.bytes(4),
						random.uint(), random.bool(), random.bool(), Unpooled.wrappedBuffer(new byte[4]), 0, 4);
				case 1 -> FrameWriter.writeDisposition(out, 0, random.bool(), random.uint(), random.uint(),
						random.bool(), random.orNull(random::outcome));
				default -> FrameWriter.write(out, 0, random.performative());
			}
			seeds.add(ByteBufUtil.getBytes(out));
		}
		ByteBuf out = Unpooled.buffer();
		FrameWriter.writeDisposition(out, 0, true, 0, 0, true, Outcome.accepted());
		seeds.add(ByteBufUtil.getBytes(out));
		return seeds;
	}

	/** The header stays: cutting frames is somebody else's business. */
	private static byte[] mutate(byte[] frame, Random random) {
		byte[] mutant = frame;
		for (int i = 1 + random.nextInt(3); i > 0 && mutant.length > 8; i--) {
			int at = 8 + random.nextInt(mutant.length - 8);
			switch (random.nextInt(4)) {
				case 0 -> mutant[at] = (byte) TELLING[random.nextInt(TELLING.length)];
				case 1 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
				case 2 -> mutant = java.util.Arrays.copyOf(mutant, at);
				default -> {
					byte[] longer = java.util.Arrays.copyOf(mutant, mutant.length + 4);
					System.arraycopy(mutant, at, longer, at + 4, mutant.length - at);
					mutant = longer;
				}
			}
		}
		return mutant;
	}

}
