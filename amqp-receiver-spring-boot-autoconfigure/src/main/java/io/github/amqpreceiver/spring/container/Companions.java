package io.github.amqpreceiver.spring.container;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What lives and stops with the receivers of a container.
 *
 * @param senders send replies and recovered messages
 * @param collectors collect batches
 * @param idle tells when nothing comes, or null
 * @param stop ends waits
 * @param events tells what happens
 */
record Companions(CachedSenders senders, List<BatchCollector> collectors, @Nullable IdleWatch idle, StopSignal stop,
		ListenerEvents events) {

	void begin() {
		this.stop.lower();
		this.collectors.forEach(BatchCollector::begin);
		if (this.idle != null) {
			this.idle.start();
		}
	}

	void stopping() {
		this.stop.raise();
		this.collectors.forEach(BatchCollector::stop);
		if (this.idle != null) {
			this.idle.stop();
		}
	}

}
