package io.github.amqpreceiver.internal.connection;

import io.github.amqpreceiver.event.ReceiverEvent;
import io.github.amqpreceiver.event.ReceiverListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what happened: the log first, then the connection's listener, then the
 * receiver's. Used on the event loop.
 */
final class EventHub {

	private static final Logger logger = LoggerFactory.getLogger(EventHub.class);

	private final EventLog log;

	private final ReceiverListener listener;

	EventHub(EventLog log, ReceiverListener listener) {
		this.log = log;
		this.listener = listener;
	}

	void publish(ReceiverEvent event) {
		this.log.onEvent(event);
		tell(this.listener, event);
	}

	void publish(ReceiverEvent event, ReceiverListener receiverListener) {
		publish(event);
		tell(receiverListener, event);
	}

	private static void tell(ReceiverListener listener, ReceiverEvent event) {
		try {
			listener.onEvent(event);
		}
		catch (Throwable ex) {
			logger.warn("A listener failed on {}; it is told of the next event all the same", event, ex);
		}
	}

}
