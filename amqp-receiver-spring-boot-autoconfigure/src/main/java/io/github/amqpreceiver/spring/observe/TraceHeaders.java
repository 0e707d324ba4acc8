package io.github.amqpreceiver.spring.observe;

import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.message.ReceivedMessage;
import io.github.amqpreceiver.type.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * Where senders put the trace context: message annotations first, then application
 * properties.
 */
final class TraceHeaders {

	private TraceHeaders() {
	}

	static @Nullable String read(Delivery delivery, String key) {
		ReceivedMessage message = delivery.message();
		try {
			Object value = message.messageAnnotations().get(Symbol.valueOf(key));
			if (value == null) {
				value = message.applicationProperty(key);
			}
			return (value != null) ? value.toString() : null;
		}
		catch (RuntimeException ex) {
			// A broken section is told where the method wants it, not here
			return null;
		}
	}

}
