package io.github.amqpreceiver.spring.settle;

import java.util.concurrent.CompletionStage;

import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.error.Conditions;
import io.github.amqpreceiver.error.ErrorCondition;
import org.jspecify.annotations.Nullable;

/**
 * Settles a delivery.
 *
 * @param delivery the delivery
 * @since 0.1
 */
public record DeliveryAcknowledgment(Delivery delivery) implements AmqpAcknowledgment {

	@Override
	public boolean reject(@Nullable String description) {
		String said = (description != null) ? FailureReason.line(description, FailureReason.LONGEST) : null;
		return settle(Outcome.rejected(new ErrorCondition(Conditions.PRECONDITION_FAILED, said)));
	}

	@Override
	public boolean settle(Outcome outcome) {
		return this.delivery.settle(outcome);
	}

	@Override
	public boolean settled() {
		return this.delivery.settled();
	}

	@Override
	public CompletionStage<Outcome> settlement() {
		return this.delivery.settlement();
	}

}
