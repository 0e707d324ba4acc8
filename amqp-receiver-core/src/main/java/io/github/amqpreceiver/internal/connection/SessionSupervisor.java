package io.github.amqpreceiver.internal.connection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.error.ReceiverClosedException;
import io.github.amqpreceiver.event.ReceiverEvent;
import io.github.amqpreceiver.internal.protocol.ConnectionEngine;
import io.github.amqpreceiver.internal.protocol.Failures;
import io.github.amqpreceiver.internal.protocol.Loop;
import io.github.amqpreceiver.internal.protocol.SessionEngine;
import io.github.amqpreceiver.options.ReceiverOptions;
import io.github.amqpreceiver.options.SenderOptions;
import io.github.amqpreceiver.options.SessionOptions;
import io.github.amqpreceiver.recovery.ErrorPolicy;
import io.github.amqpreceiver.recovery.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one session for its links for as long as any of them wants it: begun when the
 * connection is open, begun anew when it was lost, without a word to other sessions.
 * Touched only on the event loop (I1).
 */
public final class SessionSupervisor implements SessionEngine.Listener {

	private final ConnectionSupervisor connection;

	private final SessionOptions options;

	private final Attempts attempts;

	private final List<LinkSupervisor> links = new ArrayList<>();

	private @Nullable SessionEngine engine;

	private Loop.@Nullable Timer timer;

	private boolean closed;

	SessionSupervisor(ConnectionSupervisor connection, SessionOptions options) {
		this.connection = connection;
		this.options = options;
		this.attempts = new Attempts(connection.loop(), connection.options().recovery().backOff(),
				connection.options().recovery().stableAfter());
	}

	/**
	 * A receiver; any thread.
	 * @param receiverOptions its settings
	 * @param handler gets its messages
	 * @return the receiver
	 */
	public ReceiverSupervisor receiver(ReceiverOptions receiverOptions, MessageHandler handler) {
		return new ReceiverSupervisor(this, receiverOptions, handler);
	}

	/**
	 * A sender; any thread.
	 * @param senderOptions its settings
	 * @return the sender
	 */
	public SenderSupervisor sender(SenderOptions senderOptions) {
		return new SenderSupervisor(this, senderOptions);
	}

	/** A link wants to attach: now, or as soon as there is a session. */
	void want(LinkSupervisor link) {
		if (this.closed || this.connection.isClosed()) {
			link.gaveUp(closedFailure());
			return;
		}
		if (!this.links.contains(link)) {
			this.links.add(link);
		}
		this.connection.sessions().add(this);
		SessionEngine current = this.engine;
		if (current != null && current.usable()) {
			link.usable(current);
		}
		else if (current == null) {
			ConnectionEngine connected = this.connection.engine();
			if (connected != null) {
				begin(connected);
			}
			else {
				this.connection.want();
			}
		}
	}

	void remove(LinkSupervisor link) {
		this.links.remove(link);
	}

	void connected(ConnectionEngine connected) {
		if (this.engine == null && !this.closed && !this.links.isEmpty()) {
			begin(connected);
		}
	}

	private void begin(ConnectionEngine connected) {
		try {
			SessionEngine begun = connected.begin(this.options, this);
			this.engine = begun;
			Duration timeout = this.connection.options().handshakeTimeout();
			cancelTimer();
			this.timer = loop().schedule(() -> {
				if (this.engine == begun && !begun.usable()) {
					this.connection.cut(Failures.timeout(
							"The peer did not answer the begin of a session within " + timeout.toMillis() + " ms"));
				}
			}, timeout.toNanos());
		}
		catch (AmqpReceiverException ex) {
			giveUp(ex);
		}
	}

	@Override
	public void begun(SessionEngine session) {
		if (session != this.engine) {
			return;
		}
		cancelTimer();
		if (this.attempts.current() > 0) {
			this.connection.hub()
				.publish(new ReceiverEvent.Recovered(name(), null, this.attempts.current(), this.attempts.outage()));
		}
		this.attempts.succeeded();
		List.copyOf(this.links).forEach((link) -> link.usable(session));
	}

