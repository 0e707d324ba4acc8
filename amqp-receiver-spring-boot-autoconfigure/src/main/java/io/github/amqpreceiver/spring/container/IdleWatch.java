package io.github.amqpreceiver.spring.container;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * Tells when no message came for a while. {@link #touch()} may be called by any thread.
 */
final class IdleWatch {

	private final Duration interval;

	private final String id;

	private final ListenerEvents events;

	private volatile long lastMessage = System.nanoTime();

	private volatile @Nullable ScheduledFuture<?> task;

	IdleWatch(Duration interval, String id, ListenerEvents events) {
		this.interval = interval;
		this.id = id;
		this.events = events;
	}

	void touch() {
		this.lastMessage = System.nanoTime();
	}

	void start() {
		touch();
		schedule(this.interval.toNanos());
	}

	void stop() {
		ScheduledFuture<?> scheduled = this.task;
		this.task = null;
		if (scheduled != null) {
			scheduled.cancel(false);
		}
	}

	private void schedule(long nanos) {
		this.task = Timers.shared().schedule(this::look, nanos, TimeUnit.NANOSECONDS);
	}

	private void look() {
		if (this.task == null) {
			return;
		}
		long idle = System.nanoTime() - this.lastMessage;
		long interval = this.interval.toNanos();
		if (idle >= interval) {
			this.events.publish(new AmqpListenerEvent.Idle(this.id, Duration.ofNanos(idle)));
			schedule(interval);
		}
		else {
			schedule(interval - idle);
		}
	}

}
