package io.github.amqpreceiver.internal.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.concurrent.FastThreadLocal;
import org.jspecify.annotations.Nullable;

/**
 * Cuts protocol headers and frames out of what was read. A frame that begins in one read
 * and ends in another is put together in a buffer that grows with what has come of it,
 * not with what it claims; many small ones are first brought into a {@link FrameWindow};
 * all others are cut where they lie. Owned by the event loop.
 */
final class FrameCutter {

	private static final int HEADER = 8;

	private static final int SMALLEST_FRAME = 8;

	/** A thread's window, unless that is being looked through. */
	private static final FastThreadLocal<FrameWindow> WINDOW = new FastThreadLocal<>();

	/** Stands for a frame whose size cannot be. */
	private static final int BAD = -1;

	private final FrameSink sink;

	/** The beginning of a frame or header whose end was not read yet, or null. */
	private @Nullable ByteBuf begun;

	private boolean stopped;

	FrameCutter(FrameSink sink) {
		this.sink = sink;
	}

	/**
	 * Hands on all that is whole, and keeps the rest.
	 * @param in what was read; the caller releases it
	 * @param allocator for the rest
	 */
	void read(ByteBuf in, ByteBufAllocator allocator) {
		if (this.begun != null && !this.stopped) {
			complete(this.begun, in);
		}
		if (this.begun == null) {
			cut(in);
			if (in.isReadable() && !this.stopped) {
				this.begun = allocator.directBuffer(in.readableBytes()).writeBytes(in);
			}
		}
	}

	private void complete(ByteBuf unit, ByteBuf in) {
		int wanted = wanted(unit);
		while (unit.readableBytes() < wanted) {
			if (!in.isReadable()) {
				return;
			}
			unit.writeBytes(in, Math.min(wanted - unit.readableBytes(), in.readableBytes()));
			wanted = wanted(unit);
		}
		this.begun = null;
		try {
			cut(unit);
		}
		finally {
			unit.release();
		}
	}

	private void cut(ByteBuf in) {
		while (!this.stopped && in.readableBytes() >= Integer.BYTES) {
			int wanted = wanted(in);
			if (wanted == BAD) {
				bad(in);
				return;
			}
			if (in.readableBytes() < wanted) {
				return;
			}
			if (FrameWindow.isWorthwhile(in, wanted)) {
				cutInWindow(in);
			}
			else {
				unit(in, wanted);
			}
		}
	}

	private void cutInWindow(ByteBuf in) {
		FrameWindow window = WINDOW.getIfExists();
		WINDOW.remove();
		window = (window != null) ? window : new FrameWindow();
		ByteBuf frames = window.fill(in);
		int wanted = wanted(frames);
		while (!this.stopped && wanted != BAD && frames.readableBytes() >= wanted) {
			unit(frames, wanted);
			wanted = wanted(frames);
		}
		in.skipBytes(frames.readerIndex());
		WINDOW.set(window);
	}

	private void unit(ByteBuf in, int size) {
		int start = in.readerIndex();
		if (this.sink.expectsHeader()) {
			this.sink.onHeader(in.getLong(start));
		}
		else {
			this.sink.onFrame(in, start, start + size);
		}
		in.readerIndex(start + size);
	}

	private void bad(ByteBuf in) {
		this.stopped = true;
		this.sink.onBadSize(in.getUnsignedInt(in.readerIndex()));
	}

	/** How many bytes there have to be until something can be done. */
	private int wanted(ByteBuf unit) {
		if (this.sink.expectsHeader()) {
			return HEADER;
		}
		if (unit.readableBytes() < Integer.BYTES) {
			return Integer.BYTES;
		}
		long size = unit.getUnsignedInt(unit.readerIndex());
		return (size < SMALLEST_FRAME || size > this.sink.maxFrameSize()) ? BAD : (int) size;
	}

	/** Nothing that comes from now on is looked at. */
	void stop() {
		this.stopped = true;
	}

	/** The socket is gone, and with it the end of what has begun. */
	void end() {
		stop();
		if (this.begun != null) {
			this.begun.release();
			this.begun = null;
		}
	}

}
