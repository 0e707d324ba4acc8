package io.github.amqpreceiver.spring.settle;

import java.util.Map;
import java.util.concurrent.CompletionStage;

import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.type.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * Settles the message of a listener whose ack mode is {@link AckMode#MANUAL}. May be used
 * from any thread, also after the method has returned; no method throws or blocks. Each
 * returns true when this call decided, false when the message was settled before or its
 * link is gone.
 *
 * @since 0.1
 */
public interface AmqpAcknowledgment {

	/**
	 * Settles as accepted.
	 * @return whether this call decided
	 */
	default boolean accept() {
		return settle(Outcome.accepted());
	}

	/**
	 * Settles as released: the broker delivers again and counts nothing.
	 * @return whether this call decided
	 */
	default boolean release() {
		return settle(Outcome.released());
	}

	/**
	 * Settles as rejected: the message is invalid.
	 * @param description a sentence for the person who finds the message, or null
	 * @return whether this call decided
	 */
	boolean reject(@Nullable String description);

	/**
	 * Settles as modified, with delivery-failed: the broker counts the attempt.
	 * @return whether this call decided
	 */
	default boolean fail() {
		return settle(Outcome.failed());
	}

	/**
	 * Settles as modified.
	 * @param deliveryFailed whether the broker counts the attempt
	 * @param undeliverableHere whether it should not deliver the message here again
	 * @param messageAnnotations annotations to merge into the message, may be empty
	 * @return whether this call decided
	 */
	default boolean modify(boolean deliveryFailed, boolean undeliverableHere, Map<Symbol, Object> messageAnnotations) {
		return settle(Outcome.modified(deliveryFailed, undeliverableHere, messageAnnotations));
	}

	/**
	 * Settles with any outcome.
	 * @param outcome the outcome
	 * @return whether this call decided
	 */
	boolean settle(Outcome outcome);

	/**
	 * Whether the message has its outcome, or its link is gone.
	 * @return whether settling would return false
	 */
	boolean settled();

	/**
	 * When the settlement has reached the wire. Callbacks run on the connection's event
	 * loop and must not block.
	 * @return completes with the outcome; fails when the link was lost before
	 */
	CompletionStage<Outcome> settlement();

}
