package io.github.amqpreceiver.internal.sasl;

import java.util.List;

import io.github.amqpreceiver.internal.codec.AmqpReader;
import io.github.amqpreceiver.internal.codec.CodecLimits;
import io.github.amqpreceiver.internal.codec.CompositeReader;
import io.github.amqpreceiver.internal.codec.Descriptors;
import io.github.amqpreceiver.type.Symbol;
import io.netty.buffer.ByteBuf;

/**
 * Decodes the bodies of a server's SASL frames. Owned by the connection's event loop.
 */
final class SaslFrameDecoder {

	/** The smallest maximum of a frame, 512 bytes, without the header (section 5.3.1). */
	private static final int MAX_BODY = 504;

	private final AmqpReader reader = new AmqpReader(CodecLimits.DEFAULT);

	SaslFrame decode(ByteBuf buf, int start, int end) {
		this.reader.reset(buf, start, end);
		if (end - start > MAX_BODY) {
			throw this.reader.fail("SASL frame body of %d bytes is larger than %d".formatted(end - start, MAX_BODY));
		}
		long descriptor = this.reader.readDescriptorCode();
		CompositeReader fields = this.reader.readComposite();
		SaslFrame frame = decode(descriptor, fields);
		fields.end();
		if (this.reader.remaining() > 0) {
			throw this.reader.fail("SASL frame has %d bytes too many".formatted(this.reader.remaining()));
		}
		return frame;
	}

	private SaslFrame decode(long descriptor, CompositeReader fields) {
		if (descriptor == Descriptors.SASL_MECHANISMS) {
			List<Symbol> mechanisms = fields.symbols();
			return new SaslFrame.Mechanisms(mechanisms);
		}
		if (descriptor == Descriptors.SASL_CHALLENGE) {
			byte[] challenge = fields.binary();
			if (challenge == null) {
				throw this.reader.fail("mandatory field challenge is missing");
			}
			return new SaslFrame.Challenge(challenge);
		}
		if (descriptor == Descriptors.SASL_OUTCOME) {
			if (!fields.next()) {
				throw this.reader.fail("mandatory field code is missing");
			}
			return new SaslFrame.Outcome(this.reader.readUnsignedByte(), fields.binary());
		}
		throw this.reader.fail("descriptor 0x%x is not that of a server's SASL frame".formatted(descriptor));
	}

}
