package io.github.amqpreceiver.testsupport;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A message as it lies in a broker's queue, seen from inside the broker.
 *
 * @param messageId the message-id property, or {@code null}
 * @param deliveryCount failed deliveries so far, as the broker counts them
 * @param annotations the message annotations, {@code x-opt-…} among them
 * @param applicationProperties the application properties
 * @since 0.1.0
 */
public record QueuedMessage(@Nullable Object messageId, int deliveryCount, Map<String, Object> annotations,
		Map<String, Object> applicationProperties) {
}
