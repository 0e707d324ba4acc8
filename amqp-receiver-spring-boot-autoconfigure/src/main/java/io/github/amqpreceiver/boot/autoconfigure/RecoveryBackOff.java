package io.github.amqpreceiver.boot.autoconfigure;

import java.time.Duration;

import io.github.amqpreceiver.boot.autoconfigure.AmqpReceiverProperties.Recovery;
import io.github.amqpreceiver.options.RecoveryOptions;
import io.github.amqpreceiver.recovery.BackOff;

import org.springframework.boot.context.properties.PropertyMapper;

/** The back-off, of which single values may be set. */
final class RecoveryBackOff {

	private static final Duration LONGEST = Duration.ofDays(1);

	private RecoveryBackOff() {
	}

	static BackOff of(String prefix, Recovery source) {
		Duration max = (source.maxDelay() != null) ? source.maxDelay() : RecoveryOptions.MAX_DELAY;
		Duration initial = (source.initialDelay() != null) ? source.initialDelay() : RecoveryOptions.INITIAL_DELAY;
		double factor = (source.multiplier() != null) ? source.multiplier() : RecoveryOptions.MULTIPLIER;
		double jitter = (source.jitter() != null) ? source.jitter() : RecoveryOptions.JITTER;
		CheckedProperty check = new CheckedProperty(prefix, () -> BackOff.exponential(initial, factor, max, jitter));
		PropertyMapper map = PropertyMapper.get();
		map.from(source.jitter())
			.when((value) -> value < 0 || value > 1)
			.to((value) -> check.fail("jitter", value.toString(), "It must be from 0 to 1.",
					"Write 0.2 for a wait that is spread by a fifth."));
		map.from(source.multiplier())
			.when((value) -> value < 1 || value > 100)
			.to((value) -> check.fail("multiplier", value.toString(), "It must be from 1 to 100.",
					"Write 2 for a wait that doubles."));
		inRange(check, "initial-delay", initial);
		inRange(check, "max-delay", max);
		if (initial.compareTo(max) > 0) {
			boolean first = source.initialDelay() != null;
			check.fail(first ? "initial-delay" : "max-delay", String.valueOf(first ? initial : max),
					"The first wait, " + CheckedProperty.text(initial) + ", must not be longer than the longest, "
							+ CheckedProperty.text(max) + ".",
					"Change one of initial-delay and max-delay.");
		}
		return BackOff.exponential(initial, factor, max, jitter);
	}

	private static void inRange(CheckedProperty check, String name, Duration value) {
		if (value.isNegative() || value.compareTo(LONGEST) > 0) {
			check.fail(name, value.toString(), "It must be from 0s to " + CheckedProperty.text(LONGEST) + ".",
					CheckedProperty.action(value));
		}
	}

}
