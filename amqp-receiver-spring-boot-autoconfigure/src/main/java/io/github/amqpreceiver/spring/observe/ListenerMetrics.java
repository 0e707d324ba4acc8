package io.github.amqpreceiver.spring.observe;

import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.event.ReceiverMetrics;
import org.jspecify.annotations.Nullable;

/**
 * Counts and times of one address of a listener. On the hot path: must not block or
 * throw. Called on the thread on which the processing ended.
 *
 * @since 0.1
 */
public interface ListenerMetrics {

	/** Counts nothing. */
	ListenerMetrics NONE = new ListenerMetrics() {
	};

	/**
	 * A message was processed.
	 * @param nanos from the beginning of the call to its outcome, in nanoseconds
	 * @param outcome its outcome, or null when the method settles by itself
	 * @param failure why it failed, or null when it did not
	 */
	default void processed(long nanos, Outcome.@Nullable Kind outcome, @Nullable Throwable failure) {
	}

	/**
	 * A message was given back without a call because it was no longer fresh.
	 * @param reason {@code lock}, {@code expired} or {@code age}
	 */
	default void stale(String reason) {
	}

	/**
	 * A message was rejected without a call because it was tried too often.
	 */
	default void exhausted() {
	}

	/**
	 * A call was repeated before the message got its outcome.
	 */
	default void retried() {
	}

	/**
	 * The core's counts for the receivers of the same address.
	 * @return the receiver's metrics
	 */
	default ReceiverMetrics receiver() {
		return ReceiverMetrics.NONE;
	}

}
