package io.github.amqpreceiver.internal.codec;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * Encoded values as the tests like to write them.
 */
final class Bytes {

	private static final int MARGIN = 8;

	private static final int SCRATCH = 1 << 16;

	private static final ThreadLocal<ByteBuffer> DIRECT = ThreadLocal
		.withInitial(() -> ByteBuffer.allocateDirect(SCRATCH));

	private Bytes() {
	}

	/** The bytes of hexadecimal digits, which may be parted by blanks. */
	static byte[] hex(String digits) {
		return HexFormat.of().parseHex(digits.replace(" ", ""));
	}

	static byte[] join(byte[]... parts) {
		ByteArrayOutputStream joined = new ByteArrayOutputStream();
		for (byte[] part : parts) {
			joined.writeBytes(part);
		}
		return joined.toByteArray();
	}

	static AmqpReader reader(byte[] bytes) {
		return new AmqpReader(CodecLimits.DEFAULT, new ZeroWidthBudget(CodecLimits.DEFAULT), bytes, 0, bytes.length);
	}

	static AmqpReader reader(String digits) {
		return reader(hex(digits));
	}

	/**
	 * A buffer in direct memory, and in its middle the bytes, until the thread asks for
	 * the next. No leak detector looks at it, which would cost more than the test.
	 */
	static ByteBuf direct(byte[] bytes) {
		ByteBuffer memory = (bytes.length <= SCRATCH - 2 * MARGIN) ? DIRECT.get()
				: ByteBuffer.allocateDirect(bytes.length + 2 * MARGIN);
		return Unpooled.wrappedBuffer(memory.put(MARGIN, bytes));
	}

	static AmqpReader readerOfDirect(byte[] bytes) {
		return new AmqpReader(CodecLimits.DEFAULT).reset(direct(bytes), MARGIN, MARGIN + bytes.length);
	}

	/** One value that takes all the bytes. */
	static Object decode(byte[] bytes) {
		AmqpReader reader = reader(bytes);
		Object value = reader.readObject();
		if (reader.remaining() > 0) {
			throw new AssertionError(reader.remaining() + " bytes left");
		}
		return value;
	}

	static Object decode(String digits) {
		return decode(hex(digits));
	}

	static byte[] encode(Object value) {
		ByteBuf buffer = Unpooled.wrappedBuffer(new byte[SCRATCH]).clear();
		new AmqpWriter(buffer).writeObject(value);
		byte[] bytes = new byte[buffer.readableBytes()];
		buffer.readBytes(bytes);
		return bytes;
	}

	static String encodeHex(Object value) {
		return HexFormat.of().formatHex(encode(value));
	}

}
