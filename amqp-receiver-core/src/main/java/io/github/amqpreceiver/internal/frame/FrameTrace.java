package io.github.amqpreceiver.internal.frame;

import java.util.List;

import io.netty.buffer.ByteBuf;

/**
 * The last frames of a connection, for the day that it fails. Owned by its event loop.
 * <p>
 * Cheap enough to be always on: a frame is kept as numbers or as its first bytes, and
 * becomes text when somebody asks. Neither payloads nor secrets are kept.
 */
public final class FrameTrace {

	/** How many frames are kept. */
	public static final int KEPT = 64;

	/**
	 * Keeps a frame of any kind.
	 * @param outgoing whether this side sends it
	 * @param buf holds the frame
	 * @param start index of its header
	 * @param end index behind its last byte
	 */
	public void frame(boolean outgoing, ByteBuf buf, int start, int end) {
		throw new UnsupportedOperationException();
	}

	/**
	 * Keeps a transfer that was decoded anyway, which is cheaper.
	 * @param channel the channel that it came on
	 * @param transfer the transfer
	 */
	public void transfer(int channel, TransferFrame transfer) {
		throw new UnsupportedOperationException();
	}

	/**
	 * Keeps a protocol header.
	 * @param outgoing whether this side sends it
	 * @param header its eight bytes
	 */
	public void protocolHeader(boolean outgoing, long header) {
		throw new UnsupportedOperationException();
	}

	/**
	 * The frames that are kept, as {@link #line} shows them.
	 * @return a new list, oldest first
	 */
	public List<String> recent() {
		throw new UnsupportedOperationException();
	}

	/**
	 * One frame as a line of text, such as
	 * {@code -> ch=0 Begin(next-outgoing-id=1, ...)}: payload as its size only, secrets
	 * masked, the peer's text escaped and cut.
	 * @param outgoing whether this side sends it
	 * @param buf holds the frame
	 * @param start index of its header
	 * @param end index behind its last byte
	 * @return text that is safe to log
	 */
	public static String line(boolean outgoing, ByteBuf buf, int start, int end) {
		throw new UnsupportedOperationException();
	}

}
