package io.github.amqpreceiver.benchmarks.jmh;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.github.amqpreceiver.internal.protocol.Loop;

/**
 * An event loop that the thread of a benchmark runs. Tasks may come from any thread;
 * timers never fire, because what is measured does not wait for one.
 */
final class BenchLoop implements Loop {

	private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

	private final Thread thread = Thread.currentThread();

	@Override
	public boolean inLoop() {
		return Thread.currentThread() == this.thread;
	}

	@Override
	public void execute(Runnable task) {
		this.tasks.add(task);
	}

	@Override
	public Timer schedule(Runnable task, long delayNanos) {
		return () -> {
		};
	}

	@Override
	public long nanoTime() {
		return System.nanoTime();
	}

	/** Runs what waits. */
	void run() {
		for (Runnable task = this.tasks.poll(); task != null; task = this.tasks.poll()) {
			task.run();
		}
	}

}
