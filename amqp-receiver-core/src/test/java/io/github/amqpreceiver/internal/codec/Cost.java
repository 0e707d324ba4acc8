package io.github.amqpreceiver.internal.codec;

import java.lang.management.ManagementFactory;

import com.sun.management.ThreadMXBean;

/**
 * What the current thread has cost so far, unmoved by what other threads do.
 */
final class Cost {

	private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private Cost() {
	}

	static long allocatedBytes() {
		return THREADS.getCurrentThreadAllocatedBytes();
	}

	static long cpuNanos() {
		return THREADS.getCurrentThreadCpuTime();
	}

}
