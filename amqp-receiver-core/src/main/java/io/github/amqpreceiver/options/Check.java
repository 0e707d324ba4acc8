package io.github.amqpreceiver.options;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import io.github.amqpreceiver.delivery.ReceiveSettleMode;
import io.github.amqpreceiver.delivery.SendSettleMode;
import io.github.amqpreceiver.error.ConfigurationException;
import org.jspecify.annotations.Nullable;

/**
 * Checks option values; each failure is one sentence with the option, its value and what
 * would be right.
 */
final class Check {

	private static final Set<String> MECHANISMS = Set.of("SCRAM-SHA-512", "SCRAM-SHA-256", "SCRAM-SHA-1", "EXTERNAL",
			"PLAIN", "ANONYMOUS");

	/** What the milliseconds of an int hold, in whole days. */
	private static final Duration LONGEST_IDLE = Duration.ofDays(24);

	private Check() {
	}

	static void that(boolean right, String option, @Nullable Object value, String wanted) {
		if (!right) {
			throw new ConfigurationException("%s is %s, but must be %s".formatted(option, shown(value), wanted), null,
					null);
		}
	}

	static void range(String option, long value, long min, long max) {
		that(value >= min && value <= max, option, value, "from %d to %d".formatted(min, max));
	}

	static void range(String option, Duration value, Duration min, Duration max) {
		that(value.compareTo(min) >= 0 && value.compareTo(max) <= 0, option, value,
				"from %s to %s".formatted(min, max));
	}

	static void name(String option, String value) {
		that(!value.isBlank() && value.length() <= 255, option, value,
				"1 to 255 characters that are not all blank (it has " + value.length() + ")");
	}

	static void idleTimeout(Duration value) {
		that(value.isZero() || (value.toMillis() >= 2_000 && value.compareTo(LONGEST_IDLE) <= 0), "idleTimeout", value,
				"from PT2S, because heartbeats could not keep up with less, to PT576H, or zero for never");
	}

	static void stallTimeout(Duration value) {
		that(value.isZero() || (value.toMillis() >= 1_000 && value.compareTo(Duration.ofDays(1)) <= 0), "stallTimeout",
				value, "from PT1S to PT24H, or zero for never");
	}

	static List<String> mechanisms(List<String> values) {
		for (String value : values) {
			that(MECHANISMS.contains(value), "saslMechanisms", value, "one of " + new java.util.TreeSet<>(MECHANISMS));
		}
		return List.copyOf(values);
	}

	static SendSettleMode settleModes(ReceiveSettleMode receive, @Nullable SendSettleMode send) {
		SendSettleMode suits = (receive == ReceiveSettleMode.PEEK_LOCK) ? SendSettleMode.UNSETTLED
				: SendSettleMode.SETTLED;
		that(send == null || send == SendSettleMode.MIXED || send == suits, "sendSettleMode", send,
				suits + " or MIXED where receiveSettleMode is " + receive);
		return (send == null) ? suits : send;
	}

	private static String shown(@Nullable Object value) {
		return (value instanceof String text) ? "'" + text + "'" : String.valueOf(value);
	}

}
