package io.github.amqpreceiver.testsupport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A JUnit extension that looks after every integration test, a class whose name ends with
 * {@code IT}, whether more is held than before it: sockets that were opened, event loops
 * and Netty's direct memory. Registered for all tests of a module by
 * {@code META-INF/services}, so that it is the last to look, after a test has closed what
 * it opened. What an embedded broker runs does not count, nor do threads of pools that
 * end when they are idle, and the event loops that all connections share stay for good. A
 * test that failed is not looked at.
 *
 * @since 0.1.0
 */
public final class HeldResources implements BeforeEachCallback, AfterEachCallback {

	private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(HeldResources.class);

	private static final Pattern EVENT_LOOP = Pattern.compile("amqp-receiver-io-(\\d+)-\\d+");

	private static final Duration LIMIT = Duration.ofSeconds(15);

	/** What a JVM opens once and keeps is there after the first test. */
	private static boolean warm;

	/** The one group of event loops that may stay. */
	private static @Nullable String sharedLoops;

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
				excess.addAll(before.excess());
				return excess.isEmpty();
			});
		}
		catch (ConditionTimeoutException ex) {
			if (sharedLoops == null && excess.size() == 1 && excess.get(0).startsWith(Held.LOOPS)) {
				sharedLoops = excess.get(0).substring(Held.LOOPS.length());
				return;
			}
			throw new AssertionError("More is held than before the test: " + String.join(", ", excess), ex);
		}
	}

	private static Set<String> eventLoops() {
		Set<String> groups = new TreeSet<>();
		for (Thread thread : Thread.getAllStackTraces().keySet()) {
			Matcher name = EVENT_LOOP.matcher(thread.getName());
			if (name.matches()) {
				groups.add(name.group(1));
			}
		}
		return groups;
	}

	/**
	 * What is held at one moment.
	 *
	 * @param resources of the whole JVM
	 * @param sockets connections that were opened from here
	 * @param loops groups of the receiver's event loops
	 */
	private record Held(Resources resources, int sockets, Set<String> loops) {

		private static final String LOOPS = "event loops ";

		static Held now() {
			return new Held(Resources.now(), DialedSockets.count(), eventLoops());
		}

		List<String> excess() {
			Held now = now();
			List<String> excess = new ArrayList<>(now.resources.beyond(this.resources)
				.stream()
				.filter((line) -> line.contains("direct memory"))
				.toList());
			if (now.sockets > this.sockets) {
				excess.add("opened sockets: " + now.sockets + ", was " + this.sockets);
			}
			now.loops.stream()
				.filter((group) -> !this.loops.contains(group) && !group.equals(sharedLoops))
				.forEach((group) -> excess.add(LOOPS + group));
			return excess;
		}

	}

}
