package io.github.amqpreceiver.boot.diagnostics;

import java.net.UnknownHostException;

import javax.net.ssl.SSLException;

import io.github.amqpreceiver.boot.autoconfigure.FailFastException;
import io.github.amqpreceiver.error.AuthenticationException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** A broker could not be used, and the application must not start without it. */
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
class FailFastFailureAnalyzer extends AbstractFailureAnalyzer<FailFastException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, FailFastException cause) {
		String description = new PropertyReport(
				"The AMQP broker could not be used, and " + cause.prefix() + ".recovery.fail-fast is true:")
			.line("Connection", cause.connection())
			.line("Condition", cause.condition())
			.reason(PropertyReport.sentence(cause.reason()));
		return new FailureAnalysis(description, action(cause), cause);
	}

	private String action(FailFastException failure) {
		String prefix = failure.prefix();
		if (find(failure, AuthenticationException.class)) {
			return "Check " + prefix + ".username and " + prefix + ".password, and what the broker allows this user.";
		}
		if (find(failure, SSLException.class)) {
			return "Check the host in " + prefix + ".uri, and the trust store and key store of the bundle in " + prefix
					+ ".ssl.bundle.";
		}
		if (find(failure, UnknownHostException.class)) {
			return "Check the host in " + prefix + ".uri (or " + prefix + ".host), and the name service.";
		}
		String start = failure.isAddressed() ? "Check " + prefix + ".uri (or host and port) and whether the broker runs"
				: prefix + ".uri is not set, so localhost:5672 was tried. Set it, or start a broker there";
		return start + ", or set " + prefix
				+ ".recovery.fail-fast to false, so that the application starts and keeps trying.";
	}

	private static boolean find(Throwable failure, Class<? extends Throwable> type) {
		for (Throwable next = failure; next != null; next = next.getCause()) {
			if (type.isInstance(next)) {
				return true;
			}
		}
		return false;
	}

}
