package io.github.amqpreceiver.internal.frame;

import io.github.amqpreceiver.delivery.Outcome;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Writes whole frames at a buffer's writer index, in the smallest encodings. What comes
 * with every message or burst is written without an allocation.
 */
public final class FrameWriter {

	private FrameWriter() {
	}

	/**
	 * Writes a protocol header (AMQP 1.0, section 2.2).
	 * @param out where to write
	 * @param sasl whether that of the SASL layer
	 */
	public static void writeProtocolHeader(ByteBuf out, boolean sasl) {
		out.writeLong(sasl ? FrameHeader.SASL : FrameHeader.AMQP);
	}

	/**
	 * Writes a frame without a body, the heartbeat.
	 * @param out where to write
	 */
	public static void writeEmpty(ByteBuf out) {
		throw new UnsupportedOperationException();
	}

	/**
	 * Writes a frame with a performative.
	 * @param out where to write
	 * @param channel the channel
	 * @param performative the performative
	 */
	public static void write(ByteBuf out, int channel, Performative performative) {
		throw new UnsupportedOperationException();
	}

	/**
	 * Writes a flow frame.
	 * @param out where to write
	 * @param channel the channel
	 * @param nextIncomingId see {@link Performative.Flow}, as for the rest; -1 for absent
	 * @param incomingWindow always there
	 * @param nextOutgoingId always there
	 * @param outgoingWindow always there
	 * @param handle -1 for a flow of the session
	 * @param deliveryCount -1 for absent
	 * @param linkCredit -1 for absent
	 * @param available -1 for absent
	 * @param drain whether to drain
	 * @param echo whether an answer is wanted
	 */
	public static void writeFlow(ByteBuf out, int channel, long nextIncomingId, long incomingWindow,
			long nextOutgoingId, long outgoingWindow, long handle, long deliveryCount, long linkCredit, long available,
			boolean drain, boolean echo) {
		throw new UnsupportedOperationException();
	}

	/**
	 * Writes a disposition frame.
	 * @param out where to write
	 * @param channel the channel
	 * @param receiverRole whether this side is the receiver
	 * @param first the first delivery-id
	 * @param last the last one
	 * @param settled whether this side has settled them
	 * @param state the outcome, or null
	 */
	public static void writeDisposition(ByteBuf out, int channel, boolean receiverRole, long first, long last,
			boolean settled, @Nullable Outcome state) {
		throw new UnsupportedOperationException();
	}

	/**
	 * Writes a transfer frame.
	 * @param out where to write
	 * @param channel the channel
	 * @param handle this side's handle of the link
	 * @param deliveryId the delivery-id, -1 on a continuation, which leaves out the tag
	 * and the format too
	 * @param tag the delivery-tag, at most 32 bytes
	 * @param messageFormat the message-format
	 * @param settled whether the delivery is settled
	 * @param more whether further transfers of the delivery follow
	 * @param payload holds the payload
	 * @param payloadIndex where the payload begins
	 * @param payloadLength how long it is
	 */
	public static void writeTransfer(ByteBuf out, int channel, long handle, long deliveryId, byte[] tag,
			long messageFormat, boolean settled, boolean more, ByteBuf payload, int payloadIndex, int payloadLength) {
		throw new UnsupportedOperationException();
	}

}
