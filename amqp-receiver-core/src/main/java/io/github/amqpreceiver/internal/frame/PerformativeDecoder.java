package io.github.amqpreceiver.internal.frame;

import java.util.List;
import java.util.Map;

import io.github.amqpreceiver.internal.codec.AmqpReader;
import io.github.amqpreceiver.internal.codec.CodecLimits;
import io.github.amqpreceiver.internal.codec.CompositeReader;
import io.github.amqpreceiver.internal.codec.Descriptors;
import io.github.amqpreceiver.options.Limits;
import io.github.amqpreceiver.type.Symbol;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the performatives that are objects. Owned by the connection's event loop.
 * <p>
 * Strict: a mandatory field that is missing, a value of another type or out of its range,
 * a field too many and a byte too many are all a
 * {@link io.github.amqpreceiver.internal.codec.DecodeException}.
 */
public final class PerformativeDecoder {

	/** The constructor of a described value, and a descriptor of the type smallulong. */
	private static final int SMALL_DESCRIPTOR = 0x0053;

	private static final int MAX_CHANNEL = 0xffff;

	private final AmqpReader reader;

	private final StateDecoder states;

	private final TerminusDecoder termini;

	/**
	 * Creates the decoder of one connection.
	 * @param limits what one frame may make it do
	 */
	public PerformativeDecoder(Limits limits) {
		this.reader = new AmqpReader(CodecLimits.of(limits));
		this.states = new StateDecoder(this.reader);
		this.termini = new TerminusDecoder(this.reader, this.states);
	}

	/**
	 * Which performative a frame body begins with, without reading further.
	 * @param buf holds the body
	 * @param start index of its first byte
	 * @param end index behind its last byte
	 * @return the descriptor's code, which need not be one of a performative;
	 * {@link Descriptors#UNKNOWN} for a name that the specification does not have
	 * @throws io.github.amqpreceiver.internal.codec.DecodeException if the body is no
	 * described value
	 */
	public static long descriptor(ByteBuf buf, int start, int end) {
		if (end - start >= 3 && buf.getUnsignedShort(start) == SMALL_DESCRIPTOR) {
			return buf.getUnsignedByte(start + 2);
		}
		return new AmqpReader(CodecLimits.DEFAULT).reset(buf, start, end).readDescriptorCode();
	}

	/**
	 * Decodes a frame body that is one performative, neither transfer nor disposition,
	 * and nothing behind it.
	 * @param buf holds the body
	 * @param start index of its first byte
	 * @param end index behind its last byte
	 * @return the performative
	 * @throws io.github.amqpreceiver.internal.codec.DecodeException if it is anything
	 * else
	 */
	public Performative decode(ByteBuf buf, int start, int end) {
		this.reader.reset(buf, start, end);
		long descriptor = this.reader.readDescriptorCode();
		CompositeReader fields = this.reader.readComposite();
		Performative performative = decode(descriptor, fields);
		fields.end();
		if (this.reader.remaining() > 0) {
			throw this.reader.fail("performative is followed by %d bytes".formatted(this.reader.remaining()));
		}
		return performative;
	}

	private Performative decode(long descriptor, CompositeReader fields) {
		if (descriptor == Descriptors.OPEN) {
			return open(fields);
		}
		if (descriptor == Descriptors.BEGIN) {
			return begin(fields);
		}
		if (descriptor == Descriptors.ATTACH) {
			return attach(fields);
		}
		if (descriptor == Descriptors.FLOW) {
			return flow(fields);
		}
		if (descriptor == Descriptors.DETACH) {
			return new Performative.Detach(uint(fields, "handle"), fields.bool(false), this.states.error(fields));
		}
		if (descriptor == Descriptors.END) {
			return new Performative.End(this.states.error(fields));
		}
		if (descriptor == Descriptors.CLOSE) {
			return new Performative.Close(this.states.error(fields));
		}
		throw this.reader.fail("descriptor 0x%x is not that of a performative".formatted(descriptor));
	}

