package io.github.amqpreceiver;

import java.time.Duration;
import java.util.List;

import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.options.ReceiverOptions;
import org.jspecify.annotations.Nullable;

/**
 * A receiver whose messages are fetched by the caller instead of handed to a handler.
 * What has arrived and is not fetched yet is bounded by the link credit, and goes back to
 * the peer when the receiver closes. Each delivery that is fetched has to be settled.
 * Thread-safe; these methods block and are not for event loops.
 *
 * @since 0.1
 */
public interface PullReceiver {

	/**
	 * A receiver to fetch from; nothing is sent before its {@link #receiver()} is opened.
	 * @param session the session for its link
	 * @param options its settings; their {@code dispatch} does not matter
	 * @return the receiver
	 */
	static PullReceiver create(AmqpSession session, ReceiverOptions options) {
		return new BufferedPullReceiver(session, options);
	}

	/**
	 * The receiver behind it, to open, close, destroy and watch.
	 * @return the receiver
	 */
	MessageReceiver receiver();

	/**
	 * Fetches one message.
	 * @param timeout how long to wait for it, 0 to look only
	 * @return the delivery, or null when none came in time
	 * @throws InterruptedException when the caller is interrupted
	 */
	@Nullable Delivery receive(Duration timeout) throws InterruptedException;

	/**
	 * Fetches several messages: waits for the first one, then takes what else is there or
	 * comes in time.
	 * @param max how many at most, at least 1
	 * @param timeout how long to wait for all of them
	 * @return the deliveries, in the order of arrival; empty when none came in time
	 * @throws io.github.amqpreceiver.error.ConfigurationException if {@code max} is less
	 * than 1
	 * @throws InterruptedException when the caller is interrupted and has got none
	 */
	List<Delivery> receiveBatch(int max, Duration timeout) throws InterruptedException;

}
