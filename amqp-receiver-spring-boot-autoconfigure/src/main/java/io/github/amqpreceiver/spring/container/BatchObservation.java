package io.github.amqpreceiver.spring.container;

import java.util.List;
import java.util.Objects;

import io.github.amqpreceiver.spring.container.BatchCaller.CollectedMessage;
import io.github.amqpreceiver.spring.observe.ListenerObservation;
import org.jspecify.annotations.Nullable;

/**
 * Observes the calls of one listener that takes batches.
 *
 * @param id the listener's id
 * @param connection the connection's name
 * @param observation who observes
 */
record BatchObservation(String id, String connection, ListenerObservation observation) {

	/** The message that has come on this thread. */
	ListenerObservation.@Nullable Running current() {
		return this.observation.current();
	}

	ListenerObservation.@Nullable Running start(List<CollectedMessage> batch) {
		if (this.observation == ListenerObservation.NONE) {
			return null;
		}
		return this.observation.startBatch(this.id, this.connection,
				batch.stream().map(CollectedMessage::delivery).toList(),
				batch.stream().map(CollectedMessage::observed).filter(Objects::nonNull).toList());
	}

}
