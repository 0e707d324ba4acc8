package io.github.amqpreceiver.internal.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * Some kilobytes of an array, into which a run of small frames is copied at once. A
 * frame's fields are read one by one, and its payload is copied to the message: both cost
 * less from an array than from memory outside of the heap, by more than the copy costs.
 * Belongs to one thread, which has one for all its connections.
 */
final class FrameWindow {

	/** In bytes; stays in the processor's first cache. */
	private static final int SIZE = 16 * 1024;

	/** A larger frame, in bytes, is read where it lies. */
	private static final int SMALL = 2 * 1024;

	private final byte[] bytes = new byte[SIZE];

	private final ByteBuf buf = Unpooled.wrappedBuffer(this.bytes);

	/**
	 * Whether to copy.
	 * @param in what was read
	 * @param unit how many bytes the next frame or header has, all of which are there
	 * @return whether it is small, not in an array already, and not the only one
	 */
	static boolean isWorthwhile(ByteBuf in, int unit) {
		return unit <= SMALL && in.readableBytes() > unit && !in.hasArray();
	}

	/**
	 * Copies as much as there is, or as has room.
	 * @param in what was read; its reader index stays
	 * @return the copy, from index 0 on; good until the next call
	 */
	ByteBuf fill(ByteBuf in) {
		int length = Math.min(in.readableBytes(), SIZE);
		in.getBytes(in.readerIndex(), this.bytes, 0, length);
		return this.buf.setIndex(0, length);
	}

}