	private Performative.Open open(CompositeReader fields) {
		String containerId = present(fields.string(), "container-id");
		String hostname = fields.string();
		long maxFrameSize = fields.unsignedInt(Performative.MAX_UINT);
		int channelMax = fields.unsignedShort(MAX_CHANNEL);
		long idleTimeOut = fields.unsignedInt(0);
		// The locales of error texts, which nobody asks for
		fields.symbols();
		fields.symbols();
		return new Performative.Open(containerId, hostname, maxFrameSize, channelMax, idleTimeOut, fields.symbols(),
				fields.symbols(), this.states.map(fields));
	}

	private Performative.Begin begin(CompositeReader fields) {
		return new Performative.Begin(fields.unsignedShort(-1), uint(fields, "next-outgoing-id"),
				uint(fields, "incoming-window"), uint(fields, "outgoing-window"),
				fields.unsignedInt(Performative.MAX_UINT), fields.symbols(), fields.symbols(), this.states.map(fields));
	}

	private Performative.Attach attach(CompositeReader fields) {
		String name = present(fields.string(), "name");
		long handle = uint(fields, "handle");
		boolean receiver = bool(fields, "role");
		byte sndSettleMode = mode(fields, Performative.Attach.SENDER_MIXED, Performative.Attach.SENDER_MIXED);
		byte rcvSettleMode = mode(fields, Performative.Attach.RECEIVER_FIRST, Performative.Attach.RECEIVER_SECOND);
		Terminus.SourceTerminus source = this.termini.source(fields);
		Terminus.TargetTerminus target = this.termini.target(fields);
		skipUnsettled(fields);
		long initialDeliveryCount = fields.unsignedInt(Performative.ABSENT);
		long maxMessageSize = fields.unsignedLong(0);
		List<Symbol> offeredCapabilities = fields.symbols();
		List<Symbol> desiredCapabilities = fields.symbols();
		Map<Symbol, Object> properties = this.states.map(fields);
		return new Performative.Attach(name, handle, receiver, sndSettleMode, rcvSettleMode, source, target,
				initialDeliveryCount, (maxMessageSize < 0) ? Long.MAX_VALUE : maxMessageSize, offeredCapabilities,
				desiredCapabilities, properties);
	}

	private void skipUnsettled(CompositeReader fields) {
		if (fields.next()) {
			int outerEnd = this.reader.end();
			for (int values = this.reader.enterMap() * 2; values > 0; values--) {
				this.reader.skip();
			}
			this.reader.leave(outerEnd);
		}
		fields.bool(false);
	}

	private byte mode(CompositeReader fields, byte absent, byte max) {
		int mode = fields.unsignedByte(absent);
		if (mode > max) {
			throw this.reader.fail("settle mode is %d, larger than %d".formatted(mode, max));
		}
		return (byte) mode;
	}

	private Performative.Flow flow(CompositeReader fields) {
		Performative.Flow flow = new Performative.Flow(fields.unsignedInt(Performative.ABSENT),
				uint(fields, "incoming-window"), uint(fields, "next-outgoing-id"), uint(fields, "outgoing-window"),
				fields.unsignedInt(Performative.ABSENT), fields.unsignedInt(Performative.ABSENT),
				fields.unsignedInt(Performative.ABSENT), fields.unsignedInt(Performative.ABSENT), fields.bool(false),
				fields.bool(false));
		// Link state properties, which no receiver here makes use of
		this.states.map(fields);
		return flow;
	}

	private long uint(CompositeReader fields, String name) {
		if (!fields.next()) {
			throw missing(name);
		}
		return this.reader.readUnsignedInt();
	}

	private boolean bool(CompositeReader fields, String name) {
		if (!fields.next()) {
			throw missing(name);
		}
		return this.reader.readBoolean();
	}

	private <T> T present(@Nullable T value, String name) {
		if (value == null) {
			throw missing(name);
		}
		return value;
	}

	private RuntimeException missing(String name) {
		return this.reader.fail("mandatory field %s is missing".formatted(name));
	}

}
