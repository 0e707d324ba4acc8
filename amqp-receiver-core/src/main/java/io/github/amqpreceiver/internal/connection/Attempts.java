package io.github.amqpreceiver.internal.connection;

import java.time.Duration;

import io.github.amqpreceiver.internal.protocol.Loop;
import io.github.amqpreceiver.recovery.BackOff;
import org.jspecify.annotations.Nullable;

/**
 * Counts the attempts of one outage, and waits between them. The count starts anew only
 * when what was recovered has stayed for a while: success alone proves nothing (F-07).
 * Touched only on the event loop.
 */
final class Attempts {

	private final Loop loop;

	private final BackOff backOff;

	private final long stableNanos;

	private int count;

	private int inOutage;

	private long outageSince;

	private long successAt;

	private boolean succeeded;

	private Loop.@Nullable Timer timer;

	Attempts(Loop loop, BackOff backOff, Duration stableAfter) {
		this.loop = loop;
		this.backOff = backOff;
		this.stableNanos = stableAfter.toNanos();
	}

	/**
	 * Something was lost or could not be made.
	 * @return whether it had been there for a while
	 */
	boolean failed() {
		long now = this.loop.nanoTime();
		boolean stable = this.succeeded && now - this.successAt >= this.stableNanos;
		if (stable) {
			this.count = 0;
		}
		if (this.inOutage == 0) {
			this.outageSince = now;
		}
		this.succeeded = false;
		this.count++;
		this.inOutage++;
		return stable;
	}

	/** It is there again, or for the first time. */
	void succeeded() {
		this.succeeded = true;
		this.successAt = this.loop.nanoTime();
		this.inOutage = 0;
		cancel();
	}

	/**
	 * Waits before the next attempt.
	 * @param instead the back-off to use instead of the usual one, or null; it has a
	 * reason that every address shares, and so holds for each attempt
	 * @param round how many attempts make one round of the back-off: the number of
	 * addresses
	 * @param attempt the attempt
	 * @return the wait
	 */
	Duration schedule(@Nullable BackOff instead, int round, Runnable attempt) {
		int rounds = (this.count + round - 1) / round;
		Duration delay = (instead != null) ? instead.delay(this.count)
				: (this.count % round != 0) ? Duration.ZERO : this.backOff.delay(rounds);
		cancel();
		this.timer = this.loop.schedule(attempt, Math.max(0, delay.toNanos()));
		return delay;
	}

	void cancel() {
		if (this.timer != null) {
			this.timer.cancel();
			this.timer = null;
		}
	}

	/** Which attempt of the outage comes next, from 1; 0 when there is no outage. */
	int current() {
		return this.inOutage;
	}

	Duration outage() {
		return Duration.ofNanos(this.loop.nanoTime() - this.outageSince);
	}

}
