package io.github.amqpreceiver.reliability;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.github.amqpreceiver.testsupport.MessageLedger;

/** Looks at the ledger twice a second, on a thread of its own. */
final class Throughput implements AutoCloseable {

	static final int EVERY_MILLIS = 500;

	private final List<Sample> samples = new CopyOnWriteArrayList<>();

	private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

	Throughput(MessageLedger ledger, long beganAt) {
		this.clock.scheduleAtFixedRate(
				() -> this.samples.add(
						new Sample(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganAt), ledger.distinctCount())),
				0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
	}

	List<Sample> samples() {
		return List.copyOf(this.samples);
	}

	@Override
	public void close() {
		this.clock.shutdownNow();
	}

	/**
	 * The ledger at a moment.
	 *
	 * @param at milliseconds since the run began
	 * @param processed different messages that were processed until then
	 */
	record Sample(long at, long processed) {
	}

}
