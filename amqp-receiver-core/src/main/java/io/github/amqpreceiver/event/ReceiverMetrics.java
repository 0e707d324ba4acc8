package io.github.amqpreceiver.event;

import io.github.amqpreceiver.delivery.Outcome;

/**
 * Counts and times of a receiver, for a meter registry. All methods are called on the
 * connection's event loop, are on the hot path, and must not block or throw.
 *
 * @since 0.1
 */
public interface ReceiverMetrics {

	/** Counts nothing. */
	ReceiverMetrics NONE = new ReceiverMetrics() {
	};

	/**
	 * Messages arrived, told once a burst.
	 * @param messages how many
	 * @param bytes their encoded size, in bytes
	 */
	default void received(int messages, long bytes) {
	}

	/**
	 * A delivery was settled and its disposition written.
	 * @param kind its outcome
	 * @param nanos from its arrival to the writing, in nanoseconds
	 */
	default void settled(Outcome.Kind kind, long nanos) {
	}

	/**
	 * Disposition frames were written.
	 * @param frames how many
	 */
	default void dispositionFrames(int frames) {
	}

	/** A message came that was delivered before. */
	default void redelivered() {
	}

	/** A message was rejected because it is too large. */
	default void oversize() {
	}

	/** A message was rejected because it could not be decoded. */
	default void decodeError() {
	}

	/** A settlement was dropped because its link was gone. */
	default void staleSettlement() {
	}

	/** A message was given back unbuffered because the in-flight limit was reached. */
	default void overLimit() {
	}

}
