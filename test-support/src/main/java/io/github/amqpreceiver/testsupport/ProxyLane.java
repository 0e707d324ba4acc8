package io.github.amqpreceiver.testsupport;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * What goes wrong in one direction of a {@link FaultyProxy}, for all its connections.
 * Written by the test's threads, read by the proxy's.
 */
final class ProxyLane {

	final AtomicLong bytes = new AtomicLong();

	final AtomicReference<@Nullable CutAfter> cutAfter = new AtomicReference<>();

	volatile boolean stalled;

	volatile long latencyNanos;

	volatile @Nullable Slices slices;

	volatile long bytesPerSecond;

	volatile double corruption;

	volatile long corruptOffset = -1;

	void heal() {
		this.stalled = false;
		this.latencyNanos = 0;
		this.slices = null;
		this.bytesPerSecond = 0;
		this.corruption = 0;
		this.corruptOffset = -1;
		this.cutAfter.set(null);
	}

	/**
	 * The sizes of the pieces that the stream is cut into.
	 */
	record Slices(int min, int max) {
	}

	/**
	 * Cuts the first connection on which so many more bytes have passed.
	 */
	static final class CutAfter {

		final Cut kind;

		final long bytes;

		CutAfter(Cut kind, long bytes) {
			this.kind = kind;
			this.bytes = bytes;
		}

	}

}
