package io.github.amqpreceiver.spring.container;

import org.jspecify.annotations.Nullable;

/**
 * A task of one application on a thread that all applications of this JVM share, and that
 * may outlive it: has the class loader of its own, and leaves none behind.
 *
 * @param task what to do
 * @param loader the application's class loader, or null for none
 */
record SharedThreadTask(Runnable task, @Nullable ClassLoader loader) implements Runnable {

	/** A daemon that does not hold the class loader of whoever makes it. */
	static Thread thread(Runnable work, String name) {
		Thread thread = new Thread(work, name);
		thread.setDaemon(true);
		thread.setContextClassLoader(SharedThreadTask.class.getClassLoader());
		return thread;
	}

	@Override
	public void run() {
		Thread thread = Thread.currentThread();
		thread.setContextClassLoader(this.loader);
		try {
			this.task.run();
		}
		finally {
			thread.setContextClassLoader(SharedThreadTask.class.getClassLoader());
		}
	}

}
