package io.github.amqpreceiver;

import java.util.concurrent.CompletionStage;

import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.message.OutgoingMessage;

/**
 * A minimal sender, for replies, tests and samples. Thread-safe; never blocks. It does
 * not recover: a lost link fails what is pending, and {@link #open()} attaches anew.
 *
 * @since 0.1
 */
public interface MessageSender {

	/**
	 * The link's name.
	 * @return the name
	 */
	String name();

	/**
	 * Attaches the link, connecting first where needed.
	 * @return completes when attached
	 */
	CompletionStage<Void> open();

	/**
	 * Sends as soon as there is credit; messages go out in the order of the calls. Opens
	 * the link when that was not done.
	 * @param message the message
	 * @return completes with the peer's outcome, or with accepted once written where the
	 * sender sends settled; fails when the link is lost first, with a
	 * {@link io.github.amqpreceiver.error.MessageSizeExceededException} when the peer
	 * takes no message of that size, and with an
	 * {@link io.github.amqpreceiver.error.OperationTimeoutException} after the send
	 * timeout
	 */
	CompletionStage<Outcome> send(OutgoingMessage message);

	/**
	 * Detaches the link; what is still pending fails. Idempotent.
	 * @return completes when the link is detached
	 */
	CompletionStage<Void> close();

}
