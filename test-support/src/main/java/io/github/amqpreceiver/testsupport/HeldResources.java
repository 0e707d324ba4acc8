package io.github.amqpreceiver.testsupport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A JUnit extension that looks after every integration test, a class whose name ends with
 * {@code IT}, whether receivers hold more than before it: sockets, buffers and event
 * loops. Registered for all tests of a module by {@code META-INF/services}, so that it is
 * the last to look, after a test has closed what it opened. What brokers and other
 * clients hold does not count, nor do threads of pools that end when they are idle, and
 * the event loops that all connections share stay for good. A test that failed is not
 * looked at.
 *
 * @since 0.1.0
 */
public final class HeldResources implements BeforeEachCallback, AfterEachCallback {

	private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(HeldResources.class);

	private static final Duration LIMIT = Duration.ofSeconds(15);

	/** What a JVM opens once and keeps is there after the first test. */
	private static boolean warm;

	/** The one group of event loops that may stay. */
	private static @Nullable String sharedLoops;

	static {
		ReceiverChannels.watch();
	}

	@Override
	public void beforeEach(ExtensionContext context) {
		if (context.getRequiredTestClass().getName().endsWith("IT")) {
			context.getStore(NAMESPACE).put("before", Held.now());
		}
	}

	@Override
	public void afterEach(ExtensionContext context) {
		Held before = context.getStore(NAMESPACE).remove("before", Held.class);
		if (before == null || context.getExecutionException().isPresent()) {
			return;
		}
		synchronized (HeldResources.class) {
			if (warm) {
				awaitBackTo(before);
			}
			warm = true;
		}
	}

	private static void awaitBackTo(Held before) {
		List<String> excess = new ArrayList<>();
		try {
			Awaitility.await().pollDelay(Duration.ZERO).atMost(LIMIT).until(() -> {
				excess.clear();
				excess.addAll(before.excess(sharedLoops));
				return excess.isEmpty();
			});
		}
		catch (ConditionTimeoutException ex) {
			if (sharedLoops == null && excess.size() == 1 && excess.get(0).startsWith(Held.LOOPS)) {
				sharedLoops = excess.get(0).substring(Held.LOOPS.length());
				return;
			}
			throw new AssertionError("Receivers hold more than before the test: " + String.join(", ", excess), ex);
		}
	}

}
