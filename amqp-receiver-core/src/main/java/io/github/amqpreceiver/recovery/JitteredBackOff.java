package io.github.amqpreceiver.recovery;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

import io.github.amqpreceiver.error.ConfigurationException;

/**
 * The one back-off behind the factories of {@link BackOff}: a capped exponential wait
 * between {@code low} and {@code high} times its value.
 */
record JitteredBackOff(Duration initial, double multiplier, Duration max, double low, double high) implements BackOff {

	private static final Duration LONGEST = Duration.ofDays(1);

	JitteredBackOff {
		require(!initial.isNegative(), "initial", initial, "not negative");
		require(multiplier >= 1 && multiplier <= 100, "multiplier", multiplier, "from 1 to 100");
		require(max.compareTo(initial) >= 0, "max", max, "at least the initial wait of " + initial);
		require(max.compareTo(LONGEST) <= 0, "max", max, "at most " + LONGEST);
		require(low >= 0 && low <= high && high <= 2, "jitter", high - low, "from 0 to 1");
	}

	static JitteredBackOff fixed(Duration delay) {
		return new JitteredBackOff(delay, 1, delay, 1, 1);
	}

	static JitteredBackOff exponential(Duration initial, double multiplier, Duration max, double jitter) {
		return new JitteredBackOff(initial, multiplier, max, 1 - jitter, 1 + jitter);
	}

	static JitteredBackOff full(Duration initial, double multiplier, Duration max) {
		return new JitteredBackOff(initial, multiplier, max, 0, 1);
	}

	@Override
	public Duration delay(int attempt) {
		double cap = Math.min(this.max.toNanos(), this.initial.toNanos() * Math.pow(this.multiplier, attempt - 1));
		double share = (this.high > this.low) ? ThreadLocalRandom.current().nextDouble(this.low, this.high) : this.low;
		return Duration.ofNanos((long) (cap * share));
	}

	private static void require(boolean right, String name, Object value, String range) {
		if (!right) {
			throw new ConfigurationException("back-off %s is %s, but must be %s".formatted(name, value, range), null,
					null);
		}
	}

}
