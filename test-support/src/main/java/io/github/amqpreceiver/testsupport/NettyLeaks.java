package io.github.amqpreceiver.testsupport;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * A JUnit extension that watches every Netty buffer and fails a test when one was dropped
 * without being released. Registered with {@code @ExtendWith(NettyLeaks.class)}. Netty
 * finds a leak when the buffer's object is collected, so a leak may show at a later test;
 * at the end of the class it is looked for with a garbage collection. Leaks of the
 * brokers that run in the same JVM do not count.
 *
 * @since 0.1.0
 */
public final class NettyLeaks implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

	private static final String DETECTOR = ResourceLeakDetector.class.getName();

	private static final List<String> BROKERS = List.of("org.apache.activemq", "org.apache.artemis", "org.apache.qpid");

	private static final String OURS = "io.github.amqpreceiver";

	private static final Queue<String> reports = new ConcurrentLinkedQueue<>();

	private static final LogAttachment attachment = new LogAttachment((LoggerContext) LoggerFactory.getILoggerFactory(),
			DETECTOR, Level.ERROR, new Collector());

	private static final long REFERENCES_MILLIS = 30_000;

	private static int users;

	private static ResourceLeakDetector.Level before = ResourceLeakDetector.getLevel();

	/**
	 * Looks for leaks now, with a garbage collection.
	 * @throws AssertionError if there is one
	 */
	public static void check() {
		collect();
		// The detector looks at what was collected when it has something new to watch.
		ByteBufAllocator.DEFAULT.directBuffer(16).release();
		ByteBufAllocator.DEFAULT.heapBuffer(16).release();
		failOnReport();
	}

	/**
	 * Collects garbage and waits until the detector can see what was collected.
	 * References are queued by a thread of the JVM after the collection, in no particular
	 * order: when the mark of the second collection is there, all of the first are.
	 */
	private static void collect() {
		awaitMark();
		awaitMark();
	}

	private static void awaitMark() {
		ReferenceQueue<Object> queue = new ReferenceQueue<>();
		WeakReference<Object> mark = new WeakReference<>(new Object(), queue);
		System.gc();
		try {
			if (queue.remove(REFERENCES_MILLIS) != mark) {
				throw new IllegalStateException("No reference was queued within " + REFERENCES_MILLIS
						+ " ms of a collection; is System.gc() switched off (-XX:+DisableExplicitGC)?");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void beforeAll(ExtensionContext context) {
		synchronized (NettyLeaks.class) {
			if (users++ == 0) {
				before = ResourceLeakDetector.getLevel();
				ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
				reports.clear();
				attachment.attach();
			}
		}
	}

	@Override
	public void afterEach(ExtensionContext context) {
		failOnReport();
	}

	@Override
	public void afterAll(ExtensionContext context) {
		try {
			check();
		}
		finally {
			synchronized (NettyLeaks.class) {
				if (--users == 0) {
					attachment.detach();
					ResourceLeakDetector.setLevel(before);
				}
			}
		}
	}

	private static void failOnReport() {
		List<String> found = new ArrayList<>();
		for (String report = reports.poll(); report != null; report = reports.poll()) {
			found.add(report);
		}
		if (!found.isEmpty()) {
			throw new AssertionError(found.size() + " Netty buffers were not released\n" + String.join("\n", found));
		}
	}

	static boolean counts(String report) {
		return report.contains("LEAK") && (report.contains(OURS) || BROKERS.stream().noneMatch(report::contains));
	}

	/**
	 * Takes what the detector says.
	 */
	private static final class Collector extends AppenderBase<ILoggingEvent> {

		@Override
		protected void append(ILoggingEvent event) {
			if (counts(event.getFormattedMessage())) {
				reports.add(event.getFormattedMessage());
			}
		}

	}

}
