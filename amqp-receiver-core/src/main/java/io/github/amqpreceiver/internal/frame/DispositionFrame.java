package io.github.amqpreceiver.internal.frame;

import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.options.Limits;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * The disposition performative that was decoded last (AMQP 1.0, section 2.7.6). Owned by
 * the connection's event loop, which reuses one for all frames.
 */
public final class DispositionFrame {

	/**
	 * Creates the flyweight of one connection.
	 * @param limits what one frame may make it do
	 */
	public DispositionFrame(Limits limits) {
	}

	/**
	 * Decodes a frame body that is a disposition and nothing behind it.
	 * @param buf holds the body
	 * @param start index of its first byte
	 * @param end index behind its last byte
	 */
	public void decode(ByteBuf buf, int start, int end) {
		throw new UnsupportedOperationException();
	}

	/**
	 * The role of the peer for these deliveries.
	 * @return whether it is the receiver
	 */
	public boolean receiverRole() {
		return false;
	}

	/**
	 * The first delivery-id.
	 * @return an unsigned 32-bit number
	 */
	public long first() {
		return 0;
	}

	/**
	 * The last delivery-id.
	 * @return an unsigned 32-bit number, {@link #first()} if absent
	 */
	public long last() {
		return 0;
	}

	/**
	 * Whether the peer has settled them.
	 * @return the field, false if absent
	 */
	public boolean settled() {
		return false;
	}

	/**
	 * The descriptor of the delivery state.
	 * @return its code, 0 if there is no state; may be one that is no outcome, or unknown
	 */
	public long stateCode() {
		return 0;
	}

	/**
	 * The outcome, decoded now from the buffer, which must be as it was in
	 * {@link #decode}.
	 * @return the outcome, or null if the state is absent or none of the four
	 */
	public @Nullable Outcome outcome() {
		return null;
	}

}
