package io.github.amqpreceiver.internal.protocol;

import io.github.amqpreceiver.error.Conditions;
import io.github.amqpreceiver.internal.frame.Performative;
import io.github.amqpreceiver.options.Limits;
import org.jspecify.annotations.Nullable;

/**
 * What the peer said of itself in its open frame, as far as it is believed (AMQP 1.0,
 * section 2.7.1). Touched only on the event loop.
 */
final class RemoteOpen {

	/** Below this a peer's idle time-out cannot be kept up with (F-17). */
	private static final long SHORTEST_IDLE_MILLIS = 100;

	/** Every peer takes frames of this size, whatever it says. */
	private static final int MIN_MAX_FRAME_SIZE = 512;

	private final Limits limits;

	private Performative.@Nullable Open open;

	private int maxFrameSize = MIN_MAX_FRAME_SIZE;

	RemoteOpen(Limits limits) {
		this.limits = limits;
	}

	boolean came() {
		return this.open != null;
	}

	void accept(int channel, Performative.Open open) {
		if (channel != 0) {
			throw ProtocolError.connection(Conditions.FRAMING_ERROR, "an open came on channel %d", channel);
		}
		if (came()) {
			throw ProtocolError.connection(Conditions.ILLEGAL_STATE, "a second open came");
		}
		if (open.maxFrameSize() < MIN_MAX_FRAME_SIZE) {
			throw ProtocolError.connection(Conditions.INVALID_FIELD, "the open has max-frame-size %d, below %d",
					open.maxFrameSize(), MIN_MAX_FRAME_SIZE);
		}
		if (open.idleTimeOut() > 0 && open.idleTimeOut() < SHORTEST_IDLE_MILLIS) {
			throw ProtocolError.connection(Conditions.NOT_ALLOWED,
					"the open has an idle-time-out of %d ms, which heartbeats cannot keep up with", open.idleTimeOut());
		}
		this.open = open;
		// Bounded by what we accept ourselves: no buffer grows because a peer allows it.
		this.maxFrameSize = (int) Math.min(open.maxFrameSize(), this.limits.maxFrameSize());
	}

	int maxFrameSize() {
		return this.maxFrameSize;
	}

	/** The highest channel that both sides allow; 0 until the peer has opened. */
	int channelMax() {
		return (this.open == null) ? 0 : Math.min(this.open.channelMax(), this.limits.channelMax());
	}

	/** The peer's product and version, for error messages. */
	@Nullable String product() {
		return (this.open == null) ? null : PeerProduct.of(this.open);
	}

}
