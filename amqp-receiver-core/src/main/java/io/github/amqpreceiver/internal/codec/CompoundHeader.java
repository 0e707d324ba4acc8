package io.github.amqpreceiver.internal.codec;

import io.netty.buffer.ByteBuf;

/**
 * Constructor, size and count of a list, map or array that is being written.
 */
final class CompoundHeader {

	private static final int WIDE = 9;

	private static final int NARROW = 3;

	private CompoundHeader() {
	}

	/**
	 * Leaves room for a wide header.
	 * @param buffer where the content will be written
	 * @param wideCode code of the encoding with a size of four bytes
	 * @return where the header begins
	 */
	static int begin(ByteBuf buffer, int wideCode) {
		int start = buffer.writerIndex();
		buffer.writeByte(wideCode).writeZero(WIDE - 1);
		return start;
	}

	/**
	 * Writes the header before the content. Content that fits is moved to where a narrow
	 * header ends: cheaper than moving much content to make room for a wide one.
	 * @param buffer where the content was written
	 * @param start where the header begins
	 * @param count how many elements there are
	 */
	static void end(ByteBuf buffer, int start, int count) {
		int length = buffer.writerIndex() - start - WIDE;
		// A narrow size also counts the byte of the count
		if (count <= 0xff && length < 0xff) {
			int narrowCode = buffer.getByte(start) & ~0x10;
			buffer.setByte(start, narrowCode).setByte(start + 1, length + 1).setByte(start + 2, count);
			buffer.setBytes(start + NARROW, buffer, start + WIDE, length);
			buffer.writerIndex(start + NARROW + length);
		}
		else {
			buffer.setInt(start + 1, length + Integer.BYTES).setInt(start + 1 + Integer.BYTES, count);
		}
	}

}
