package io.github.amqpreceiver.recovery;

import java.time.Duration;

/**
 * How long to wait before the next attempt. Implementations are pure but for their random
 * source and may be shared.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface BackOff {

	/**
	 * The wait before an attempt.
	 * @param attempt which attempt will follow, from 1
	 * @return the wait, not negative
	 */
	Duration delay(int attempt);

	/**
	 * The same wait every time.
	 * @param delay the wait, 0 to 1 day
	 * @return a back-off
	 */
	static BackOff fixed(Duration delay) {
		return JitteredBackOff.fixed(delay);
	}

	/**
	 * A wait that grows by a factor up to a cap and is spread evenly round its value.
	 * @param initial the first wait, 0 to {@code max}
	 * @param multiplier the factor, 1 to 100
	 * @param max the cap before jitter, at most 1 day
	 * @param jitter how far to spread, as a share of the wait, from 0 to 1
	 * @return a back-off
	 */
	static BackOff exponential(Duration initial, double multiplier, Duration max, double jitter) {
		return JitteredBackOff.exponential(initial, multiplier, max, jitter);
	}

	/**
	 * A random wait between nothing and the growing cap, which spreads a herd best.
	 * @param initial the first cap
	 * @param multiplier the factor, 1 to 100
	 * @param max the highest cap, at most 1 day
	 * @return a back-off
	 */
	static BackOff fullJitter(Duration initial, double multiplier, Duration max) {
		return JitteredBackOff.full(initial, multiplier, max);
	}

}
