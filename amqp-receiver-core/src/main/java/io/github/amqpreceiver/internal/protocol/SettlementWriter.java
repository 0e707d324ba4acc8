package io.github.amqpreceiver.internal.protocol;

import java.lang.invoke.VarHandle;

import io.netty.buffer.ByteBuf;

/**
 * Writes the dispositions of a session once a burst, as ranges (AMQP 1.0, section 2.7.6).
 * Touched only on the event loop.
 */
final class SettlementWriter {

	private final ConnectionEngine connection;

	private final int channel;

	private final DispositionBurst decided = new DispositionBurst();

	private final DispositionBurst confirming = new DispositionBurst();

	SettlementWriter(ConnectionEngine connection, int channel) {
		this.connection = connection;
		this.channel = channel;
	}

	/** An outcome was decided. */
	void settle(HeldDelivery delivery) {
		this.decided.add(delivery);
	}

	/** The peer has settled what was decided. */
	void confirm(HeldDelivery delivery) {
		this.confirming.add(delivery);
	}

	/** Writes what was decided since the last burst. */
	void burstEnded() {
		flush(this.decided, false);
		flush(this.confirming, true);
	}

	private void flush(DispositionBurst burst, boolean confirm) {
		if (burst.isEmpty()) {
			return;
		}
		// A link may have ended, or the peer been faster, since the outcome was decided.
		burst.retain(confirm ? HeldDelivery.CONFIRMING : HeldDelivery.DECIDED);
		if (burst.isEmpty()) {
			return;
		}
		FrameOutput output = this.connection.output();
		ByteBuf out = output.buffer();
		int start = out.writerIndex();
		int frames = burst.write(out, this.channel, confirm, output.maxFrameSize());
		output.writtenAll(out, start, frames, burst.traced());
		burst.get(0).link.metrics().dispositionFrames(frames);
		long now = this.connection.loop().nanoTime();
		for (int i = 0; i < burst.size(); i++) {
			burst.get(i).link.settlements().written(burst.get(i), confirm, now);
		}
		// Once for all, between the new states and the look for who waits for them
		VarHandle.fullFence();
		for (int i = 0; i < burst.size(); i++) {
			Settlements.told(burst.get(i));
		}
		burst.clear();
	}

}
