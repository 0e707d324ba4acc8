package io.github.amqpreceiver.benchmarks.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Writes frames one after the other into a direct buffer that grows. Not thread-safe. Use
 * {@link #begin} first, then one call per field of the performative, then {@link #end()}.
 */
public final class FrameWriter {

	private static final int INITIAL_CAPACITY = 8 * 1024;

	private ByteBuffer buffer = ByteBuffer.allocateDirect(INITIAL_CAPACITY);

	private int frameStart;

	private int listStart;

	private int fields;

	/**
	 * Writes a protocol header.
	 * @param protocolId 0 for AMQP, 3 for SASL
	 * @return this writer
	 */
	public FrameWriter header(int protocolId) {
		room(Wire.HEADER_SIZE);
		this.buffer.putInt(Wire.AMQP).put((byte) protocolId).put((byte) 1).put((byte) 0).put((byte) 0);
		return this;
	}

	/**
	 * Writes the empty frame that keeps an idle connection alive.
	 * @return this writer
	 */
	public FrameWriter heartbeat() {
		room(Wire.FRAME_HEADER_SIZE);
		this.buffer.putInt(Wire.FRAME_HEADER_SIZE).putInt(Wire.frameWord(Wire.AMQP_FRAME, 0));
		return this;
	}

	/**
	 * Begins a frame with one performative.
	 * @param frameType {@link Wire#AMQP_FRAME} or {@link Wire#SASL_FRAME}
	 * @param channel the channel
	 * @param descriptor the code of the performative
	 * @return this writer
	 */
	public FrameWriter begin(int frameType, int channel, int descriptor) {
		room(64);
		this.frameStart = this.buffer.position();
		this.buffer.putInt(0).putInt(Wire.frameWord(frameType, channel));
		this.buffer.put((byte) 0).put((byte) Wire.SMALL_ULONG).put((byte) descriptor);
		this.listStart = this.buffer.position();
		this.buffer.put((byte) Wire.LIST32).putInt(0).putInt(0);
		this.fields = 0;
		return this;
	}

	public FrameWriter nothing() {
		return code(Wire.NULL);
	}

	public FrameWriter bool(boolean value) {
		return code(value ? Wire.TRUE : Wire.FALSE);
	}

	public FrameWriter ubyte(int value) {
		code(Wire.UBYTE);
		this.buffer.put((byte) value);
		return this;
	}

	public FrameWriter ushort(int value) {
		code(Wire.USHORT);
		this.buffer.putShort((short) value);
		return this;
	}

	public FrameWriter uint(int value) {
		code(Wire.UINT);
		this.buffer.putInt(value);
		return this;
	}

	public FrameWriter string(String value) {
		return text(Wire.STR8, value);
	}

	public FrameWriter symbol(String value) {
		return text(Wire.SYM8, value);
	}

	/**
	 * Writes a field that is already encoded.
	 * @param encoded the whole value with its constructor
	 * @return this writer
	 */
	public FrameWriter encoded(ByteBuffer encoded) {
		room(encoded.remaining() + 64);
		this.buffer.put(encoded);
		this.fields++;
		return this;
	}

	/**
	 * Ends the frame that {@link #begin} began.
	 */
	public void end() {
		int end = this.buffer.position();
		this.buffer.putInt(this.frameStart, end - this.frameStart);
		this.buffer.putInt(this.listStart + 1, end - this.listStart - 5);
		this.buffer.putInt(this.listStart + 5, this.fields);
	}

	/**
	 * Tells whether something waits to be sent.
	 * @return whether the buffer holds bytes
	 */
	public boolean isEmpty() {
		return this.buffer.position() == 0;
	}

	/**
	 * Returns the written bytes, ready to be sent; call {@link #sent()} afterwards.
	 * @return the buffer, flipped
	 */
	public ByteBuffer toSend() {
		return this.buffer.flip();
	}

	/**
	 * Keeps what the socket did not take and makes room for more.
	 */
	public void sent() {
		this.buffer.compact();
	}

	private FrameWriter text(int code, String value) {
		byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
		room(bytes.length + 64);
		code(code);
		this.buffer.put((byte) bytes.length).put(bytes);
		return this;
	}

	private FrameWriter code(int code) {
		room(64);
		this.buffer.put((byte) code);
		this.fields++;
		return this;
	}

	private void room(int bytes) {
		if (this.buffer.remaining() < bytes) {
			ByteBuffer larger = ByteBuffer
				.allocateDirect(Math.max(this.buffer.capacity() * 2, this.buffer.position() + bytes));
			this.buffer = larger.put(this.buffer.flip());
		}
	}

}
