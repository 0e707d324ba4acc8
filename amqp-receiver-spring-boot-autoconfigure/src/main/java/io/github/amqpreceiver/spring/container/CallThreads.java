package io.github.amqpreceiver.spring.container;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * Threads for the calls that no handler's thread makes, of listeners without an executor:
 * batches, and repeated calls after a failed future. As many as run at once, which each
 * listener's concurrency bounds. Shared by all applications of this JVM.
 */
final class CallThreads {

	private static final AtomicInteger number = new AtomicInteger();

	private static final Executor SHARED = new ThreadPoolExecutor(0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS,
			new SynchronousQueue<>(),
			(task) -> SharedThreadTask.thread(task, "amqp-receiver-call-" + number.incrementAndGet()));

	private CallThreads() {
	}

	static Executor with(@Nullable ClassLoader loader) {
		return (task) -> SHARED.execute(new SharedThreadTask(task, loader));
	}

}
