package io.github.amqpreceiver.internal.frame;

import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.options.Limits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.apache.qpid.protonj2.types.transport.DeliveryState;
import org.apache.qpid.protonj2.types.transport.Disposition;
import org.apache.qpid.protonj2.types.transport.ReceiverSettleMode;
import org.apache.qpid.protonj2.types.transport.Role;
import org.apache.qpid.protonj2.types.transport.Transfer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever we write another library reads as the same, and the other way round.
 */
class FrameDifferentialTests {

	private static final int ROUNDS = 4_000;

	private final PerformativeDecoder decoder = new PerformativeDecoder(Limits.DEFAULT);

	@Test
	void theOracleReadsEachPerformativeThatWeWrite() {
		for (int seed = 0; seed < ROUNDS; seed++) {
			Performative performative = new RandomFrames(seed).performative();
			int channel = seed % 65_536;
			ByteBuf out = Unpooled.buffer();
			FrameWriter.write(out, channel, performative);
			Object read = ProtonCodec.decode(ProtonCodec.body(out, FrameHeader.TYPE_AMQP, channel));
			assertThat(ProtonPerformatives.from(read)).as("seed %d", seed).isEqualTo(performative);
		}
	}

	@Test
	void weReadEachPerformativeThatTheOracleWrites() {
		for (int seed = 0; seed < ROUNDS; seed++) {
			Performative performative = new RandomFrames(seed).performative();
			ByteBuf body = behindGarbage(ProtonCodec.encode(ProtonPerformatives.to(performative)));
			assertThat(PerformativeDecoder.descriptor(body, 3, body.writerIndex()))
				.isEqualTo(performative.descriptor());
			assertThat(this.decoder.decode(body, 3, body.writerIndex())).as("seed %d", seed).isEqualTo(performative);
		}
	}

	@Test
	void weReadEachPerformativeThatWeWrite() {
		for (int seed = 0; seed < ROUNDS; seed++) {
			Performative performative = new RandomFrames(seed).performative();
			ByteBuf out = Unpooled.directBuffer();
			FrameWriter.write(out, 1, performative);
			assertThat(this.decoder.decode(out, 8, out.writerIndex())).as("seed %d", seed).isEqualTo(performative);
			out.release();
		}
	}

	@Test
	void weReadEachTransferThatTheOracleWrites() {
		TransferFrame transfer = new TransferFrame(Limits.DEFAULT);
		for (int seed = 0; seed < ROUNDS; seed++) {
			RandomFrames random = new RandomFrames(seed);
			Transfer written = transfer(random);
			byte[] payload = random.bytes(random.below(300));
			ByteBuf body = behindGarbage(ProtonCodec.encode(written));
			int payloadIndex = body.writerIndex();
			body.writeBytes(payload);
			transfer.decode(body, 3, body.writerIndex());
			assertThat(transfer.handle()).as("seed %d", seed).isEqualTo(written.getHandle());
			assertThat(transfer.deliveryId()).isEqualTo(written.hasDeliveryId() ? written.getDeliveryId() : -1);
			assertThat(transfer.hasTag()).isEqualTo(written.hasDeliveryTag());
			if (transfer.hasTag()) {
				byte[] tag = new byte[transfer.tagLength()];
				body.getBytes(transfer.tagIndex(), tag);
				assertThat(tag).isEqualTo(written.getDeliveryTag().tagBytes());
			}
			assertThat(transfer.messageFormat())
				.isEqualTo(written.hasMessageFormat() ? written.getMessageFormat() : -1);
			assertThat(transfer.settledPresent()).isEqualTo(written.hasSettled());
			assertThat(transfer.settled()).isEqualTo(written.getSettled());
			assertThat(transfer.more()).isEqualTo(written.getMore());
			assertThat(transfer.rcvSettleMode())
				.isEqualTo(written.hasRcvSettleMode() ? written.getRcvSettleMode().ordinal() : -1);
			assertThat(transfer.resume()).isEqualTo(written.getResume());
			assertThat(transfer.aborted()).isEqualTo(written.getAborted());
			assertThat(transfer.batchable()).isEqualTo(written.getBatchable());
			assertThat(transfer.payloadIndex()).isEqualTo(payloadIndex);
			assertThat(transfer.payloadLength()).isEqualTo(payload.length);
		}
	}

	private static Transfer transfer(RandomFrames random) {
		Transfer transfer = new Transfer().setHandle(random.uint());
		if (random.bool()) {
			transfer.setDeliveryId(random.uint());
		}
		if (random.bool()) {
			transfer.setDeliveryTag(random.bytes(random.below(33)));
		}
		if (random.bool()) {
			transfer.setMessageFormat(random.uint());
		}
		if (random.bool()) {
			transfer.setSettled(random.bool());
		}
		if (random.bool()) {
			transfer.setMore(random.bool());
		}
		if (random.below(4) == 0) {
			transfer.setRcvSettleMode(ReceiverSettleMode.values()[random.below(2)]);
		}
		if (random.below(4) == 0) {
			transfer.setState(ProtonPerformatives.to(random.outcome()));
		}
		if (random.below(4) == 0) {
			transfer.setResume(random.bool());
		}
		if (random.below(4) == 0) {
			transfer.setAborted(random.bool());
		}
		if (random.below(4) == 0) {
			transfer.setBatchable(random.bool());
		}
		return transfer;
	}

