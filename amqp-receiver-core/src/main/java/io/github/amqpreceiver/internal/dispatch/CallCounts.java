package io.github.amqpreceiver.internal.dispatch;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many handlers were begun and have ended; read by any thread. Where one runs at a
 * time, and so one thread counts at a time, an addition costs no more than the write.
 */
final class CallCounts {

	private final AtomicLong taken = new AtomicLong();

	private final AtomicLong finished = new AtomicLong();

	/** Those whose stage ended after the call, on whatever thread. */
	private final AtomicLong finishedLater = new AtomicLong();

	private boolean shared = true;

	/** One thread at a time calls handlers; said before the first call. */
	void oneAtATime() {
		this.shared = false;
	}

	void begun() {
		add(this.taken);
	}

	void ended() {
		add(this.finished);
	}

	void endedLater() {
		this.finishedLater.incrementAndGet();
	}

	private void add(AtomicLong count) {
		if (this.shared) {
			count.incrementAndGet();
		}
		else {
			count.setRelease(count.getPlain() + 1);
		}
	}

	/**
	 * How many deliveries were taken out of the buffer.
	 * @return a count that only grows
	 */
	long taken() {
		return this.taken.get();
	}

	/**
	 * How many handlers run.
	 * @return handlers
	 */
	int inFlight() {
		long done = this.finished.get() + this.finishedLater.get();
		return (int) Math.max(0, this.taken.get() - done);
	}

}
