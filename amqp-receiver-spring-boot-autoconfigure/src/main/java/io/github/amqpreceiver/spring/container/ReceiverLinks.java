package io.github.amqpreceiver.spring.container;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

import io.github.amqpreceiver.AmqpSession;
import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.options.ReceiverOptions;

/**
 * What a container's receivers are made of, and what lives and stops with them.
 * Immutable.
 *
 * @param sessions makes the session that the receivers attach on
 * @param links one receiver each
 * @param companions what lives with them
 */
record ReceiverLinks(Supplier<AmqpSession> sessions, List<Link> links, Companions companions) {

	/** Makes the receivers on a session of their own; opens nothing. */
	ContainerRun begin() {
		this.companions.begin();
		AmqpSession session = this.sessions.get();
		return new ContainerRun(session,
				this.links.stream().map((link) -> session.receiver(link.options(), link.handler())).toList(),
				this.companions);
	}

	/** How long running handlers may take when the receivers stop. */
	Duration longestClose() {
		return this.links.stream()
			.map((link) -> link.options().closeTimeout())
			.max(Comparator.naturalOrder())
			.orElse(Duration.ZERO);
	}

	/** One receiver to be. */
	record Link(ReceiverOptions options, MessageHandler handler) {
	}

}
