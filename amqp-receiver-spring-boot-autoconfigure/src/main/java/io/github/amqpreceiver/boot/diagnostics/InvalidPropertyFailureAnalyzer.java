package io.github.amqpreceiver.boot.diagnostics;

import io.github.amqpreceiver.boot.autoconfigure.InvalidAmqpReceiverPropertyException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** A property was bound, and its value makes no sense. */
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
class InvalidPropertyFailureAnalyzer extends AbstractFailureAnalyzer<InvalidAmqpReceiverPropertyException> {

	private final @Nullable Environment environment;

	InvalidPropertyFailureAnalyzer(@Nullable Environment environment) {
		this.environment = environment;
	}

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidAmqpReceiverPropertyException cause) {
		String description = new PropertyReport("A property of the AMQP receiver has a wrong value:")
			.property(cause.property(), cause.value(), PropertyReport.origin(this.environment, cause.property()))
			.reason(cause.reason());
		return new FailureAnalysis(description, cause.action(), cause);
	}

}
