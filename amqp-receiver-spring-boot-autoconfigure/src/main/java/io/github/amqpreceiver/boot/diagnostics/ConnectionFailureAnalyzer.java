package io.github.amqpreceiver.boot.diagnostics;

import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.error.AuthenticationException;
import io.github.amqpreceiver.error.ConfigurationException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * The broker cannot be reached or refused, and the application must not start without it;
 * or a setting was found wrong by the core itself.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 200)
class ConnectionFailureAnalyzer extends AbstractFailureAnalyzer<AmqpReceiverException> {

	private final @Nullable Environment environment;

	ConnectionFailureAnalyzer(@Nullable Environment environment) {
		this.environment = environment;
	}

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, AmqpReceiverException cause) {
		String told = String.valueOf(cause.getMessage());
		if (cause instanceof ConfigurationException) {
			return new FailureAnalysis(told + (told.endsWith(".") ? "" : "."),
					"Correct the setting that the sentence names.", cause);
		}
		String description = new PropertyReport("The AMQP broker could not be used, and recovery.fail-fast is true:")
			.line("Condition", cause.condition())
			.reason(told);
		return new FailureAnalysis(description, action(cause), cause);
	}

	private String action(AmqpReceiverException cause) {
		if (cause instanceof AuthenticationException) {
			return "Check amqp.receiver.username and amqp.receiver.password, and what the broker allows this user.";
		}
		String start = isAddressed() ? "Check amqp.receiver.uri (or host and port) and whether the broker runs"
				: "amqp.receiver.uri is not set, so localhost:5672 was tried. Set it, or start a broker there";
		return start + ", or set amqp.receiver.recovery.fail-fast to false, so that the application starts and keeps"
				+ " trying.";
	}

	private boolean isAddressed() {
		for (String name : new String[] { "uri", "addresses", "addresses[0]", "host", "port" }) {
			if (this.environment == null || this.environment.containsProperty("amqp.receiver." + name)) {
				return true;
			}
		}
		return false;
	}

}
