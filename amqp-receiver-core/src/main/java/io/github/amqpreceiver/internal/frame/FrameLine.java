package io.github.amqpreceiver.internal.frame;

import io.github.amqpreceiver.internal.codec.AmqpReader;
import io.github.amqpreceiver.internal.codec.CodecException;
import io.github.amqpreceiver.internal.codec.CodecLimits;
import io.github.amqpreceiver.internal.codec.CompositeReader;
import io.github.amqpreceiver.internal.codec.Descriptors;
import io.github.amqpreceiver.options.Limits;
import io.netty.buffer.ByteBuf;

/**
 * One frame as a line of text that is safe to log. Stateless; made for the few times that
 * somebody looks, so it decodes anew.
 */
final class FrameLine {

	/** "AMQP", the first half of a protocol header. */
	private static final int PROTOCOL_NAME = 0x414d5150;

	private FrameLine() {
	}

	static String of(boolean outgoing, ByteBuf buf, int start, int end) {
		int body = bodyIndex(buf, start, end);
		if (body < 0) {
			return arrow(outgoing) + "frame of %d bytes with a broken header".formatted(end - start);
		}
		int type = buf.getUnsignedByte(start + 5);
		String prefix = arrow(outgoing)
				+ ((type == FrameHeader.TYPE_AMQP) ? "ch=%d ".formatted(buf.getUnsignedShort(start + 6)) : "");
		try {
			return prefix + switch (type) {
				case FrameHeader.TYPE_AMQP -> (body == end) ? "Empty()" : performative(buf, body, end);
				case FrameHeader.TYPE_SASL -> sasl(buf, body, end);
				default -> "frame of type %d and %d bytes".formatted(type, end - start);
			};
		}
		catch (CodecException ex) {
			return prefix + "frame body of %d bytes that cannot be decoded: %s".formatted(end - body, ex.getMessage());
		}
	}

	static String ofHeader(boolean outgoing, long header) {
		if ((int) (header >>> 32) != PROTOCOL_NAME) {
			return arrow(outgoing) + "bytes %016x instead of a protocol header".formatted(header);
		}
		return arrow(outgoing) + "Header(protocol-id=%d, version=%d.%d.%d)".formatted(header >>> 24 & 0xff,
				header >>> 16 & 0xff, header >>> 8 & 0xff, header & 0xff);
	}

	static String ofTransfer(boolean outgoing, int channel, long handle, long deliveryId, int flags,
			int payloadLength) {
		return arrow(outgoing) + "ch=%d ".formatted(channel)
				+ PerformativeLine.transfer(handle, deliveryId, flags, payloadLength);
	}

	/**
	 * Where a frame's body begins.
	 * @param buf holds the frame
	 * @param start index of its header
	 * @param end index behind its last byte
	 * @return index in the buffer, or -1 if the header is broken
	 */
	static int bodyIndex(ByteBuf buf, int start, int end) {
		if (end - start < FrameHeader.SIZE) {
			return -1;
		}
		int offset = buf.getUnsignedByte(start + 4) * 4;
		return (offset < FrameHeader.SIZE || offset > end - start) ? -1 : start + offset;
	}

	private static String arrow(boolean outgoing) {
		return outgoing ? "-> " : "<- ";
	}

	private static String performative(ByteBuf buf, int start, int end) {
		long descriptor = PerformativeDecoder.descriptor(buf, start, end);
		if (descriptor == Descriptors.TRANSFER) {
			TransferFrame transfer = new TransferFrame(Limits.DEFAULT);
			transfer.decode(buf, start, end);
			return PerformativeLine.transfer(transfer.handle(), transfer.deliveryId(), transfer.flags,
					transfer.payloadLength());
		}
		if (descriptor == Descriptors.DISPOSITION) {
			DispositionFrame disposition = new DispositionFrame(Limits.DEFAULT);
			disposition.decode(buf, start, end);
			return PerformativeLine.disposition(disposition);
		}
		return PerformativeLine.of(new PerformativeDecoder(Limits.DEFAULT).decode(buf, start, end));
	}

	/** What the mechanisms say to each other is shown as its size only. */
	private static String sasl(ByteBuf buf, int start, int end) {
		AmqpReader reader = new AmqpReader(CodecLimits.DEFAULT).reset(buf, start, end);
		long descriptor = reader.readDescriptorCode();
		CompositeReader fields = reader.readComposite();
		if (descriptor == Descriptors.SASL_MECHANISMS) {
			return new LineBuilder("SaslMechanisms").value("mechanisms", fields.symbols()).end();
		}
		if (descriptor == Descriptors.SASL_INIT) {
			return new LineBuilder("SaslInit").value("mechanism", fields.symbol())
				.value("initial-response", fields.binary())
				.value("hostname", fields.string())
				.end();
		}
		if (descriptor == Descriptors.SASL_CHALLENGE) {
			return new LineBuilder("SaslChallenge").value("challenge", fields.binary()).end();
		}
		if (descriptor == Descriptors.SASL_RESPONSE) {
			return new LineBuilder("SaslResponse").value("response", fields.binary()).end();
		}
		if (descriptor == Descriptors.SASL_OUTCOME) {
			return new LineBuilder("SaslOutcome").number("code", fields.unsignedByte(-1))
				.value("additional-data", fields.binary())
				.end();
		}
		return "SASL frame body of %d bytes with descriptor 0x%x".formatted(end - start, descriptor);
	}

}
