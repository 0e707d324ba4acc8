package io.github.amqpreceiver;

import java.util.concurrent.CompletionStage;

import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.options.ReceiverOptions;
import io.github.amqpreceiver.options.SenderOptions;

/**
 * A session of a connection, shared by its links; it begins with the first link that
 * opens and begins anew after it was lost. Thread-safe.
 *
 * @since 0.1
 */
public interface AmqpSession {

	/**
	 * A receiver on an own link; nothing is sent before it is opened.
	 * @param options its settings
	 * @param handler gets its messages
	 * @return the receiver
	 */
	MessageReceiver receiver(ReceiverOptions options, MessageHandler handler);

	/**
	 * A receiver on an own link to fetch messages from.
	 * @param options its settings
	 * @return the receiver
	 */
	default PullReceiver pullReceiver(ReceiverOptions options) {
		return PullReceiver.create(this, options);
	}

	/**
	 * A receiver on an own link whose link credit is the demand of a subscriber.
	 * @param options its settings
	 * @return the publisher
	 */
	default ReceiverPublisher publisher(ReceiverOptions options) {
		return ReceiverPublisher.create(this, options);
	}

	/**
	 * A sender on an own link; nothing is sent before it is opened.
	 * @param options its settings
	 * @return the sender
	 */
	MessageSender sender(SenderOptions options);

	/**
	 * Destroys the receivers, closes the senders and ends the session. Idempotent.
	 * @return completes when the session has ended
	 */
	CompletionStage<Void> close();

}
