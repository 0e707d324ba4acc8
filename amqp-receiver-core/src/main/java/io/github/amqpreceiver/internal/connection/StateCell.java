package io.github.amqpreceiver.internal.connection;

import java.time.Instant;

import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.event.ReceiverEvent;
import io.github.amqpreceiver.event.ReceiverListener;
import io.github.amqpreceiver.event.ReceiverState;
import org.jspecify.annotations.Nullable;

/**
 * The state of one receiver: changed on the event loop along the legal transitions only,
 * read by any thread. Every change is told once, in order.
 */
final class StateCell {

	private final ConnectionSupervisor connection;

	private final String link;

	private final ReceiverListener listener;

	private volatile @Nullable AmqpReceiverException lastError;

	private volatile Snapshot snapshot = new Snapshot(ReceiverState.IDLE, Instant.now(), false);

	StateCell(ConnectionSupervisor connection, String link, ReceiverListener listener) {
		this.connection = connection;
		this.link = link;
		this.listener = listener;
	}

	/**
	 * Goes to another state; nothing happens where the receiver is in it already.
	 * @throws IllegalStateException when the table has no such transition, which is a
	 * fault of this library
	 */
	void become(ReceiverState next, @Nullable AmqpReceiverException error) {
		Snapshot before = this.snapshot;
		if (before.state() == next) {
			return;
		}
		if (!before.state().mayBecome(next)) {
			throw new IllegalStateException(
					"Receiver '" + this.link + "' cannot go from " + before.state() + " to " + next);
		}
		this.snapshot = new Snapshot(next, Instant.now(), before.wasOpen() || next == ReceiverState.OPEN);
		this.connection.publish(
				new ReceiverEvent.StateChanged(this.connection.name(), this.link, before.state(), next, error),
				this.listener);
	}

	/** Something failed, whatever state follows from it. */
	void failed(AmqpReceiverException failure) {
		this.lastError = failure;
	}

	@Nullable AmqpReceiverException lastError() {
		return this.lastError;
	}

	ReceiverState get() {
		return this.snapshot.state();
	}

	Snapshot snapshot() {
		return this.snapshot;
	}

	/**
	 * The state at one moment.
	 *
	 * @param state the state
	 * @param since when it was entered
	 * @param wasOpen whether the receiver was ever open
	 */
	record Snapshot(ReceiverState state, Instant since, boolean wasOpen) {
	}

}
