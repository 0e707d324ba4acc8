package io.github.amqpreceiver.options;

import java.util.function.Function;

import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.error.Conditions;
import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.error.MessageDecodeException;

/** What a handler's failure means when nobody says otherwise. */
final class FailureOutcomes {

	static final Function<Throwable, Outcome> DEFAULT = (failure) -> (failure instanceof MessageDecodeException)
			? Outcome.rejected(new ErrorCondition(Conditions.DECODE_ERROR, failure.getMessage())) : Outcome.failed();

	private FailureOutcomes() {
	}

}