	@Override
	public void ended(SessionEngine session, AmqpReceiverException why) {
		if (session != this.engine) {
			return;
		}
		this.engine = null;
		cancelTimer();
		ConnectionEngine connected = this.connection.engine();
		if (this.closed || connected == null || !connected.usable()) {
			// The connection's supervisor will tell when there is a new one.
			return;
		}
		this.attempts.failed();
		Verdict verdict = this.connection.options().recovery().enabled()
				? this.connection.policy().decide(why.condition(), ErrorPolicy.Scope.SESSION) : Verdict.GIVE_UP;
		switch (verdict.action()) {
			case GIVE_UP -> giveUp(why);
			case REAUTHENTICATE -> this.connection.reauthenticate(why, () -> giveUp(why));
			case RECONNECT, REDIRECT -> this.connection.cut(why);
			case REATTACH, REBEGIN -> {
				Duration delay = this.attempts.schedule(verdict.backOff(), 1, this::again);
				this.connection.hub()
					.publish(new ReceiverEvent.RecoveryScheduled(name(), null, Verdict.Action.REBEGIN,
							this.attempts.current(), delay, why));
			}
		}
	}

	private void cancelTimer() {
		if (this.timer != null) {
			this.timer.cancel();
			this.timer = null;
		}
	}

	private void again() {
		ConnectionEngine connected = this.connection.engine();
		if (connected != null && this.engine == null && !this.closed && !this.links.isEmpty()) {
			begin(connected);
		}
	}

	void connectionLost(AmqpReceiverException failure) {
		this.attempts.cancel();
		List.copyOf(this.links).forEach((link) -> link.waiting(failure));
	}

	/** The connection lives, so that nobody else tells. */
	private void giveUp(AmqpReceiverException failure) {
		List.copyOf(this.links).forEach((link) -> link.giveUp(failure));
	}

	/** The connection gave up, and has told. */
	void gaveUp(AmqpReceiverException failure) {
		List.copyOf(this.links).forEach((link) -> link.gaveUp(failure));
	}

	/**
	 * Destroys the links and ends the session; any thread.
	 * @return completes when that is done
	 */
	public CompletionStage<Void> close() {
		CompletableFuture<Void> promise = new CompletableFuture<>();
		loop().execute(() -> {
			this.closed = true;
			this.attempts.cancel();
			List<CompletableFuture<Void>> ends = List.copyOf(this.links)
				.stream()
				.map((link) -> link.destroy().toCompletableFuture())
				.toList();
			CompletableFuture.allOf(ends.toArray(new CompletableFuture<?>[0]))
				.whenComplete((nothing, failure) -> loop().execute(() -> {
					if (this.engine != null) {
						this.engine.end();
					}
					this.engine = null;
					cancelTimer();
					this.connection.sessions().remove(this);
					promise.complete(null);
				}));
		});
		return promise;
	}

	AmqpReceiverException closedFailure() {
		return new ReceiverClosedException("The session or connection '" + name() + "' was closed by this side", null,
				null);
	}

	private String name() {
		return this.connection.name();
	}

	Loop loop() {
		return this.connection.loop();
	}

	ConnectionSupervisor connection() {
		return this.connection;
	}

	/** A link that the session serves; called on the event loop. */
	interface LinkSupervisor {

		/** There is a session: attach where that is wanted. */
		void usable(SessionEngine session);

		/** There is no connection; another attempt will be made. */
		void waiting(AmqpReceiverException failure);

		/** There will be no session, because there is no connection; that was told. */
		void gaveUp(AmqpReceiverException failure);

		/** There will be no session on a connection that lives: that is to be told. */
		default void giveUp(AmqpReceiverException failure) {
			gaveUp(failure);
		}

		/** The session is closed for good. */
		CompletionStage<Void> destroy();

	}

}
