package io.github.amqpreceiver.internal.frame;

import io.github.amqpreceiver.options.Limits;
import io.netty.buffer.ByteBuf;

/**
 * Decodes the performatives that are objects. Owned by the connection's event loop.
 */
public final class PerformativeDecoder {

	/**
	 * Creates the decoder of one connection.
	 * @param limits what one frame may make it do
	 */
	public PerformativeDecoder(Limits limits) {
	}

	/**
	 * Which performative a frame body begins with, without reading further.
	 * @param buf holds the body
	 * @param start index of its first byte
	 * @param end index behind its last byte
	 * @return the descriptor's code, which need not be one of a performative
	 */
	public static long descriptor(ByteBuf buf, int start, int end) {
		throw new UnsupportedOperationException();
	}

	/**
	 * Decodes a frame body that is one performative, neither transfer nor disposition,
	 * and nothing behind it.
	 * @param buf holds the body
	 * @param start index of its first byte
	 * @param end index behind its last byte
	 * @return the performative
	 */
	public Performative decode(ByteBuf buf, int start, int end) {
		throw new UnsupportedOperationException();
	}

}
