package io.github.amqpreceiver.spring.container;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * Keeps the JVM alive while there are listeners: all threads that receive and handle are
 * daemons, so that an application without a web server would end at once. Thread-safe.
 */
final class KeepAlive {

	static final String THREAD = "amqp-receiver-keep-alive";

	private final ReentrantLock lock = new ReentrantLock();

	private @Nullable CountDownLatch end;

	void begin() {
		this.lock.lock();
		try {
			if (this.end == null) {
				CountDownLatch mine = new CountDownLatch(1);
				Thread thread = new Thread(() -> await(mine), THREAD);
				thread.setDaemon(false);
				thread.start();
				this.end = mine;
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	void end() {
		this.lock.lock();
		try {
			if (this.end != null) {
				this.end.countDown();
				this.end = null;
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private static void await(CountDownLatch end) {
		try {
			end.await();
		}
		catch (InterruptedException ex) {
			// whoever interrupts it wants the JVM to end
			Thread.currentThread().interrupt();
		}
	}

}
