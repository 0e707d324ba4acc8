package io.github.amqpreceiver.internal.protocol;

import io.netty.buffer.ByteBuf;

/**
 * Where the engine writes. Only used on the connection's event loop.
 */
public interface Wire {

	/**
	 * The buffer that collects frames until the next flush; whole frames are appended.
	 * @return the buffer, valid until control returns to the loop
	 */
	ByteBuf out();

	/**
	 * Says that frames were appended. They are flushed once: at the end of the burst that
	 * is being read, or else when the running task of the loop ends.
	 */
	void written();

	/** Flushes what was appended now, though the burst goes on. */
	void flush();

	/** Flushes what was appended and closes the socket; idempotent. */
	void close();

}
