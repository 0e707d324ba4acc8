package io.github.amqpreceiver.spring.container;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads for batches of listeners without an executor. As many as batches run at once,
 * which each listener's concurrency bounds.
 */
final class BatchThreads {

	private static final AtomicInteger number = new AtomicInteger();

	private static final Executor SHARED = new ThreadPoolExecutor(0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS,
			new SynchronousQueue<>(), (task) -> {
				Thread thread = new Thread(task, "amqp-receiver-batch-" + number.incrementAndGet());
				thread.setDaemon(true);
				return thread;
			});

	private BatchThreads() {
	}

	static Executor shared() {
		return SHARED;
	}

}
