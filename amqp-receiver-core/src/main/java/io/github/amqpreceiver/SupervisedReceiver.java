package io.github.amqpreceiver;

import java.util.List;
import java.util.concurrent.CompletionStage;

import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.event.ReceiverState;
import io.github.amqpreceiver.event.ReceiverStatus;
import io.github.amqpreceiver.internal.connection.ConnectionSupervisor;
import io.github.amqpreceiver.internal.connection.ReceiverSupervisor;
import org.jspecify.annotations.Nullable;

/** The facade of a supervised receiver. */
final class SupervisedReceiver implements MessageReceiver {

	private final ConnectionSupervisor connection;

	private final ReceiverSupervisor receiver;

	SupervisedReceiver(ConnectionSupervisor connection, ReceiverSupervisor receiver) {
		this.connection = connection;
		this.receiver = receiver;
	}

	@Override
	public String name() {
		return this.receiver.name();
	}

	@Override
	public ReceiverState state() {
		return this.receiver.state();
	}

	@Override
	public @Nullable AmqpReceiverException lastError() {
		return this.receiver.lastError();
	}

	@Override
	public ReceiverStatus status() {
		return this.receiver.status();
	}

	@Override
	public CompletionStage<Void> open() {
		return this.receiver.open();
	}

	@Override
	public CompletionStage<Void> close() {
		return this.receiver.close();
	}

	@Override
	public CompletionStage<Void> destroy() {
		return this.receiver.destroy();
	}

	@Override
	public CompletionStage<Void> unsubscribe() {
		return this.receiver.unsubscribe();
	}

	@Override
	public CompletionStage<Void> resetLinkCredit(int credit, boolean drain) {
		return this.receiver.requests().resetLinkCredit(credit, drain);
	}

	@Override
	public CompletionStage<Void> pause() {
		return this.receiver.requests().pause();
	}

	@Override
	public CompletionStage<Void> resume() {
		return this.receiver.requests().resume();
	}

	@Override
	public CompletionStage<ReceiverStatus> work() {
		return this.receiver.work();
	}

	@Override
	public void trace(boolean on) {
		this.receiver.trace(on);
	}

	@Override
	public List<String> recentFrames() {
		return Waiting.until(this.connection.view().recentFrames(), "reading the last frames");
	}

	@Override
	public AutoCloseable asCloseable() {
		return () -> Waiting.until(destroy(), "destroying receiver '" + name() + "'");
	}

}
