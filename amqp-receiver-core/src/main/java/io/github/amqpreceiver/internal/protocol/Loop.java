package io.github.amqpreceiver.internal.protocol;

import java.util.concurrent.Executor;

/**
 * The event loop of one connection: one thread that runs everything of it (I1).
 */
public interface Loop extends Executor {

	/**
	 * Whether the caller is on this loop.
	 * @return whether it is
	 */
	boolean inLoop();

	/**
	 * Runs a task on this loop later.
	 * @param task the task
	 * @param delayNanos after how many nanoseconds
	 * @return to call it off
	 */
	Timer schedule(Runnable task, long delayNanos);

	/**
	 * The clock that delays are measured with.
	 * @return nanoseconds, comparable with {@link System#nanoTime()} outside of tests
	 */
	long nanoTime();

	/** A task that was scheduled. */
	interface Timer {

		/** Calls the task off; nothing happens when it ran or runs. */
		void cancel();

	}

}
