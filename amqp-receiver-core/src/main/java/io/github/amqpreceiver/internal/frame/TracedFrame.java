package io.github.amqpreceiver.internal.frame;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * One frame of the trace, in the form that costs least to keep. Owned by the trace, which
 * reuses it.
 */
final class TracedFrame {

	/** Larger frames are kept as text, which is cut. */
	static final int MAX_BYTES = 1024;

	private static final int FIRST_BYTES = 64;

	private boolean outgoing;

	/** The frame's text; null unless that was cheapest. */
	private @Nullable String text;

	private byte[] bytes = new byte[0];

	/** How many bytes were kept, 0 for a transfer. */
	private int length;

	private int repeated;

	private int channel;

	private long handle;

	private long deliveryId;

	private int flags;

	private int payloadLength;

	void text(String text) {
		clear(false);
		this.text = text;
	}

	void bytes(boolean outgoing, ByteBuf buf, int start, int end) {
		clear(outgoing);
		this.length = end - start;
		if (this.bytes.length < this.length) {
			this.bytes = new byte[Math.max(FIRST_BYTES, this.length)];
		}
		buf.getBytes(start, this.bytes, 0, this.length);
	}

	void empty(boolean outgoing, ByteBuf buf, int start) {
		bytes(outgoing, buf, start, start + FrameHeader.SIZE);
		this.repeated = 1;
	}

	/**
	 * Counts another empty frame.
	 * @param outgoing its direction
	 * @return false if this is no empty frame of that direction
	 */
	boolean repeatEmpty(boolean outgoing) {
		if (this.repeated == 0 || this.outgoing != outgoing) {
			return false;
		}
		this.repeated++;
		return true;
	}

	void transfer(boolean outgoing, int channel, TransferFrame transfer) {
		clear(outgoing);
		this.channel = channel;
		this.handle = transfer.handle();
		this.deliveryId = transfer.deliveryId();
		this.flags = transfer.flags;
		this.payloadLength = transfer.payloadLength();
	}

	private void clear(boolean outgoing) {
		this.outgoing = outgoing;
		this.text = null;
		this.length = 0;
		this.repeated = 0;
	}

	String line() {
		if (this.text != null) {
			return this.text;
		}
		if (this.length == 0) {
			return FrameLine.ofTransfer(this.outgoing, this.channel, this.handle, this.deliveryId, this.flags,
					this.payloadLength);
		}
		String line = FrameLine.of(this.outgoing, Unpooled.wrappedBuffer(this.bytes), 0, this.length);
		return (this.repeated > 1) ? line + " x" + this.repeated : line;
	}

}
