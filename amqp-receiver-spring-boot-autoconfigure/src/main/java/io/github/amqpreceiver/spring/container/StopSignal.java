package io.github.amqpreceiver.spring.container;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ends waits when the container stops. Thread-safe. */
final class StopSignal {

	private volatile CountDownLatch latch = new CountDownLatch(1);

	void lower() {
		this.latch = new CountDownLatch(1);
	}

	void raise() {
		this.latch.countDown();
	}

	boolean isRaised() {
		return this.latch.getCount() == 0;
	}

	/** Waits. Returns whether the container stops, or the thread was interrupted. */
	boolean await(long millis) {
		try {
			return this.latch.await(millis, TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return true;
		}
	}

}
