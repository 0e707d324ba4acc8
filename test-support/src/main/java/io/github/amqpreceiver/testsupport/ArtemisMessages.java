package io.github.amqpreceiver.testsupport;

import java.util.HashMap;
import java.util.Map;

import org.apache.activemq.artemis.core.server.MessageReference;
import org.apache.activemq.artemis.protocol.amqp.broker.AMQPMessage;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.amqp.messaging.MessageAnnotations;
import org.apache.qpid.proton.amqp.messaging.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Reads what Artemis holds of an AMQP message. Annotations that Artemis added itself, on
 * the way to a dead-letter address for instance, live in its encoded form; that is why
 * the message is re-encoded before it is looked at.
 */
final class ArtemisMessages {

	private ArtemisMessages() {
	}

	static QueuedMessage view(MessageReference reference) {
		if (!(reference.getMessage() instanceof AMQPMessage message)) {
			throw new IllegalStateException("Not an AMQP message: " + reference.getMessage().getClass());
		}
		Properties properties = message.getProperties();
		Object id = (properties != null) ? properties.getMessageId() : null;
		return new QueuedMessage(id, reference.getDeliveryCount(), annotations(message.getMessageAnnotations()),
				applicationProperties(message.getApplicationProperties()));
	}

	private static Map<String, Object> annotations(@Nullable MessageAnnotations annotations) {
		Map<String, Object> result = new HashMap<>();
		if (annotations != null) {
			annotations.getValue().forEach((name, value) -> result.put(name.toString(), value));
		}
		return result;
	}

	private static Map<String, Object> applicationProperties(@Nullable ApplicationProperties properties) {
		return (properties != null) ? new HashMap<>(properties.getValue()) : Map.of();
	}

}
