package io.github.amqpreceiver.spring.container;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/** Tells when no message has come for a while. Thread-safe. */
final class IdleWatch {

	private final Duration interval;

	private final String id;

	private final ListenerEvents events;

	private volatile long lastMessage = System.nanoTime();

	private volatile @Nullable Turn turn;

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
		Turn begun = new Turn();
		this.turn = begun;
		begun.lookAfter(this.interval.toNanos());
	}

	void stop() {
		Turn ending = this.turn;
		this.turn = null;
		if (ending != null) {
			ending.cancel();
		}
	}

	/**
	 * From a start to the next stop. Whether it still counts is asked of the watch and
	 * not of the task's future, which may run before it is known here.
	 */
	private final class Turn implements Runnable {

		private volatile @Nullable ScheduledFuture<?> next;

		void lookAfter(long nanos) {
			this.next = Timers.shared().schedule(this, nanos, TimeUnit.NANOSECONDS);
		}

		void cancel() {
			ScheduledFuture<?> scheduled = this.next;
			if (scheduled != null) {
				scheduled.cancel(false);
			}
		}

		@Override
		public void run() {
			if (IdleWatch.this.turn != this) {
				return;
			}
			long interval = IdleWatch.this.interval.toNanos();
			long idle = System.nanoTime() - IdleWatch.this.lastMessage;
			if (idle >= interval) {
				IdleWatch.this.events.publish(new AmqpListenerEvent.Idle(IdleWatch.this.id, Duration.ofNanos(idle)));
				lookAfter(interval);
			}
			else {
				lookAfter(interval - idle);
			}
		}

	}

}
