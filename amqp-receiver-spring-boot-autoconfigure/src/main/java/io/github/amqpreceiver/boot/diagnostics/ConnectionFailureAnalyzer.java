package io.github.amqpreceiver.boot.diagnostics;

import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.error.ConfigurationException;
import io.github.amqpreceiver.error.ReceiverClosedException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * What the application did by itself while it started failed in the core: a setting was
 * wrong, or the broker could not be used.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 200)
class ConnectionFailureAnalyzer extends AbstractFailureAnalyzer<AmqpReceiverException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, AmqpReceiverException cause) {
		// closed by this side, as when the application stops while it starts: no mistake
		if (cause instanceof ReceiverClosedException) {
			return null;
		}
		String told = PropertyReport.sentence(String.valueOf(cause.getMessage()));
		if (cause instanceof ConfigurationException) {
			return new FailureAnalysis(told, "Correct the setting that the sentence names.", cause);
		}
		String description = new PropertyReport("The AMQP broker could not be used while the application started:")
			.line("Condition", cause.condition())
			.reason(told);
		return new FailureAnalysis(description,
				"Check the properties under amqp.receiver, and whether the broker runs; or let the application go on"
						+ " without the broker where it calls it.",
				cause);
	}

}
