package io.github.amqpreceiver.internal.frame;

import java.lang.management.ManagementFactory;

import com.sun.management.ThreadMXBean;
import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.options.Limits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What comes with each message or burst takes no heap. */
class HotFrameCostTests {

	private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private static final int ROUNDS = 100_000;

	private final ByteBuf out = Unpooled.buffer(1024);

	private final ByteBuf payload = Unpooled.wrappedBuffer(new byte[100]);

	private final byte[] tag = { 0, 0, 0, 1 };

	private final TransferFrame transfer = new TransferFrame(Limits.DEFAULT);

	private final FrameTrace trace = new FrameTrace();

	@Test
	void writingTakesNoHeap() {
		assertThat(perRound(() -> {
			this.out.clear();
			FrameWriter.writeFlow(this.out, 1, 5, 2048, 1, 0xffff_ffffL, 0, 700, 300, -1, false, false);
			FrameWriter.writeDisposition(this.out, 1, true, 1000, 1099, true, Outcome.accepted());
			FrameWriter.writeDisposition(this.out, 1, true, 1000, 1000, true, Outcome.failed());
			FrameWriter.writeTransfer(this.out, 1, 0, 5, this.tag, 0, false, false, this.payload, 0, 100);
			FrameWriter.writeEmpty(this.out);
		})).isZero();
	}

	@Test
	void readingATransferAndKeepingItInTheTraceTakesNoHeap() {
		ByteBuf narrow = body("005314c0110b" + "43" + "5205" + "a003010203" + "4342424040424241");
		ByteBuf wide = body("005314d0000000170000000b" + "43" + "7000000101a003010203" + "4342424040424241");
		assertThat(perRound(() -> {
			this.transfer.decode(narrow, 0, narrow.writerIndex());
			this.trace.transfer(1, this.transfer);
			this.transfer.decode(wide, 0, wide.writerIndex());
			this.trace.transfer(1, this.transfer);
		})).isZero();
		assertThat(this.transfer.deliveryId()).isEqualTo(0x101);
	}

	@Test
	void keepingSmallFramesInTheTraceTakesNoHeap() {
		FrameWriter.writeDisposition(this.out, 1, true, 1000, 1099, true, Outcome.accepted());
		int end = this.out.writerIndex();
		assertThat(perRound(() -> this.trace.frame(true, this.out, 0, end))).isZero();
	}

	private static ByteBuf body(String hex) {
		return Unpooled.buffer().writeBytes(ByteBufUtil.decodeHexDump(hex)).writeBytes(new byte[64]);
	}

	private static long perRound(Runnable work) {
		for (int i = 0; i < ROUNDS; i++) {
			work.run();
		}
		long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
		for (int i = 0; i < ROUNDS; i++) {
			work.run();
		}
		long used = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
		return used / ROUNDS;
	}

}
