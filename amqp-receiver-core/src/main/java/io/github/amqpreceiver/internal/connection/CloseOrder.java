package io.github.amqpreceiver.internal.connection;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.error.ReceiverClosedException;
import io.github.amqpreceiver.internal.protocol.ConnectionEngine;
import io.github.amqpreceiver.internal.protocol.Loop;
import org.jspecify.annotations.Nullable;

/**
 * How a connection ends for good: its sessions first, then the close frame, then the
 * socket. Begun once (I6); touched only on the event loop, but for {@link #close}.
 */
final class CloseOrder {

	private final String name;

	private final Loop loop;

	private final Duration timeout;

	private final ServedSessions sessions;

	private final Steps steps;

	private final Promises closing = new Promises();

	private boolean begun;

	private boolean closed;

	private Loop.@Nullable Timer timer;

	CloseOrder(String name, Loop loop, Duration timeout, ServedSessions sessions, Steps steps) {
		this.name = name;
		this.loop = loop;
		this.timeout = timeout;
		this.sessions = sessions;
		this.steps = steps;
	}

	/** Closes; any thread. Completes when the socket is closed. */
	CompletionStage<Void> close() {
		CompletableFuture<Void> promise = new CompletableFuture<>();
		this.loop.execute(() -> {
			if (this.closed) {
				promise.complete(null);
				return;
			}
			this.closing.add(promise);
			if (!this.begun) {
				this.begun = true;
				this.steps.stopWanting(failure());
				this.sessions.close().whenComplete((nothing, failure) -> this.loop.execute(this::closeConnection));
			}
		});
		return promise;
	}

	private void closeConnection() {
		ConnectionEngine open = this.steps.openConnection();
		if (open == null) {
			this.steps.abandon(failure());
			return;
		}
		this.timer = this.loop.schedule(() -> open.end(failure()), this.timeout.toNanos());
		open.close();
	}

	/** The socket is closed, or there was none. */
	void ended() {
		if (this.timer != null) {
			this.timer.cancel();
		}
		this.closed = true;
		this.sessions.clear();
		this.closing.complete();
	}

	/** Whether nothing may be opened any more. */
	boolean begun() {
		return this.begun;
	}

	AmqpReceiverException failure() {
		return new ReceiverClosedException("The connection '" + this.name + "' was closed by this side", null, null);
	}

	/** What only the connection's supervisor can do; called on the event loop. */
	interface Steps {

		/** Closing has begun: nothing is dialled any more, who waits for that fails. */
		void stopWanting(AmqpReceiverException failure);

		/** The connection that has to be told of the end, if there is one. */
		@Nullable ConnectionEngine openConnection();

		/** There is nobody to tell: ends what has begun. */
		void abandon(AmqpReceiverException failure);

	}

}
