package io.github.amqpreceiver.internal.transport;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Where the bytes of one socket go, cut into headers and frames. Called on the event
 * loop.
 */
public interface FrameSink {

	/**
	 * What comes next.
	 * @return whether it is a protocol header instead of a frame
	 */
	boolean expectsHeader();

	/**
	 * The largest frame that may come now.
	 * @return bytes
	 */
	int maxFrameSize();

	/**
	 * Eight bytes where a protocol header was expected.
	 * @param header the bytes, the first one highest
	 */
	void onHeader(long header);

	/** Bytes were read. */
	void burstBegan();

	/**
	 * One whole frame.
	 * @param buf holds it
	 * @param start where its size field is
	 * @param end where it ends
	 */
	void onFrame(ByteBuf buf, int start, int end);

	/**
	 * A frame has a size that cannot be: nothing can be read after it.
	 * @param size the size that it claims
	 */
	void onBadSize(long size);

	/** All that was read is handled. */
	void burstEnded();

	/**
	 * The socket is closed, by whichever side.
	 * @param cause what broke, or null when the peer just closed it
	 */
	void onClosed(@Nullable Throwable cause);

}
