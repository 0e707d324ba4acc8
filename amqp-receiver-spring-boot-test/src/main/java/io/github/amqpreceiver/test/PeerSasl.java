package io.github.amqpreceiver.test;

import java.util.List;

import io.github.amqpreceiver.internal.codec.AmqpReader;
import io.github.amqpreceiver.internal.codec.AmqpWriter;
import io.github.amqpreceiver.internal.codec.CodecLimits;
import io.github.amqpreceiver.internal.codec.CompositeReader;
import io.github.amqpreceiver.internal.codec.Descriptors;
import io.github.amqpreceiver.internal.frame.FrameHeader;
import io.github.amqpreceiver.type.Symbol;
import io.netty.buffer.ByteBuf;

/**
 * The server's side of SASL (AMQP 1.0, section 5.3): whoever comes is let in.
 */
final class PeerSasl {

	private static final List<Symbol> MECHANISMS = List.of(Symbol.valueOf("ANONYMOUS"), Symbol.valueOf("PLAIN"));

	private static final int OK = 0;

	private PeerSasl() {
	}

	static void mechanisms(ByteBuf out) {
		int start = begin(out);
		new AmqpWriter(out).beginComposite(Descriptors.SASL_MECHANISMS).symbols(MECHANISMS).end();
		finish(out, start);
	}

	/**
	 * Answers an init.
	 * @param buf holds the frame's body
	 * @param body where it begins
	 * @param end where it ends
	 * @param out where to write
	 */
	static void init(ByteBuf buf, int body, int end, ByteBuf out) {
		AmqpReader reader = new AmqpReader(CodecLimits.DEFAULT).reset(buf, body, end);
		if (reader.readDescriptorCode() != Descriptors.SASL_INIT) {
			throw reader.fail("another SASL frame came where the init goes");
		}
		CompositeReader fields = reader.readComposite();
		Symbol mechanism = fields.symbol();
		if (mechanism == null || !MECHANISMS.contains(mechanism)) {
			throw reader.fail("SASL mechanism %s was not offered".formatted(mechanism));
		}
		int start = begin(out);
		new AmqpWriter(out).beginComposite(Descriptors.SASL_OUTCOME).unsignedByte(OK).end();
		finish(out, start);
	}

	private static int begin(ByteBuf out) {
		int start = out.writerIndex();
		out.writeInt(0).writeInt(FrameHeader.DATA_OFFSET << 24 | FrameHeader.TYPE_SASL << 16);
		return start;
	}

	private static void finish(ByteBuf out, int start) {
		out.setInt(start, out.writerIndex() - start);
	}

}
