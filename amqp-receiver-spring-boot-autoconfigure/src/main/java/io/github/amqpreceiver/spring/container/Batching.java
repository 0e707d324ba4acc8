package io.github.amqpreceiver.spring.container;

import java.time.Duration;

import io.github.amqpreceiver.spring.endpoint.CallSettings;
import io.github.amqpreceiver.spring.endpoint.LinkSettings;
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
		Integer size = settings.get(CallSettings.BATCH_SIZE);
		return new Batching(
				(size != null) ? size
						: Math.min(settings.value(CallSettings.BATCH_SIZE), settings.value(LinkSettings.PREFETCH)),
				settings.value(CallSettings.BATCH_TIMEOUT), settings.value(CallSettings.CONCURRENCY));
	}

}
