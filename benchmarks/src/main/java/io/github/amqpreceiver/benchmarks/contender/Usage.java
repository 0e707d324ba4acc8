package io.github.amqpreceiver.benchmarks.contender;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;

/**
 * What this process has used so far.
 *
 * @param nanos the clock
 * @param cpuNanos CPU time of all threads, those of the JVM included
 * @param allocatedBytes bytes allocated by the Java threads that live now, the calling
 * one left out
 */
record Usage(long nanos, long cpuNanos, long allocatedBytes) {

	private static final String WAKE_UPS = "voluntary_ctxt_switches:";

	static Usage now() {
		return new Usage(System.nanoTime(),
				ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime(),
				allocated(ManagementFactory.getPlatformMXBean(ThreadMXBean.class)));
	}

	/**
	 * Returns the live heap after a collection.
	 * @return bytes
	 */
	static long liveHeap() {
		System.gc();
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

	/**
	 * Returns how often the threads of this process gave up the CPU to wait.
	 * @return the number, or -1 where the system does not tell
	 */
	static long wakeUps() {
		Path tasks = Path.of("/proc/self/task");
		if (!Files.isDirectory(tasks)) {
			return -1;
		}
		try (Stream<Path> threads = Files.list(tasks)) {
			return threads.mapToLong(Usage::wakeUps).sum();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static long wakeUps(Path thread) {
		try {
			List<String> status = Files.readAllLines(thread.resolve("status"));
			return status.stream()
				.filter((line) -> line.startsWith(WAKE_UPS))
				.mapToLong((line) -> Long.parseLong(line.substring(WAKE_UPS.length()).trim()))
				.sum();
		}
		catch (NoSuchFileException ex) {
			// a thread that has just ended
			return 0;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@SuppressWarnings("deprecation") // threadId() is not there in Java 17
	private static long allocated(ThreadMXBean threads) {
		long self = Thread.currentThread().getId();
		long[] others = Arrays.stream(threads.getAllThreadIds()).filter((id) -> id != self).toArray();
		return Arrays.stream(threads.getThreadAllocatedBytes(others)).filter((bytes) -> bytes > 0).sum();
	}

}
