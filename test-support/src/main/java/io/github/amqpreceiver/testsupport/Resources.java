package io.github.amqpreceiver.testsupport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.netty.buffer.PooledByteBufAllocator;
import org.awaitility.Awaitility;

/**
 * What this JVM holds at one moment: threads, file descriptors, Netty's direct memory. A
 * test takes one before, does its worst, and asserts that everything came back.
 *
 * @param threads how many live threads there are of each name, numbers in names left out;
 * without those of the JVM and of the test framework
 * @param descriptors how many open descriptors there are of each kind; without jars and
 * other files that the JVM opens when it likes
 * @param directMemory bytes of direct memory that Netty's allocators hold
 * @since 0.1.0
 */
public record Resources(Map<String, Integer> threads, Map<String, Integer> descriptors, long directMemory) {

	private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(15);

	// Allocators keep a chunk or two for each thread that they have met.
	private static final long DIRECT_MEMORY_SLACK = 8 * 1024 * 1024;

	/**
	 * What is held now.
	 * @return the snapshot
	 */
	public static Resources now() {
		return new Resources(LiveThreads.byName(), OpenDescriptors.byKind(), allocatedDirectMemory());
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
		return new Resources(allowed, this.descriptors, this.directMemory);
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
		if (this.directMemory > baseline.directMemory + DIRECT_MEMORY_SLACK) {
			excess.add("direct memory: " + this.directMemory + " bytes, was " + baseline.directMemory);
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

	private static long allocatedDirectMemory() {
		long sum = directMemory(PooledByteBufAllocator.DEFAULT);
		if (ByteBufAllocator.DEFAULT != PooledByteBufAllocator.DEFAULT) {
			sum += directMemory(ByteBufAllocator.DEFAULT);
		}
		return sum;
	}

	private static long directMemory(ByteBufAllocator allocator) {
		return (allocator instanceof ByteBufAllocatorMetricProvider provider) ? provider.metric().usedDirectMemory()
				: 0;
	}

}