	@Test
	void theOracleReadsEachTransferThatWeWrite() {
		for (int seed = 0; seed < ROUNDS; seed++) {
			RandomFrames random = new RandomFrames(seed);
			long handle = random.uint();
			long deliveryId = random.uintOrAbsent();
			byte[] tag = random.bytes(random.below(33));
			long messageFormat = random.uint();
			boolean settled = random.bool();
			boolean more = random.bool();
			ByteBuf out = Unpooled.buffer();
			FrameWriter.writeTransfer(out, 5, handle, deliveryId, tag, messageFormat, settled, more,
					Unpooled.wrappedBuffer(new byte[] { 9, 1, 2, 3, 9 }), 1, 3);
			byte[] body = ProtonCodec.body(out, FrameHeader.TYPE_AMQP, 5);
			assertThat(body).endsWith(1, 2, 3);
			Transfer read = (Transfer) ProtonCodec.decode(java.util.Arrays.copyOf(body, body.length - 3));
			assertThat(read.getHandle()).as("seed %d", seed).isEqualTo(handle);
			assertThat(read.hasDeliveryId()).isEqualTo(deliveryId >= 0);
			assertThat(read.hasDeliveryTag()).isEqualTo(deliveryId >= 0);
			assertThat(read.hasMessageFormat()).isEqualTo(deliveryId >= 0);
			if (deliveryId >= 0) {
				assertThat(read.getDeliveryId()).isEqualTo(deliveryId);
				assertThat(read.getDeliveryTag().tagBytes()).isEqualTo(tag);
				assertThat(read.getMessageFormat()).isEqualTo(messageFormat);
			}
			assertThat(read.getSettled()).isEqualTo(settled);
			assertThat(read.getMore()).isEqualTo(more);
		}
	}

	@Test
	void theOracleReadsEachDispositionThatWeWriteAndSoDoWe() {
		DispositionFrame frame = new DispositionFrame(Limits.DEFAULT);
		for (int seed = 0; seed < ROUNDS; seed++) {
			RandomFrames random = new RandomFrames(seed);
			boolean receiver = random.bool();
			long first = random.uint();
			long last = random.bool() ? first : random.uint();
			boolean settled = random.bool();
			Outcome outcome = random.orNull(random::outcome);
			ByteBuf out = Unpooled.buffer();
			FrameWriter.writeDisposition(out, 3, receiver, first, last, settled, outcome);
			Disposition read = (Disposition) ProtonCodec.decode(ProtonCodec.body(out, FrameHeader.TYPE_AMQP, 3));
			assertThat(read.getRole()).as("seed %d", seed).isEqualTo(Role.valueOf(receiver));
			assertThat(read.getFirst()).isEqualTo(first);
			assertThat(read.hasLast() ? read.getLast() : first).isEqualTo(last);
			assertThat(read.getSettled()).isEqualTo(settled);
			assertThat(ProtonPerformatives.from(read.getState())).isEqualTo(outcome);
			frame.decode(out, 8, out.writerIndex());
			check(frame, read, last, outcome);
		}
	}

	@Test
	void weReadEachDispositionThatTheOracleWrites() {
		DispositionFrame frame = new DispositionFrame(Limits.DEFAULT);
		for (int seed = 0; seed < ROUNDS; seed++) {
			RandomFrames random = new RandomFrames(seed);
			Outcome outcome = random.orNull(random::outcome);
			Disposition written = new Disposition().setRole(Role.valueOf(random.bool())).setFirst(random.uint());
			if (random.bool()) {
				written.setLast(random.uint());
			}
			if (random.bool()) {
				written.setSettled(random.bool());
			}
			DeliveryState state = ProtonPerformatives.to(outcome);
			if (state != null) {
				written.setState(state);
			}
			if (random.bool()) {
				written.setBatchable(random.bool());
			}
			ByteBuf body = behindGarbage(ProtonCodec.encode(written));
			frame.decode(body, 3, body.writerIndex());
			check(frame, written, written.hasLast() ? written.getLast() : written.getFirst(), outcome);
		}
	}

	private static void check(DispositionFrame frame, Disposition expected, long last, Outcome outcome) {
		assertThat(frame.receiverRole()).isEqualTo(expected.getRole() == Role.RECEIVER);
		assertThat(frame.first()).isEqualTo(expected.getFirst());
		assertThat(frame.last()).isEqualTo(last);
		assertThat(frame.settled()).isEqualTo(expected.getSettled());
		assertThat(frame.outcome()).isEqualTo(outcome);
		assertThat(frame.stateCode())
			.isEqualTo((outcome == null) ? 0 : new long[] { 0x24, 0x26, 0x25, 0x27 }[outcome.kind().ordinal()]);
	}

	/** Nothing may depend on where in a buffer a frame begins. */
	private static ByteBuf behindGarbage(byte[] body) {
		return Unpooled.buffer().writeBytes(new byte[] { 0, 0x53, 0x14 }).writeBytes(body);
	}

}
