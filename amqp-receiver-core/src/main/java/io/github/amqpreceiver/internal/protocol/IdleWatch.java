package io.github.amqpreceiver.internal.protocol;

import java.util.function.LongConsumer;

import org.jspecify.annotations.Nullable;

/**
 * Idle time-outs of both sides (AMQP 1.0, section 2.4.5): an empty frame when we were
 * silent for a quarter of the peer's, and the end when the peer was silent for ours. Only
 * whole frames count. Touched only on the event loop.
 */
final class IdleWatch {

	private final Loop loop;

	private final long idleNanos;

	private final FrameOutput output;

	private final LongConsumer gone;

	private long lastFrameAt;

	private Loop.@Nullable Timer idleTimer;

	private Loop.@Nullable Timer beatTimer;

	/**
	 * A watch that is not started.
	 * @param idleNanos after how long without a frame the peer counts as gone, 0 for
	 * never
	 * @param output writes the empty frames, and knows when something was written
	 * @param gone told for how many nanoseconds the peer was silent
	 */
	IdleWatch(Loop loop, long idleNanos, FrameOutput output, LongConsumer gone) {
		this.loop = loop;
		this.idleNanos = idleNanos;
		this.output = output;
		this.gone = gone;
		this.lastFrameAt = loop.nanoTime();
	}

	void start(long peerIdleMillis) {
		if (peerIdleMillis > 0) {
			long every = Math.max(1, peerIdleMillis / 4) * 1_000_000;
			this.beatTimer = this.loop.schedule(() -> beat(every), every);
		}
		if (this.idleNanos > 0) {
			this.idleTimer = this.loop.schedule(this::check, this.idleNanos);
		}
	}

	void frameRead(long now) {
		this.lastFrameAt = now;
	}

	private void beat(long every) {
		if (this.loop.nanoTime() - this.output.lastWriteAt() >= every) {
			this.output.writeEmpty();
		}
		this.beatTimer = this.loop.schedule(() -> beat(every), every);
	}

	private void check() {
		long silent = this.loop.nanoTime() - this.lastFrameAt;
		if (silent >= this.idleNanos) {
			this.gone.accept(silent);
		}
		else {
			this.idleTimer = this.loop.schedule(this::check, this.idleNanos - silent);
		}
	}

	void stop() {
		if (this.idleTimer != null) {
			this.idleTimer.cancel();
		}
		if (this.beatTimer != null) {
			this.beatTimer.cancel();
		}
	}

}
