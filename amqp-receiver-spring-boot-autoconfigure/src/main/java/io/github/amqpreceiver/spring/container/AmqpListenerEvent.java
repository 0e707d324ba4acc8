package io.github.amqpreceiver.spring.container;

import java.time.Duration;

import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.event.ReceiverEvent;

/**
 * What happened to a listener, published as Spring application events on a thread of
 * their own, in order.
 *
 * @since 0.1
 */
public sealed interface AmqpListenerEvent {

	/**
	 * The listener's id.
	 * @return the id
	 */
	String listener();

	/**
	 * A container was started; its receivers attach when they can.
	 *
	 * @param listener the listener's id
	 */
	record Started(String listener) implements AmqpListenerEvent {
	}

	/**
	 * A container has stopped and its links are detached.
	 *
	 * @param listener the listener's id
	 * @param byUser whether the user stopped it, else the application context
	 */
	record Stopped(String listener, boolean byUser) implements AmqpListenerEvent {
	}

	/**
	 * No message came for a while.
	 *
	 * @param listener the listener's id
	 * @param idle how long
	 */
	record Idle(String listener, Duration idle) implements AmqpListenerEvent {
	}

	/**
	 * A receiver lost its link, or could not attach, and will try again.
	 *
	 * @param listener the listener's id
	 * @param error why
	 */
	record Failed(String listener, AmqpReceiverException error) implements AmqpListenerEvent {
	}

	/**
	 * A receiver will not try again.
	 *
	 * @param listener the listener's id
	 * @param error why
	 */
	record GaveUp(String listener, AmqpReceiverException error) implements AmqpListenerEvent {
	}

	/**
	 * Any event of one of its receivers, as the core told it.
	 *
	 * @param listener the listener's id
	 * @param event the event
	 */
	record Receiver(String listener, ReceiverEvent event) implements AmqpListenerEvent {
	}

}
