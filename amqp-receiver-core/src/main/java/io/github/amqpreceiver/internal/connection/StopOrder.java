package io.github.amqpreceiver.internal.connection;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.error.ReceiverClosedException;
import io.github.amqpreceiver.event.ReceiverState;
import io.github.amqpreceiver.internal.protocol.Loop;
import io.github.amqpreceiver.internal.protocol.ReceiverLink;
import io.github.amqpreceiver.options.ReceiverOptions;
import io.github.amqpreceiver.options.TerminusDurability;

/**
 * How a receiver ends: no new messages, buffered ones go back, running handlers finish;
 * where it is destroyed, its link is then detached. Touched only on the event loop (I1),
 * but for the methods that say otherwise.
 */
final class StopOrder {

	private final ReceiverOptions options;

	private final Loop loop;

	private final StateCell state;

	private final Attachment attachment;

	private final Duration detachTimeout;

	private final Steps steps;

	private final Promises closing = new Promises();

	private final Promises destroying = new Promises();

	private boolean unsubscribe;

	StopOrder(ReceiverOptions options, Loop loop, StateCell state, Attachment attachment, Duration detachTimeout,
			Steps steps) {
		this.options = options;
		this.loop = loop;
		this.state = state;
		this.attachment = attachment;
		this.detachTimeout = detachTimeout;
		this.steps = steps;
	}

	/** Closes; any thread. */
	CompletionStage<Void> close() {
		CompletableFuture<Void> promise = new CompletableFuture<>();
		this.loop.execute(() -> {
			switch (this.state.get()) {
				case IDLE, ERROR, DESTROYED -> promise.complete(null);
				case CLOSING -> this.closing.add(promise);
				case OPENING, OPEN, RECOVERING -> {
					this.closing.add(promise);
					begin();
				}
			}
		});
		return promise;
	}

	/** Destroys; any thread. */
	CompletionStage<Void> destroy(boolean alsoUnsubscribe) {
		CompletableFuture<Void> promise = new CompletableFuture<>();
		this.loop.execute(() -> {
			if (this.state.get() == ReceiverState.DESTROYED) {
				promise.complete(null);
				return;
			}
			this.unsubscribe |= alsoUnsubscribe;
			boolean first = this.destroying.isEmpty();
			this.destroying.add(promise);
			if (!first) {
				return;
			}
			switch (this.state.get()) {
				case OPENING, OPEN, RECOVERING -> begin();
				case CLOSING -> {
				}
				case IDLE, ERROR, DESTROYED -> destroyWhenAsked();
			}
		});
		return promise;
	}

	private void begin() {
		ReceiverState before = this.state.get();
		this.state.become(ReceiverState.CLOSING, null);
		this.steps.stopWanting(failure());
		ReceiverLink link = this.attachment.link();
		if (link == null) {
			closed();
		}
		else if (before != ReceiverState.OPEN) {
			link.abandon(failure());
		}
		else {
			drainAndClose(link);
		}
	}

	private void drainAndClose(ReceiverLink link) {
		link.keepBack();
		this.attachment.within(this.options.drainTimeout(), link::stopCredit);
		link.drain((failure) -> {
			this.attachment.meet();
			if (failure != null || this.state.get() != ReceiverState.CLOSING) {
				return;
			}
			link.releaseKeptBack();
			this.attachment.within(this.options.closeTimeout(), this::closed);
			link.whenIdle(this::closed);
		});
	}

	/** Nothing runs any more, or its time is over, or the link is lost anyway. */
	void closed() {
		if (this.state.get() != ReceiverState.CLOSING) {
			return;
		}
		this.attachment.meet();
		this.state.become(ReceiverState.IDLE, null);
		this.closing.complete();
		destroyWhenAsked();
	}

	/** Goes on with a destroy that was waiting for the close. */
	void destroyWhenAsked() {
		if (this.destroying.isEmpty()) {
			return;
		}
		ReceiverLink link = this.attachment.link();
		if (link == null) {
			destroyed();
			return;
		}
		this.attachment.within(this.detachTimeout, () -> {
			link.forget();
			destroyed();
		});
		link.detach(this.unsubscribe || this.options.source().durability() == TerminusDurability.NONE);
	}

	private void destroyed() {
		this.attachment.clear();
		this.steps.forget();
		this.state.become(ReceiverState.DESTROYED, null);
		this.destroying.complete();
	}

	AmqpReceiverException failure() {
		return new ReceiverClosedException(
				"Receiver '" + this.options.name() + "' is closing or was closed by this side", null, null);
	}

	/** What only the receiver's supervisor can do; called on the event loop. */
	interface Steps {

		/** Closing has begun: nothing is attached any more, who waits for that fails. */
		void stopWanting(AmqpReceiverException failure);

		/** The receiver is destroyed: nothing of it stays. */
		void forget();

	}

}
