package io.github.amqpreceiver.internal.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * Big-endian reads at an index of a heap array or of a buffer. Owned by its reader, which
 * checks every range before it asks.
 * <p>
 * A branch that is always taken the same way costs less than a virtual call, so there is
 * one class for both; buffers on the heap are read through their array.
 */
final class ByteSource {

	private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

	private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

	private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

	private byte @Nullable [] array;

	private int arrayOffset;

	/** Not looked at while there is an array. */
	private ByteBuf buffer = Unpooled.EMPTY_BUFFER;

	void set(byte[] bytes) {
		this.array = bytes;
		this.arrayOffset = 0;
		this.buffer = Unpooled.EMPTY_BUFFER;
	}

	void set(ByteBuf bytes) {
		this.array = bytes.hasArray() ? bytes.array() : null;
		this.arrayOffset = bytes.hasArray() ? bytes.arrayOffset() : 0;
		this.buffer = bytes;
	}

	int unsignedByteAt(int index) {
		byte[] bytes = this.array;
		return (bytes != null) ? bytes[this.arrayOffset + index] & 0xff : this.buffer.getUnsignedByte(index);
	}

	int unsignedShortAt(int index) {
		byte[] bytes = this.array;
		return (bytes != null) ? (short) SHORTS.get(bytes, this.arrayOffset + index) & 0xffff
				: this.buffer.getUnsignedShort(index);
	}

	int intAt(int index) {
		byte[] bytes = this.array;
		return (bytes != null) ? (int) INTS.get(bytes, this.arrayOffset + index) : this.buffer.getInt(index);
	}

	long longAt(int index) {
		byte[] bytes = this.array;
		return (bytes != null) ? (long) LONGS.get(bytes, this.arrayOffset + index) : this.buffer.getLong(index);
	}

	byte[] copy(int index, int length) {
		byte[] copy = new byte[length];
		byte[] bytes = this.array;
		if (bytes != null) {
			System.arraycopy(bytes, this.arrayOffset + index, copy, 0, length);
		}
		else {
			this.buffer.getBytes(index, copy);
		}
		return copy;
	}

	<T> @Nullable T text(int index, int length, TextDecoder<T> decoder) {
		byte[] bytes = this.array;
		return (bytes != null) ? decoder.decode(bytes, this.arrayOffset + index, length)
				: decoder.decode(copy(index, length), 0, length);
	}

	/** Makes text of a part of an array. */
	interface TextDecoder<T> {

		@Nullable T decode(byte[] bytes, int offset, int length);

	}

}
