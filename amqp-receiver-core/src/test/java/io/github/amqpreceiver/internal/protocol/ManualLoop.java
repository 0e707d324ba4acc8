package io.github.amqpreceiver.internal.protocol;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/** An event loop that runs when it is told to, with a clock turned by hand. */
final class ManualLoop implements Loop {

	private final Queue<Runnable> tasks = new ArrayDeque<>();

	private final PriorityQueue<Due> timers = new PriorityQueue<>(
			Comparator.<Due>comparingLong((due) -> due.at).thenComparingLong((due) -> due.order));

	private long now = 1_000_000_000L;

	private long order;

	@Override
	public boolean inLoop() {
		return true;
	}

	@Override
	public void execute(Runnable task) {
		this.tasks.add(task);
	}

	@Override
	public Timer schedule(Runnable task, long delayNanos) {
		Due due = new Due(this.now + Math.max(0, delayNanos), this.order++, task);
		this.timers.add(due);
		return () -> this.timers.remove(due);
	}

	@Override
	public long nanoTime() {
		return this.now;
	}

	void run() {
		for (Runnable task = this.tasks.poll(); task != null; task = this.tasks.poll()) {
			task.run();
		}
	}

	void advance(Duration by) {
		long until = this.now + by.toNanos();
		run();
		for (Due due = this.timers.peek(); due != null && due.at <= until; due = this.timers.peek()) {
			this.timers.remove(due);
			this.now = Math.max(this.now, due.at);
			due.task.run();
			run();
		}
		this.now = until;
	}

	private record Due(long at, long order, Runnable task) {
	}

}
