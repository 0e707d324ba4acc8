package io.github.amqpreceiver.testsupport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.awaitility.Awaitility;

/**
 * What this JVM holds at one moment: threads, file descriptors, the receivers' buffers. A
 * test takes one before, does its worst, and asserts that everything came back.
 *
 * @param threads how many live threads there are of each name, numbers in names left out;
 * without those of the JVM and of the test framework
 * @param descriptors how many open descriptors there are of each kind; without jars and
 * other files that the JVM opens when it likes
 * @param buffered bytes in buffers that receivers have not released
 * @since 0.1.0
 */
public record Resources(Map<String, Integer> threads, Map<String, Integer> descriptors, long buffered) {

	private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(15);

	/**
	 * What is held now.
	 * @return the snapshot
	 */
	public static Resources now() {
		return new Resources(LiveThreads.byName(), OpenDescriptors.byKind(), ReceiverChannels.bufferedBytes());
	}

	/**
	 * Waits until nothing is held beyond the baseline, 15 s at most.
	 * @param baseline what was held before
	 * @throws AssertionError if more is held, with what it is
	 */
	public static void assertBackTo(Resources baseline) {
		assertBackTo(baseline, DEFAULT_TIMEOUT);
	}

	/**
	 * Waits until nothing is held beyond the baseline.
	 * @param baseline what was held before
	 * @param timeout how long to wait
	 * @throws AssertionError if more is held, with what it is
	 */
	public static void assertBackTo(Resources baseline, Duration timeout) {
		Awaitility.await("resources to come back").pollDelay(Duration.ZERO).atMost(timeout).untilAsserted(() -> {
			List<String> excess = now().beyond(baseline);
			if (!excess.isEmpty()) {
				throw new AssertionError("More is held than before: " + String.join(", ", excess));
			}
		});
	}

	/**
	 * The same baseline, but for threads that an embedded broker adds to its pool when it
	 * likes: they say nothing about the receiver.
	 * @return a baseline that any number of such threads is not beyond
	 */
	public Resources whateverTheBrokerRuns() {
		Map<String, Integer> allowed = new TreeMap<>(this.threads);
		allowed.put("Thread-N (activemq-embedded-artemis)", Integer.MAX_VALUE);
		allowed.put("Thread-N (activemq-remoting-amqp-embedded-artemis)", Integer.MAX_VALUE);
		return new Resources(allowed, this.descriptors, this.buffered);
	}

	/**
	 * What is held here and was not in the baseline.
	 * @param baseline what was held before
	 * @return one line each, empty if nothing is
	 */
	public List<String> beyond(Resources baseline) {
		List<String> excess = new ArrayList<>();
		compare("thread", this.threads, baseline.threads, excess);
		compare("descriptor", this.descriptors, baseline.descriptors, excess);
		if (this.buffered > baseline.buffered) {
			excess.add("buffers of receivers: " + this.buffered + " bytes, was " + baseline.buffered);
		}
		return excess;
	}

	private static void compare(String what, Map<String, Integer> now, Map<String, Integer> before,
			List<String> excess) {
		new TreeMap<>(now).forEach((name, count) -> {
			int expected = before.getOrDefault(name, 0);
			if (count > expected) {
				excess.add(what + " '" + name + "': " + count + ", was " + expected);
			}
		});
	}

}
