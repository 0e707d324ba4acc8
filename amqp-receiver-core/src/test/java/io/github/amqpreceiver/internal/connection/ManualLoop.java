package io.github.amqpreceiver.internal.connection;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

import io.github.amqpreceiver.internal.protocol.Loop;

/** A loop whose clock a test moves; for one thread. */
final class ManualLoop implements Loop {

	private final PriorityQueue<Task> tasks = new PriorityQueue<>(Comparator.comparingLong(Task::due));

	private long now = 1_000_000_000;

	@Override
	public void execute(Runnable task) {
		task.run();
	}

	@Override
	public boolean inLoop() {
		return true;
	}

	@Override
	public Timer schedule(Runnable task, long delayNanos) {
		Task scheduled = new Task(this.now + delayNanos, task);
		this.tasks.add(scheduled);
		return () -> this.tasks.remove(scheduled);
	}

	@Override
	public long nanoTime() {
		return this.now;
	}

	/** Lets time pass; what is due runs at its time. */
	void pass(Duration duration) {
		long end = this.now + duration.toNanos();
		while (!this.tasks.isEmpty() && this.tasks.peek().due() <= end) {
			Task next = this.tasks.remove();
			this.now = Math.max(this.now, next.due());
			next.action().run();
		}
		this.now = end;
	}

	int scheduled() {
		return this.tasks.size();
	}

	private record Task(long due, Runnable action) {

		@Override
		public boolean equals(Object other) {
			return this == other;
		}

		@Override
		public int hashCode() {
			return System.identityHashCode(this);
		}

	}

}
