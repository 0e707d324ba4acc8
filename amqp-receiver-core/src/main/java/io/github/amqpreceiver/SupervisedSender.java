package io.github.amqpreceiver;

import java.util.concurrent.CompletionStage;

import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.internal.connection.SenderSupervisor;
import io.github.amqpreceiver.message.OutgoingMessage;

/** The facade of a sender. */
final class SupervisedSender implements MessageSender {

	private final SenderSupervisor sender;

	SupervisedSender(SenderSupervisor sender) {
		this.sender = sender;
	}

	@Override
	public String name() {
		return this.sender.name();
	}

	@Override
	public CompletionStage<Void> open() {
		return this.sender.open();
	}

	@Override
	public CompletionStage<Outcome> send(OutgoingMessage message) {
		return this.sender.send(message);
	}

	@Override
	public CompletionStage<Void> close() {
		return this.sender.close();
	}

}
