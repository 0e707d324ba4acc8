package io.github.amqpreceiver.internal.connection;

import java.time.Duration;
import java.util.function.Consumer;

import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.internal.protocol.Loop;
import io.github.amqpreceiver.internal.protocol.ReceiverLink;
import io.github.amqpreceiver.options.ReceiverOptions;
import org.jspecify.annotations.Nullable;

/**
 * Looks after one attached link: probes it when nothing was heard for long though it has
 * credit, and ends handlers that take too long. An idle link costs one timer, and a frame
 * a stall timeout. Touched only on the event loop.
 */
final class Watchdog {

	private final Loop loop;

	private final long stallNanos;

	private final long handlerNanos;

	private final long answerNanos;

	private final Consumer<Duration> stalled;

	private @Nullable ReceiverLink link;

	private Loop.@Nullable Timer stallTimer;

	private Loop.@Nullable Timer handlerTimer;

	Watchdog(Loop loop, ReceiverOptions options, Consumer<Duration> stalled) {
		this.loop = loop;
		this.stallNanos = options.stallTimeout().toNanos();
		this.handlerNanos = (options.handlerTimeout() != null) ? options.handlerTimeout().toNanos() : 0;
		this.answerNanos = options.attachTimeout().toNanos();
		this.stalled = stalled;
	}

	void watch(ReceiverLink attached) {
		stop();
		this.link = attached;
		if (this.stallNanos > 0) {
			this.stallTimer = this.loop.schedule(() -> look(attached), this.stallNanos);
		}
		if (this.handlerNanos > 0) {
			this.handlerTimer = this.loop.schedule(() -> expire(attached), this.handlerNanos);
		}
	}

	private void look(ReceiverLink watched) {
		if (watched != this.link) {
			return;
		}
		long silent = this.loop.nanoTime() - watched.lastFrameAt();
		if (watched.credit() == 0 || silent < this.stallNanos) {
			this.stallTimer = this.loop.schedule(() -> look(watched),
					Math.max(this.stallNanos - silent, this.stallNanos / 4));
			return;
		}
		watched.probe((failure) -> answered(watched));
		this.stallTimer = this.loop.schedule(() -> {
			if (watched == this.link) {
				this.stalled.accept(Duration.ofNanos(this.loop.nanoTime() - watched.lastFrameAt()));
			}
		}, this.answerNanos);
	}

	private void answered(ReceiverLink watched) {
		if (watched == this.link && this.stallTimer != null) {
			this.stallTimer.cancel();
			this.stallTimer = this.loop.schedule(() -> look(watched), this.stallNanos);
		}
	}

	private void expire(ReceiverLink watched) {
		if (watched == this.link) {
			watched.expireHandlers(this.loop.nanoTime() - this.handlerNanos, Outcome.failed());
			this.handlerTimer = this.loop.schedule(() -> expire(watched), Math.max(1_000_000, this.handlerNanos / 4));
		}
	}

	void stop() {
		this.link = null;
		if (this.stallTimer != null) {
			this.stallTimer.cancel();
		}
		if (this.handlerTimer != null) {
			this.handlerTimer.cancel();
		}
	}

}
