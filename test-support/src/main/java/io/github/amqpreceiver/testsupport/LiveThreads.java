package io.github.amqpreceiver.testsupport;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The threads of this JVM that somebody here started.
 */
final class LiveThreads {

	/**
	 * Threads of the JVM, of JUnit, Surefire and Awaitility, and Netty's global executor,
	 * which comes and goes on its own: they say nothing about what is tested.
	 */
	private static final List<String> NOT_OURS = List.of("main", "Reference Handler", "Finalizer", "Signal Dispatcher",
			"Attach Listener", "Notification Thread", "Common-Cleaner", "Cleaner-", "process reaper", "surefire-",
			"awaitility", "ForkJoinPool", "junit-", "globalEventExecutor", "ObjectCleanerThread", "DestroyJavaVM",
			"C1 CompilerThread", "C2 CompilerThread", "Service Thread", "Monitor Deflation Thread",
			"CompletableFutureDelayScheduler", "Keep-Alive-Timer", "ping-timer", "process-waiter", "JNA Cleaner");

	private LiveThreads() {
	}

	static Map<String, Integer> byName() {
		ThreadGroup root = Objects.requireNonNull(Thread.currentThread().getThreadGroup());
		while (root.getParent() != null) {
			root = root.getParent();
		}
		// More room than there are threads, or some would be left out in silence.
		Thread[] threads = new Thread[root.activeCount() * 2 + 64];
		int count = root.enumerate(threads);
		Map<String, Integer> byName = new HashMap<>();
		for (int i = 0; i < count; i++) {
			String name = threads[i].getName();
			if (NOT_OURS.stream().noneMatch(name::startsWith)) {
				byName.merge(name.replaceAll("\\d+", "N"), 1, Integer::sum);
			}
		}
		return byName;
	}

}
