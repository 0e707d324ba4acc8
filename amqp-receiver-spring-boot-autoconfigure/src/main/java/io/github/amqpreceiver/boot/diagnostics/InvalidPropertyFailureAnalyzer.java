package io.github.amqpreceiver.boot.diagnostics;

import io.github.amqpreceiver.boot.autoconfigure.InvalidAmqpReceiverPropertyException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
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
		ConfigurationProperty found = PropertyReport.find(this.environment, cause.property());
		PropertyReport report = new PropertyReport("A property of the AMQP receiver has a wrong value:")
			.property(cause.property(), shown(cause, found), (found != null) ? found.getOrigin() : null);
		if (cause.property().endsWith(".ssl.bundle") && cause.value() != null) {
			BundleFiles.of(this.environment, cause.value()).forEach(report::line);
		}
		return new FailureAnalysis(report.reason(cause.reason()), cause.action(), cause);
	}

	// as it was written, where that tells no secret: 500ms and not PT0.5S
	private static @Nullable String shown(InvalidAmqpReceiverPropertyException cause,
			@Nullable ConfigurationProperty found) {
		if (found == null || cause.value() == null || PropertyReport.isSecret(cause.property())) {
			return cause.value();
		}
		return (found.getValue() instanceof String text && !text.contains("${")) ? text : cause.value();
	}

}
