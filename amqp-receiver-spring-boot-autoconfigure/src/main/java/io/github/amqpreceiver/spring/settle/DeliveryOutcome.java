package io.github.amqpreceiver.spring.settle;

import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.delivery.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * A message of a batch and its outcome.
 *
 * @param delivery the message
 * @param outcome its outcome, or null when the method settles by itself
 * @since 0.1
 */
public record DeliveryOutcome(Delivery delivery, @Nullable Outcome outcome) {
}
