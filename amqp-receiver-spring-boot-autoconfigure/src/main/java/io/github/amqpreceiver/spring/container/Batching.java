package io.github.amqpreceiver.spring.container;

import java.time.Duration;

import io.github.amqpreceiver.spring.endpoint.ListenerSettings;

/**
 * How messages become batches.
 *
 * @param size the most messages of a batch
 * @param timeout how long the first message waits for others
 * @param concurrency how many batches are called at once
 */
record Batching(int size, Duration timeout, int concurrency) {

	static Batching of(ListenerSettings settings) {
		int prefetch = (settings.prefetch() != null) ? settings.prefetch() : SettingsCheck.PREFETCH;
		int size = (settings.batchSize() != null) ? settings.batchSize() : Math.min(SettingsCheck.BATCH_SIZE, prefetch);
		Duration timeout = (settings.batchTimeout() != null) ? settings.batchTimeout() : Duration.ofMillis(100);
		return new Batching(size, timeout, (settings.concurrency() != null) ? settings.concurrency() : 1);
	}

	/** Messages in handlers: those of the batches that run, and the next one's. */
	int inHandlers() {
		return (int) Math.min(65_535L, (long) this.size * (this.concurrency + 1));
	}

}
