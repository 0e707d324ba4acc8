package io.github.amqpreceiver.spring.container;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ends waits when the container stops. Thread-safe. */
final class StopSignal {

	private volatile CountDownLatch latch = new CountDownLatch(1);

	private final Set<CompletableFuture<Void>> waits = ConcurrentHashMap.newKeySet();

	void lower() {
		this.latch = new CountDownLatch(1);
	}

	void raise() {
		this.latch.countDown();
		this.waits.forEach((wait) -> wait.complete(null));
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

	/** Waits without a thread: completes after that time, or when the container stops. */
	CompletableFuture<Void> after(long millis) {
		CompletableFuture<Void> wait = new CompletableFuture<>();
		this.waits.add(wait);
		wait.whenComplete((nothing, failure) -> this.waits.remove(wait));
		if (isRaised()) {
			wait.complete(null);
		}
		return wait.completeOnTimeout(null, millis, TimeUnit.MILLISECONDS);
	}

}
