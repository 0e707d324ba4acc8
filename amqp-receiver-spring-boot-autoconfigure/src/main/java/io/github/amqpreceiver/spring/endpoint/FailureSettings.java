package io.github.amqpreceiver.spring.endpoint;

import java.time.Duration;
import java.util.Map;

import io.github.amqpreceiver.spring.settle.FailureOutcome;

/**
 * What becomes of a message whose call failed, or that is not fit to be handed over.
 *
 * @since 0.1
 */
public final class FailureSettings {

	/**
	 * What becomes of a message whose method threw something that no other setting names;
	 * modified-failed by default.
	 */
	public static final ListenerSetting<FailureOutcome> FAILURE_OUTCOME = ListenerSetting
		.<FailureOutcome>any("failureOutcome")
		.withDefault(FailureOutcome.MODIFIED_FAILED);

	/**
	 * Outcomes by the class name of an exception; the most specific type wins, and those
	 * of all layers are joined.
	 */
	public static final ListenerSetting<Map<String, FailureOutcome>> EXCEPTION_OUTCOMES = ListenerSetting
		.joinedMap("exceptionOutcomes");

	/**
	 * How often a message is tried; after that many failed deliveries it is rejected
	 * without a call; 1 to 2³¹-1, no limit by default.
	 */
	public static final ListenerSetting<Integer> MAX_DELIVERIES = ListenerSetting.number("maxDeliveries", 1,
			Integer.MAX_VALUE);

	/**
	 * How often a failed call is repeated before the message gets its outcome; 0 to
	 * 1,000, 0 by default.
	 */
	public static final ListenerSetting<Integer> RETRIES = ListenerSetting.number("retries", 0, 1_000).withDefault(0);

	/** How long to wait before the first of these; 1 ms to 1 day, 1 s by default. */
	public static final ListenerSetting<Duration> RETRY_DELAY = ListenerSetting
		.duration("retryDelay", Duration.ofMillis(1), Duration.ofDays(1))
		.withDefault(Duration.ofSeconds(1));

	/** By what the wait grows each time; 1 to 100, 2 by default. */
	public static final ListenerSetting<Double> RETRY_MULTIPLIER = ListenerSetting
		.<Double>ranged("retryMultiplier", (value) -> value >= 1 && value <= 100, "1 to 100")
		.withDefault(2.0);

	/** The longest wait; 1 ms to 1 day, 30 s by default. */
	public static final ListenerSetting<Duration> RETRY_MAX_DELAY = ListenerSetting
		.duration("retryMaxDelay", Duration.ofMillis(1), Duration.ofDays(1))
		.withDefault(Duration.ofSeconds(30));

	/**
	 * How much a wait may be shorter or longer by chance; 0 to 1 day, a quarter of the
	 * first wait by default.
	 */
	public static final ListenerSetting<Duration> RETRY_JITTER = ListenerSetting.duration("retryJitter", Duration.ZERO,
			Duration.ofDays(1));

	/**
	 * The address that a message goes to, with the reason in its annotations, when its
	 * call finally failed; it is accepted after that.
	 */
	public static final ListenerSetting<String> RECOVER_TO = ListenerSetting.any("recoverTo");

	/** The name of an error handler bean. */
	public static final ListenerSetting<String> ERROR_HANDLER = ListenerSetting.any("errorHandler");

	/**
	 * What becomes of a message that expired before its call; messages are not looked at
	 * for that when not set.
	 */
	public static final ListenerSetting<FailureOutcome> EXPIRED_OUTCOME = ListenerSetting.any("expiredOutcome");

	/**
	 * How much of the peer's lock must be left when the method is called, else the
	 * message has the {@link #LOCK_OUTCOME}; 0 to 1 day, locks are not looked at when
	 * neither is set.
	 */
	public static final ListenerSetting<Duration> LOCK_MARGIN = ListenerSetting.duration("lockMargin", Duration.ZERO,
			Duration.ofDays(1));

	/**
	 * What becomes of a message whose lock is over, or nearly, before its call; released
	 * by default. Set without a {@link #LOCK_MARGIN}, locks are held to their very end.
	 */
	public static final ListenerSetting<FailureOutcome> LOCK_OUTCOME = ListenerSetting
		.<FailureOutcome>any("lockOutcome")
		.withDefault(FailureOutcome.RELEASED);

	/**
	 * How long a message may wait here for its call, else it has the
	 * {@link #MAX_AGE_OUTCOME}; 1 ms to 30 days, for ever when not set.
	 */
	public static final ListenerSetting<Duration> MAX_AGE = ListenerSetting.duration("maxAge", Duration.ofMillis(1),
			Duration.ofDays(30));

	/**
	 * What becomes of a message that has waited here for too long; released by default.
	 */
	public static final ListenerSetting<FailureOutcome> MAX_AGE_OUTCOME = ListenerSetting
		.<FailureOutcome>any("maxAgeOutcome")
		.withDefault(FailureOutcome.RELEASED);

	private FailureSettings() {
	}

}
