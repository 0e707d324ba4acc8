package io.github.amqpreceiver.spring.container;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import io.github.amqpreceiver.AmqpSession;
import io.github.amqpreceiver.MessageReceiver;

/**
 * From one start of a container to its next stop; nothing of it outlives the stop.
 * Immutable.
 *
 * @param session the session of the receivers
 * @param receivers the receivers, in the order of the addresses
 * @param companions what lives and stops with them
 */
record ContainerRun(AmqpSession session, List<MessageReceiver> receivers, Companions companions) {

	/**
	 * Ends without waiting.
	 * @param overdue told of each receiver that closes though handlers still have
	 * messages of it
	 * @return completes, and normally, when all is closed
	 */
	CompletionStage<Void> end(Consumer<MessageReceiver> overdue) {
		// Receivers first: a message whose wait for a retry ends now goes back, and
		// must not come again to a receiver that still begins handlers.
		CompletionStage<Void> destroyed = Stages
			.all(this.receivers.stream().map((receiver) -> end(receiver, overdue)).toList());
		this.companions.stopping();
		// Handlers that still run send replies: senders go after the receivers
		return destroyed
			.thenCompose((nothing) -> Stages.all(List.of(this.companions.senders().close(), this.session.close())));
	}

	private static CompletionStage<Void> end(MessageReceiver receiver, Consumer<MessageReceiver> overdue) {
		return receiver.close().thenCompose((nothing) -> {
			if (receiver.status().counters().unsettled() > 0) {
				overdue.accept(receiver);
			}
			return receiver.destroy();
		});
	}

}
