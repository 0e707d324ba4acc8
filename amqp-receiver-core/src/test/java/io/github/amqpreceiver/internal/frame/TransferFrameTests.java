package io.github.amqpreceiver.internal.frame;

import io.github.amqpreceiver.internal.codec.DecodeException;
import io.github.amqpreceiver.options.Limits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TransferFrameTests {

	private static final String USUAL_DESCRIPTOR = "005314";

	/** Only the general reader knows it. */
	private static final String WIDE_DESCRIPTOR = "00800000000000000014";

	private final TransferFrame frame = new TransferFrame(Limits.DEFAULT);

	@Test
	void aTransferFromABrokerIsReadFieldByField() {
		decode(USUAL_DESCRIPTOR + "c0110b" + "43" + "5205" + "a003010203" + "43" + "42" + "41" + "40" + "40" + "42"
				+ "42" + "41" + "aabb");
		assertThat(this.frame.handle()).isZero();
		assertThat(this.frame.deliveryId()).isEqualTo(5);
		assertThat(this.frame.hasTag()).isTrue();
		assertThat(this.frame.tagIndex()).isEqualTo(11);
		assertThat(this.frame.tagLength()).isEqualTo(3);
		assertThat(this.frame.messageFormat()).isZero();
		assertThat(this.frame.settledPresent()).isTrue();
		assertThat(this.frame.settled()).isFalse();
		assertThat(this.frame.more()).isTrue();
		assertThat(this.frame.rcvSettleMode()).isEqualTo(-1);
		assertThat(this.frame.resume()).isFalse();
		assertThat(this.frame.aborted()).isFalse();
		assertThat(this.frame.batchable()).isTrue();
		assertThat(this.frame.payloadIndex()).isEqualTo(22);
		assertThat(this.frame.payloadLength()).isEqualTo(2);
	}

	@Test
	void nothingOfAnEarlierTransferIsLeft() {
		decode(USUAL_DESCRIPTOR + "c0120b" + "43" + "5205" + "a003010203" + "43" + "41" + "41" + "5001" + "40" + "41"
				+ "41" + "41" + "aabb");
		decode(USUAL_DESCRIPTOR + "c0020143");
		assertThat(this.frame.deliveryId()).isEqualTo(-1);
		assertThat(this.frame.hasTag()).isFalse();
		assertThat(this.frame.tagLength()).isZero();
		assertThat(this.frame.messageFormat()).isEqualTo(-1);
		assertThat(this.frame.settledPresent()).isFalse();
		assertThat(this.frame.settled()).isFalse();
		assertThat(this.frame.more()).isFalse();
		assertThat(this.frame.rcvSettleMode()).isEqualTo(-1);
		assertThat(this.frame.resume()).isFalse();
		assertThat(this.frame.aborted()).isFalse();
		assertThat(this.frame.batchable()).isFalse();
		assertThat(this.frame.payloadLength()).isZero();
	}

	@Test
	void aListOfTheWideKindIsReadToo() {
		decode(USUAL_DESCRIPTOR + "d00000000a00000003" + "43" + "5205" + "a00107" + "aabb");
		assertThat(this.frame.deliveryId()).isEqualTo(5);
		assertThat(this.frame.tagLength()).isEqualTo(1);
		assertThat(this.frame.payloadLength()).isEqualTo(2);
	}

	@Test
	void aDeliveryStateIsSkippedByItsSize() {
		decode(USUAL_DESCRIPTOR + "c0130a" + "43" + "404040" + "4040" + "5001" + "005334c0030240ff" + "40" + "41"
				+ "99");
		assertThat(this.frame.rcvSettleMode()).isEqualTo(1);
		assertThat(this.frame.aborted()).isTrue();
		assertThat(this.frame.payloadLength()).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "00", "0053", "005314", "00531445", "005314c0", "005314c00000", "005314c00100",
			// no handle, an odd handle
			"005314c0020140", "005314c002015043", "005314c0020142", "005314c003015600",
			// size smaller and larger than the content, and than the frame
			"005314c0030143", "005314c0040152434343", "005314c0ff0143", "005314d00000000500000001",
			"005314d0ffffffff0000000143", "005314d07fffffff0000000143", "005314d00000000300000001",
			// too many fields, and too few
			"005314c00e0c434040404040404040404040", "005314c0020243", "005314d000000005ffffffff43",
			"005314d00000000580000000" + "43",
			// tag larger than the list, tag of another type, settle mode 2
			"005314c0060343" + "40" + "a0" + "0500", "005314c0050343" + "40" + "a1" + "00",
			"005314c00a0743404040404040" + "5002", "005314c00a0743404040404040" + "4101",
			// another descriptor
			"005315c0020143", "4053", "a30140" })
	void whatIsNoTransferIsAnError(String hex) {
		assertThatExceptionOfType(DecodeException.class).isThrownBy(() -> decode(hex));
	}

	@Test
	void theQuickWayReadsWhatTheGeneralWayReads() {
		for (int seed = 0; seed < 30_000; seed++) {
			RandomFrames random = new RandomFrames(seed);
			String fields = fields(random);
			String quick = result(USUAL_DESCRIPTOR + fields);
			String general = result(WIDE_DESCRIPTOR + fields);
			assertThat(quick).as("seed %d: %s", seed, fields).isEqualTo(general);
		}
	}

	/** A list of fields in any of their encodings, in one of eight something wrong. */
	private static String fields(RandomFrames random) {
		StringBuilder content = new StringBuilder();
		int count = random.below(12);
		for (int field = 0; field < count; field++) {
			content.append((random.below(60) == 0) ? ByteBufUtil.hexDump(random.bytes(1)) : field(random, field));
		}
		int size = content.length() / 2 + ((random.below(20) == 0) ? random.below(5) - 2 : 0);
		int claimed = count + ((random.below(20) == 0) ? random.below(3) - 1 : 0);
		String list = random.bool() ? "c0%02x%02x".formatted(size + 1 & 0xff, claimed & 0xff)
				: "d0%08x%08x".formatted(size + 4, claimed);
		return list + content + ByteBufUtil.hexDump(random.bytes(random.below(4)));
	}

	private static String field(RandomFrames random, int field) {
		if (field > 0 && random.below(3) == 0) {
			return "40";
		}
		return switch (field) {
			case 0, 1, 3 -> new String[] { "43", "52%02x".formatted(random.below(256)),
					"70%08x".formatted((int) random.uint()) }[random.below(3)];
			case 2 -> {
				byte[] tag = random.bytes(random.below(33));
				yield (random.below(5) == 0 ? "b0%08x" : "a0%02x").formatted(tag.length) + ByteBufUtil.hexDump(tag);
			}
			case 6 -> "50%02x".formatted(random.below(3));
			case 7 -> new String[] { "00532445", "005334c0030140ff", "80" + "00".repeat(8) }[random.below(3)];
			default -> new String[] { "41", "42", "5600", "5601" }[random.below(4)];
		};
	}

	private String result(String hex) {
		int start = hex.startsWith(USUAL_DESCRIPTOR) ? 3 : 10;
		try {
			decode(hex);
			return "%d %d %d+%d %d %d %d %d+%d".formatted(this.frame.handle(), this.frame.deliveryId(),
					this.frame.hasTag() ? this.frame.tagIndex() - start : -1, this.frame.tagLength(),
					this.frame.messageFormat(), this.frame.rcvSettleMode(), this.frame.flags,
					this.frame.payloadIndex() - start, this.frame.payloadLength());
		}
		catch (DecodeException ex) {
			return "error";
		}
	}

	private void decode(String hex) {
		ByteBuf buf = Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex));
		this.frame.decode(buf, 0, buf.writerIndex());
	}

}
