package io.github.amqpreceiver.internal.frame;

import java.util.function.Consumer;

import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.internal.codec.AmqpWriter;
import io.github.amqpreceiver.internal.codec.Descriptors;
import io.github.amqpreceiver.type.Symbol;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Writes whole frames at a buffer's writer index, in the smallest encodings. What comes
 * with every message or burst is written without an allocation. A frame that cannot be
 * encoded leaves the buffer as it was.
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
		finish(out, begin(out, FrameHeader.TYPE_AMQP, 0));
	}

	/**
	 * Writes a frame with a performative.
	 * @param out where to write
	 * @param channel the channel
	 * @param performative the performative
	 * @throws io.github.amqpreceiver.internal.codec.EncodeException if it has a value
	 * without an encoding
	 */
	public static void write(ByteBuf out, int channel, Performative performative) {
		if (performative instanceof Performative.Flow flow) {
			writeFlow(out, channel, flow.nextIncomingId(), flow.incomingWindow(), flow.nextOutgoingId(),
					flow.outgoingWindow(), flow.handle(), flow.deliveryCount(), flow.linkCredit(), flow.available(),
					flow.drain(), flow.echo());
			return;
		}
		writeCold(out, FrameHeader.TYPE_AMQP, channel, (writer) -> PerformativeEncoder.encode(writer, performative));
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
		int start = begin(out, FrameHeader.TYPE_AMQP, channel);
		int list = HotFields.begin(out, Descriptors.FLOW);
		HotFields.uint(out, nextIncomingId);
		HotFields.uint(out, incomingWindow);
		HotFields.uint(out, nextOutgoingId);
		HotFields.uint(out, outgoingWindow);
		HotFields.uint(out, handle);
		HotFields.uint(out, deliveryCount);
		HotFields.uint(out, linkCredit);
		HotFields.uint(out, available);
		HotFields.bool(out, drain);
		HotFields.bool(out, echo);
		int absent = echo ? 0 : drain ? 1
				: (available >= 0) ? 2 : (linkCredit >= 0) ? 3 : (deliveryCount >= 0) ? 4 : (handle >= 0) ? 5 : 6;
		HotFields.end(out, list, 10, absent);
		finish(out, start);
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
	 * @throws io.github.amqpreceiver.internal.codec.EncodeException if the outcome has a
	 * value without an encoding
	 */
	public static void writeDisposition(ByteBuf out, int channel, boolean receiverRole, long first, long last,
			boolean settled, @Nullable Outcome state) {
		int start = begin(out, FrameHeader.TYPE_AMQP, channel);
		int list = HotFields.begin(out, Descriptors.DISPOSITION);
		HotFields.bool(out, receiverRole);
		HotFields.uint(out, first);
		HotFields.uint(out, (last != first) ? last : Performative.ABSENT);
		HotFields.bool(out, settled);
		if (state == null) {
			HotFields.end(out, list, 4, settled ? 0 : (last != first) ? 1 : 2);
			finish(out, start);
		}
		else if (HotFields.outcome(out, state)) {
			HotFields.end(out, list, 5, 0);
			finish(out, start);
		}
		else {
			out.writerIndex(start);
			writeCold(out, FrameHeader.TYPE_AMQP, channel,
					(writer) -> PerformativeEncoder.disposition(writer, receiverRole, first, last, settled, state));
		}
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
		int start = begin(out, FrameHeader.TYPE_AMQP, channel);
		int list = HotFields.begin(out, Descriptors.TRANSFER);
		boolean continued = deliveryId < 0;
		HotFields.uint(out, handle);
		HotFields.uint(out, deliveryId);
		if (continued) {
			HotFields.none(out);
			HotFields.none(out);
		}
		else {
			out.writeByte(0xa0).writeByte(tag.length).writeBytes(tag);
			HotFields.uint(out, messageFormat);
		}
		HotFields.bool(out, settled);
		HotFields.bool(out, more);
		HotFields.end(out, list, 6, more ? 0 : settled ? 1 : continued ? 5 : 2);
		out.writeBytes(payload, payloadIndex, payloadLength);
		finish(out, start);
	}

	/**
	 * Writes a SASL init frame (section 5.3.3.2).
	 * @param out where to write
	 * @param mechanism the mechanism
	 * @param initialResponse what it begins with
	 * @param hostname the host that was dialled, or null
	 */
	public static void writeSaslInit(ByteBuf out, Symbol mechanism, byte[] initialResponse, @Nullable String hostname) {
		writeCold(out, FrameHeader.TYPE_SASL, 0,
				(writer) -> writer.beginComposite(Descriptors.SASL_INIT)
					.symbol(mechanism)
					.binary(initialResponse)
					.string(hostname)
					.end());
	}

	/**
	 * Writes a SASL response frame (section 5.3.3.4).
	 * @param out where to write
	 * @param response what the mechanism says
	 */
	public static void writeSaslResponse(ByteBuf out, byte[] response) {
		writeCold(out, FrameHeader.TYPE_SASL, 0,
				(writer) -> writer.beginComposite(Descriptors.SASL_RESPONSE).binary(response).end());
	}

	private static void writeCold(ByteBuf out, int type, int channel, Consumer<AmqpWriter> body) {
		int start = begin(out, type, channel);
		boolean written = false;
		try {
			body.accept(new AmqpWriter(out));
			finish(out, start);
			written = true;
		}
		finally {
			if (!written) {
				out.writerIndex(start);
			}
		}
	}

	/** Writes a frame header whose size is not known yet. */
	private static int begin(ByteBuf out, int type, int channel) {
		int start = out.writerIndex();
		out.writeInt(0).writeInt(FrameHeader.DATA_OFFSET << 24 | type << 16 | channel);
		return start;
	}

	private static void finish(ByteBuf out, int start) {
		out.setInt(start, out.writerIndex() - start);
	}

}
