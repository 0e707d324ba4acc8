package io.github.amqpreceiver.internal.frame;

import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.internal.codec.AmqpReader;
import io.github.amqpreceiver.internal.codec.CodecLimits;
import io.github.amqpreceiver.internal.codec.CompositeReader;
import io.github.amqpreceiver.internal.codec.Descriptors;
import io.github.amqpreceiver.options.Limits;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * The disposition performative that was decoded last (AMQP 1.0, section 2.7.6). Owned by
 * the connection's event loop, which reuses one for all frames.
 */
public final class DispositionFrame {

	private final AmqpReader reader;

	private final StateDecoder states;

	private boolean receiverRole;

	private long first;

	private long last;

	private boolean settled;

	private long stateCode;

	private @Nullable Outcome outcome;

	/**
	 * Creates the flyweight of one connection.
	 * @param limits what one frame may make it do
	 */
	public DispositionFrame(Limits limits) {
		this.reader = new AmqpReader(CodecLimits.of(limits));
		this.states = new StateDecoder(this.reader);
	}

	/**
	 * Decodes a frame body that is a disposition and nothing behind it.
	 * @param buf holds the body
	 * @param start index of its first byte
	 * @param end index behind its last byte
	 * @throws io.github.amqpreceiver.internal.codec.DecodeException if it is anything
	 * else
	 */
	public void decode(ByteBuf buf, int start, int end) {
		this.reader.reset(buf, start, end);
		this.states.expect(Descriptors.DISPOSITION, "a disposition");
		CompositeReader fields = this.reader.readComposite();
		this.receiverRole = mandatory(fields, "role") && this.reader.readBoolean();
		this.first = mandatory(fields, "first") ? this.reader.readUnsignedInt() : 0;
		this.last = fields.unsignedInt(this.first);
		this.settled = fields.bool(false);
		this.stateCode = fields.next() ? this.reader.readDescriptorCode() : 0;
		this.outcome = (this.stateCode != 0) ? this.states.outcome(this.stateCode) : null;
		// Whether it may be batched only matters to those who would answer it
		fields.bool(false);
		fields.end();
		if (this.reader.remaining() > 0) {
			throw this.reader.fail("disposition is followed by %d bytes".formatted(this.reader.remaining()));
		}
	}

	private boolean mandatory(CompositeReader fields, String name) {
		if (!fields.next()) {
			throw this.reader.fail("mandatory field %s is missing".formatted(name));
		}
		return true;
	}

	/**
	 * The role of the peer for these deliveries.
	 * @return whether it is the receiver
	 */
	public boolean receiverRole() {
		return this.receiverRole;
	}

	/**
	 * The first delivery-id.
	 * @return an unsigned 32-bit number
	 */
	public long first() {
		return this.first;
	}

	/**
	 * The last delivery-id.
	 * @return an unsigned 32-bit number, {@link #first()} if absent
	 */
	public long last() {
		return this.last;
	}

	/**
	 * Whether the peer has settled them.
	 * @return the field, false if absent
	 */
	public boolean settled() {
		return this.settled;
	}

	/**
	 * The descriptor of the delivery state.
	 * @return its code, 0 if there is no state; it may be that of a state that is no
	 * outcome, or {@link Descriptors#UNKNOWN}
	 */
	public long stateCode() {
		return this.stateCode;
	}

	/**
	 * The outcome, whose details were decoded with the frame, for a frame that is broken
	 * in them is no frame to act upon.
	 * @return the outcome, or null if the state is absent or none of the four
	 */
	public @Nullable Outcome outcome() {
		return this.outcome;
	}

}
