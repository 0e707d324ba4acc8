package io.github.amqpreceiver.internal.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FrameCutterTests {

	private static final long HEADER = 0x414d515000010000L;

	private final Frames frames = new Frames();

	private final FrameCutter cutter = new FrameCutter(this.frames);

	@Test
	void howeverTheBytesAreReadTheSameHeaderAndFramesComeOut() {
		Random random = new Random(5);
		for (int run = 0; run < 500; run++) {
			Frames seen = new Frames();
			FrameCutter cutting = new FrameCutter(seen);
			List<String> sent = new ArrayList<>(List.of("header " + Long.toHexString(HEADER)));
			// Memory outside of the heap goes through the window, if frames are small
			ByteBuf all = ((run % 2 == 0) ? Unpooled.buffer() : Unpooled.directBuffer()).writeLong(HEADER);
			for (int i = 0; i < 20; i++) {
				byte[] rest = new byte[4 + random.nextInt((run % 5 == 0) ? 5_000 : 60)];
				random.nextBytes(rest);
				all.writeInt(4 + rest.length).writeBytes(rest);
				sent.add(ByteBufUtil.hexDump(rest));
			}
			while (all.isReadable()) {
				int length = Math.min(all.readableBytes(), 1 + random.nextInt((run % 3 == 0) ? 60_000 : 1 + run % 150));
				cutting.read(all.readSlice(length), UnpooledByteBufAllocator.DEFAULT);
			}
			assertThat(seen.seen).as("run " + run).isEqualTo(sent);
			cutting.end();
			all.release();
		}
	}

	@Test
	void aFrameWhoseSizeCannotBeEndsTheCutting() {
		this.frames.header = false;
		read("00000008" + "00000000" + "00000007" + "00000000");
		read("00000008" + "00000000");
		assertThat(this.frames.seen).containsExactly("00000000", "bad 7");
	}

	@Test
	void aSizeThatCannotBeIsSeenThoughItComesInPieces() {
		this.frames.header = false;
		read("00010000" + "0000");
		read("ff");
		assertThat(this.frames.seen).containsExactly("bad 65536");
	}

	@Test
	void nothingIsHandedOnOnceStopped() {
		this.frames.header = false;
		this.frames.onFrame = this.cutter::stop;
		read("00000008" + "00000001" + "00000008" + "00000002" + "000000");
		read("08" + "00000003");
		assertThat(this.frames.seen).containsExactly("00000001");
		this.cutter.end();
	}

	@Test
	void whatHadBegunIsReleasedAtTheEnd() {
		this.frames.header = false;
		UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false);
		this.cutter.read(Unpooled.buffer().writeInt(100).writeInt(0), allocator);
		assertThat(allocator.metric().usedDirectMemory()).isPositive().isLessThan(100);
		this.cutter.end();
		assertThat(allocator.metric().usedDirectMemory()).isZero();
	}

	private void read(String hex) {
		this.cutter.read(Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex)), UnpooledByteBufAllocator.DEFAULT);
	}

	/** Notes what was cut: a header first, then frames of at most 8,192 bytes. */
	private static final class Frames implements FrameSink {

		private final List<String> seen = new ArrayList<>();

		private boolean header = true;

		private Runnable onFrame = () -> {
		};

		@Override
		public boolean expectsHeader() {
			return this.header;
		}

		@Override
		public int maxFrameSize() {
			return 8_192;
		}

		@Override
		public void onHeader(long header) {
			this.header = false;
			this.seen.add("header " + Long.toHexString(header));
		}

		@Override
		public void burstBegan() {
		}

		@Override
		public void onFrame(ByteBuf buf, int start, int end) {
			this.seen.add(ByteBufUtil.hexDump(buf, start + 4, end - start - 4));
			this.onFrame.run();
		}

		@Override
		public void onBadSize(long size) {
			this.seen.add("bad " + size);
		}

		@Override
		public void burstEnded() {
		}

		@Override
		public void onClosed(@Nullable Throwable cause) {
		}

	}

}
