package io.github.amqpreceiver.boot.diagnostics;

import io.github.amqpreceiver.spring.endpoint.ListenerConfigurationException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** A listener is set up wrongly. */
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
class ListenerConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<ListenerConfigurationException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, ListenerConfigurationException cause) {
		String description = new PropertyReport("An AMQP listener is set up wrongly:")
			.line("Listener", cause.listener())
			.line("Setting", cause.setting())
			.reason(cause.reason());
		return new FailureAnalysis(description, PropertyReport.sentence(cause.action()), cause);
	}

}
