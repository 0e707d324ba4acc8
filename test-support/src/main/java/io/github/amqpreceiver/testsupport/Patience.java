package io.github.amqpreceiver.testsupport;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A JUnit extension that lets a test wait 30 s for a condition where it does not say how
 * long: a condition that holds is there at once, and a slow machine must not fail a test.
 * Registered for all tests of a module by {@code META-INF/services}.
 *
 * @since 0.1.0
 */
public final class Patience implements BeforeAllCallback {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	@Override
	public void beforeAll(ExtensionContext context) {
		Awaitility.setDefaultTimeout(LIMIT);
	}

}
