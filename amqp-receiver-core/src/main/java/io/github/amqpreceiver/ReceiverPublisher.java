package io.github.amqpreceiver;

import java.util.concurrent.Flow;

import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.options.ReceiverOptions;

/**
 * A receiver as a publisher of the {@link Flow} interfaces: what its one subscriber
 * requests becomes link credit, up to the prefetch of the options, and without demand no
 * credit is granted. What has arrived and cannot be passed on goes back to the peer.
 * Signals run on the receiver's handler threads, or on the thread that requests.
 *
 * @since 0.1
 */
public interface ReceiverPublisher extends Flow.Publisher<Delivery> {

	/**
	 * A publisher; nothing is sent before its {@link #receiver()} is opened.
	 * @param session the session for its link
	 * @param options its settings; {@code prefetch} bounds the credit
	 * @return the publisher
	 */
	static ReceiverPublisher create(AmqpSession session, ReceiverOptions options) {
		return new CreditPublisher(session, options);
	}

	/**
	 * The receiver behind it, to open, close, destroy and watch.
	 * @return the receiver
	 */
	MessageReceiver receiver();

}
