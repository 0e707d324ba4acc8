package io.github.amqpreceiver.spring.container;

import java.util.Locale;

import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.spring.settle.FailureReason;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line at WARN for each message that failed: listener, message-id, exception and
 * outcome. The stack trace is written at DEBUG, because a message that fails often fails
 * again. Immutable.
 *
 * @param listener the listener's id
 * @param connection the name of its connection
 */
record FailureLog(String listener, String connection) {

	private static final Logger logger = LoggerFactory.getLogger(AmqpListenerContainer.class);

	private static final int LONGEST_ID = 128;

	void failed(Delivery delivery, String what, Throwable failure, String became) {
		logger.warn("[{}/{}/{}] Message {} {}: {}; {}", this.listener, this.connection, delivery.linkName(),
				id(delivery), what, FailureReason.withRoot(failure), became);
		logger.debug("[{}/{}/{}] Message {} {}", this.listener, this.connection, delivery.linkName(), id(delivery),
				what, failure);
	}

	void notCalled(Delivery delivery, String why, String became) {
		logger.warn("[{}/{}/{}] Message {} was not handled: {}; {}", this.listener, this.connection,
				delivery.linkName(), id(delivery), why, became);
	}

	void handled(Delivery delivery, Throwable failure, Outcome outcome) {
		logger.debug("[{}/{}/{}] Message {} failed, and the error handler says {}", this.listener, this.connection,
				delivery.linkName(), id(delivery), words(outcome), failure);
	}

	/** The outcome as the settings write it. */
	static String words(Outcome outcome) {
		if (!(outcome instanceof Outcome.Modified modified)) {
			return outcome.kind().name().toLowerCase(Locale.ROOT);
		}
		return "modified" + (modified.deliveryFailed() ? "-failed" : "")
				+ (modified.undeliverableHere() ? "-undeliverable-here" : "");
	}

	private static String id(Delivery delivery) {
		Object id = messageId(delivery);
		return (id != null) ? "'" + FailureReason.line(id.toString(), LONGEST_ID) + "'" : "without message-id";
	}

	private static @Nullable Object messageId(Delivery delivery) {
		try {
			return delivery.message().properties().messageId();
		}
		catch (RuntimeException ex) {
			// its properties may be what cannot be decoded
			return null;
		}
	}

}
