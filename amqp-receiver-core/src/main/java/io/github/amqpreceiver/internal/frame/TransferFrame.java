package io.github.amqpreceiver.internal.frame;

import io.github.amqpreceiver.options.Limits;
import io.netty.buffer.ByteBuf;

/**
 * The transfer performative that was decoded last (AMQP 1.0, section 2.7.5). Owned by the
 * connection's event loop, which reuses one for all frames; indices point into the buffer
 * that was decoded.
 */
public final class TransferFrame {

	/**
	 * Creates the flyweight of one connection.
	 * @param limits what one frame may make it do
	 */
	public TransferFrame(Limits limits) {
	}

	/**
	 * Decodes a frame body that is a transfer and its payload.
	 * @param buf holds the body
	 * @param start index of its first byte
	 * @param end index behind its last byte
	 */
	public void decode(ByteBuf buf, int start, int end) {
		throw new UnsupportedOperationException();
	}

	/**
	 * The peer's handle of the link.
	 * @return an unsigned 32-bit number
	 */
	public long handle() {
		return 0;
	}

	/**
	 * The id of the delivery.
	 * @return an unsigned 32-bit number, or -1 if absent
	 */
	public long deliveryId() {
		return -1;
	}

	/**
	 * Whether there is a delivery-tag.
	 * @return false if absent
	 */
	public boolean hasTag() {
		return false;
	}

	/**
	 * Where the delivery-tag begins.
	 * @return index in the buffer
	 */
	public int tagIndex() {
		return 0;
	}

	/**
	 * How long the delivery-tag is; its 32 bytes at most are not checked here.
	 * @return bytes, 0 if absent
	 */
	public int tagLength() {
		return 0;
	}

	/**
	 * The format of the message.
	 * @return an unsigned 32-bit number, or -1 if absent
	 */
	public long messageFormat() {
		return -1;
	}

	/**
	 * Whether the delivery is settled.
	 * @return the field, false if absent
	 */
	public boolean settled() {
		return false;
	}

	/**
	 * Whether the settled field is there.
	 * @return false if absent
	 */
	public boolean settledPresent() {
		return false;
	}

	/**
	 * Whether further transfers of the delivery follow.
	 * @return the field, false if absent
	 */
	public boolean more() {
		return false;
	}

	/**
	 * The receiver settle mode of this delivery.
	 * @return 0 for first, 1 for second, or -1 if absent
	 */
	public int rcvSettleMode() {
		return -1;
	}

	/**
	 * Whether a delivery is resumed.
	 * @return the field, false if absent
	 */
	public boolean resume() {
		return false;
	}

	/**
	 * Whether the delivery is aborted, and what came of it is to be dropped.
	 * @return the field, false if absent
	 */
	public boolean aborted() {
		return false;
	}

	/**
	 * Whether the answer may be batched.
	 * @return the field, false if absent
	 */
	public boolean batchable() {
		return false;
	}

	/**
	 * Where the payload begins.
	 * @return index in the buffer
	 */
	public int payloadIndex() {
		return 0;
	}

	/**
	 * How long the payload is.
	 * @return bytes
	 */
	public int payloadLength() {
		return 0;
	}

}
