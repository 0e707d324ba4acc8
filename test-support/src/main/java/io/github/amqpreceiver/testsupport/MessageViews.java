package io.github.amqpreceiver.testsupport;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.qpid.protonj2.client.AdvancedMessage;
import org.apache.qpid.protonj2.client.Delivery;
import org.apache.qpid.protonj2.client.Message;
import org.apache.qpid.protonj2.client.exceptions.ClientException;
import org.apache.qpid.protonj2.types.messaging.AmqpSequence;
import org.apache.qpid.protonj2.types.messaging.AmqpValue;
import org.apache.qpid.protonj2.types.messaging.Data;
import org.apache.qpid.protonj2.types.messaging.Properties;
import org.apache.qpid.protonj2.types.messaging.Section;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@link MessageView}s of protonj2's messages.
 */
final class MessageViews {

	private MessageViews() {
	}

	static MessageView of(Delivery delivery) throws ClientException {
		Message<Object> received = delivery.message();
		AdvancedMessage<Object> message = received.toAdvancedMessage();
		List<BodySection> body = new ArrayList<>();
		message.forEachBodySection((section) -> body.add(section(section)));
		return new MessageView(message.durable(), message.priority(), message.deliveryCount(),
				named(delivery.annotations()),
				named((message.annotations() != null) ? message.annotations().getValue() : null),
				properties(message.properties()),
				named((message.applicationProperties() != null) ? message.applicationProperties().getValue() : null),
				List.copyOf(body), named((message.footer() != null) ? message.footer().getValue() : null));
	}

	private static BodySection section(Section<?> section) {
		if (section instanceof Data data) {
			byte[] bytes = data.getValue();
			return new BodySection.Data((bytes != null) ? bytes : new byte[0]);
		}
		if (section instanceof AmqpSequence<?> sequence) {
			List<?> elements = sequence.getValue();
			return new BodySection.Sequence((elements != null) ? elements : List.of());
		}
		if (section instanceof AmqpValue<?> value) {
			return new BodySection.Value(value.getValue());
		}
		throw new IllegalStateException("Not a body section: " + section);
	}

	private static Map<String, Object> properties(@Nullable Properties properties) {
		Map<String, Object> result = new LinkedHashMap<>();
		if (properties != null) {
			put(result, "message-id", properties.getMessageId());
			put(result, "user-id", properties.getUserId());
			put(result, "to", properties.getTo());
			put(result, "subject", properties.getSubject());
			put(result, "reply-to", properties.getReplyTo());
			put(result, "correlation-id", properties.getCorrelationId());
			put(result, "content-type", properties.getContentType());
			put(result, "content-encoding", properties.getContentEncoding());
			put(result, "group-id", properties.getGroupId());
			put(result, "reply-to-group-id", properties.getReplyToGroupId());
			put(result, "absolute-expiry-time",
					properties.hasAbsoluteExpiryTime() ? properties.getAbsoluteExpiryTime() : null);
			put(result, "creation-time", properties.hasCreationTime() ? properties.getCreationTime() : null);
			put(result, "group-sequence", properties.hasGroupSequence() ? properties.getGroupSequence() : null);
		}
		return result;
	}

	private static void put(Map<String, Object> map, String name, @Nullable Object value) {
		if (value != null) {
			map.put(name, value);
		}
	}

	private static Map<String, Object> named(@Nullable Map<?, ?> map) {
		Map<String, Object> result = new LinkedHashMap<>();
		if (map != null) {
			map.forEach((name, value) -> result.put(name.toString(), value));
		}
		return result;
	}

}
