package io.github.amqpreceiver.internal.connection;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.error.ConfigurationException;
import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.error.LinkDetachedException;
import io.github.amqpreceiver.error.ReceiverClosedException;
import io.github.amqpreceiver.event.ReceiverEvent;
import io.github.amqpreceiver.event.ReceiverState;
import io.github.amqpreceiver.event.ReceiverStatus;
import io.github.amqpreceiver.internal.dispatch.Dispatcher;
import io.github.amqpreceiver.internal.dispatch.HandlerCall;
import io.github.amqpreceiver.internal.frame.Performative;
import io.github.amqpreceiver.internal.protocol.Failures;
import io.github.amqpreceiver.internal.protocol.LinkGauges;
import io.github.amqpreceiver.internal.protocol.Loop;
import io.github.amqpreceiver.internal.protocol.ReceiverLink;
import io.github.amqpreceiver.internal.protocol.SessionEngine;
import io.github.amqpreceiver.options.ReceiverOptions;
import io.github.amqpreceiver.options.RecoveryOptions;
import io.github.amqpreceiver.options.TerminusDurability;
import io.github.amqpreceiver.recovery.Verdict;
import io.github.amqpreceiver.type.Symbol;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One receiver over all attachments of its link. Touched only on the event loop (I1), but
 * for the methods that say otherwise and the volatile fields.
 * <p>
 * I6: once destroyed, nothing attaches it again. Paused stays paused, and closed stays
 * closed, whatever is recovered meanwhile.
 */
public final class ReceiverSupervisor implements SessionSupervisor.LinkSupervisor, ReceiverLink.Listener {

	private static final Logger logger = LoggerFactory.getLogger(ReceiverSupervisor.class);

	private final SessionSupervisor session;

	private final ConnectionSupervisor connection;

	private final ReceiverOptions options;

	private final Loop loop;

	private final StateCell state;

	private final Attempts attempts;

	private final LinkVerdicts verdicts;

	private final HandlerCall call;

	private final Dispatcher dispatcher;

	private final LinkGauges gauges = new LinkGauges();

	private final Watchdog watchdog;

	private final Promises opening = new Promises();

	private final Promises closing = new Promises();

	private final Promises destroying = new Promises();

	private @Nullable ReceiverLink link;

	private @Nullable SessionEngine attachedOn;

	private boolean wanted;

	private boolean unsubscribe;

	private Loop.@Nullable Timer timer;

	private volatile boolean paused;

	private volatile boolean stalled;

	private volatile boolean tracing;

	private volatile int attempt;

	private volatile @Nullable String address;

	private volatile @Nullable AmqpReceiverException lastError;

	private volatile ReceiverStatus.@Nullable Negotiated negotiated;

	ReceiverSupervisor(SessionSupervisor session, ReceiverOptions options, MessageHandler handler) {
		this.session = session;
		this.connection = session.connection();
		this.options = options;
		this.loop = session.loop();
		this.address = options.source().address();
		this.tracing = options.debug();
		this.state = new StateCell(this.connection, options.name(), options.listener());
		RecoveryOptions recovery = this.connection.options().recovery();
		this.attempts = new Attempts(this.loop, recovery.backOff(), recovery.stableAfter());
		this.verdicts = new LinkVerdicts(recovery,
				(options.errorPolicy() != null) ? options.errorPolicy() : recovery.errorPolicy());
		this.call = new HandlerCall(handler, options.failureOutcome(), options.handlerTimeout() != null);
		Executor executor = options.dispatch().executor();
		this.dispatcher = Dispatcher.create(options.dispatch(), this.call,
				(executor != null) ? executor : this.connection.loops().handlers(), this.loop);
		this.watchdog = new Watchdog(this.loop, options, this::stalled);
	}

	/**
	 * Opens; any thread.
	 * @return completes when attached, fails when given up
	 */
	public CompletionStage<Void> open() {
		CompletableFuture<Void> promise = new CompletableFuture<>();
		this.loop.execute(() -> {
			switch (this.state.get()) {
				case OPEN -> promise.complete(null);
				case OPENING, RECOVERING -> this.opening.add(promise);
				case CLOSING, DESTROYED -> promise.completeExceptionally(closedFailure());
				case IDLE, ERROR -> {
					this.opening.add(promise);
					beginOpen();
				}
			}
		});
		return promise;
	}

	private void beginOpen() {
		this.wanted = true;
		this.state.become(ReceiverState.OPENING, null);
		ReceiverLink current = this.link;
		if (current != null && current.attached()) {
			current.resetCredit(credit(), false, (failure) -> {
			});
			opened(current);
		}
		else {
			this.session.want(this);
		}
	}

	private int credit() {
		return this.paused ? 0 : this.options.prefetch();
	}

	@Override
	public void usable(SessionEngine engine) {
		if (!this.wanted || this.link != null) {
			return;
		}
		ReceiverLink made = new ReceiverLink(engine, this.verdicts.redirected(this.options), credit(), this.dispatcher,
				this.gauges, this);
		this.link = made;
		this.attachedOn = engine;
		try {
			made.attach();
		}
		catch (AmqpReceiverException ex) {
			ended(made, ex);
			return;
		}
		schedule(this.options.attachTimeout(), () -> {
			if (this.link == made && this.state.get() != ReceiverState.OPEN) {
				made.abandon(Failures.timeout("The peer did not attach link '" + name() + "' to address '"
						+ this.address + "' within " + this.options.attachTimeout().toMillis() + " ms"));
			}
		});
	}

	@Override
	public boolean attached(ReceiverLink made, Performative.Attach attach) {
		if (made != this.link || !this.wanted) {
			return false;
		}
		this.negotiated = Grants.negotiated(this.options, attach);
		this.address = made.address();
		if (Grants.otherAddress(this.options, attach)) {
			logger.warn("[{}/{}] The peer attached another source than '{}', which was asked for: '{}'",
					this.connection.name(), name(), this.options.source().address(),
					ErrorCondition.printable(String.valueOf(Objects.requireNonNull(attach.source()).address())));
		}
		Set<Symbol> filters = Grants.missingFilters(this.options, attach);
		Set<Symbol> capabilities = Grants.missingCapabilities(this.options, attach);
		if (!filters.isEmpty() && this.options.requireFilters()) {
			made.abandon(new ConfigurationException(
					"The peer does not grant the filters " + filters + " of link '" + name() + "' to address '"
							+ this.address
							+ "', so wrong messages would come; change them, or set requireFilters to false",
					null, null));
			return false;
		}
		if (!capabilities.isEmpty() && this.options.requireCapabilities()) {
			made.abandon(new ConfigurationException(
					"The peer does not offer the capabilities " + capabilities + " that link '" + name() + "' requires",
					null, null));
			return false;
		}
		if (!filters.isEmpty()) {
			publish(new ReceiverEvent.FiltersMissing(this.connection.name(), name(), filters));
		}
		if (!capabilities.isEmpty() && !this.state.snapshot().wasOpen()) {
			publish(new ReceiverEvent.CapabilitiesMissing(this.connection.name(), name(), capabilities));
		}
		opened(made);
		return true;
	}

	private void opened(ReceiverLink current) {
		cancelTimer();
		int tries = this.attempts.current();
		Duration outage = this.attempts.outage();
		this.attempts.succeeded();
		this.verdicts.succeeded();
		this.attempt = 0;
		publish(new ReceiverEvent.Attached(this.connection.name(), name(), this.address));
		if (tries > 0) {
			publish(new ReceiverEvent.Recovered(this.connection.name(), name(), tries, outage));
		}
		this.state.become(ReceiverState.OPEN, null);
		this.watchdog.watch(current);
		this.opening.complete();
	}

	@Override
	public void ended(ReceiverLink ended, AmqpReceiverException why) {
		if (ended != this.link) {
			return;
		}
		SessionEngine engine = this.attachedOn;
		this.link = null;
		this.attachedOn = null;
		this.stalled = false;
		cancelTimer();
		this.watchdog.stop();
		switch (this.state.get()) {
			case CLOSING -> closed();
			case IDLE, ERROR, DESTROYED -> destroyedWhenAsked();
			case OPENING, OPEN, RECOVERING -> lost(why, engine);
		}
	}

	private void lost(AmqpReceiverException why, @Nullable SessionEngine engine) {
		this.lastError = why;
		if (engine == null || !engine.usable()) {
			waiting(why);
			return;
		}
		publish(new ReceiverEvent.Detached(this.connection.name(), name(), why.condition()));
		this.attempts.failed();
		Verdict verdict = this.verdicts.decide(why, this.state.snapshot().wasOpen(), this.attempts.outage());
		switch (verdict.action()) {
			case REATTACH, REDIRECT -> {
				recovering(why);
				this.attempt = this.attempts.current();
				Duration delay = this.attempts.schedule(verdict.backOff(), 1, this::again);
				publish(new ReceiverEvent.RecoveryScheduled(this.connection.name(), name(), verdict.action(),
						this.attempt, delay, why));
			}
			case REBEGIN -> {
				recovering(why);
				engine.end();
			}
			case RECONNECT -> {
				recovering(why);
				this.connection.cut(why);
			}
			case GIVE_UP, REAUTHENTICATE -> {
				publish(new ReceiverEvent.GaveUp(this.connection.name(), name(), why));
				gaveUp(why);
			}
		}
	}

	private void recovering(AmqpReceiverException why) {
		if (this.state.get() == ReceiverState.OPEN) {
			this.state.become(ReceiverState.RECOVERING, why);
		}
	}

	private void again() {
		if (this.wanted && this.link == null) {
			this.session.want(this);
		}
	}

	@Override
	public void waiting(AmqpReceiverException failure) {
		if (this.wanted && this.link == null) {
			this.attempts.cancel();
			this.attempt = Math.max(1, this.connection.attempt());
			this.lastError = failure;
			recovering(failure);
		}
	}

	@Override
	public void gaveUp(AmqpReceiverException failure) {
		this.attempts.cancel();
		this.lastError = failure;
		this.wanted = false;
		this.session.remove(this);
		if (this.state.get().mayBecome(ReceiverState.ERROR)) {
			this.state.become(ReceiverState.ERROR, failure);
		}
		this.opening.fail(failure);
	}

	/** A probe of a silent link is unanswered: the connection is of no use. */
	private void stalled(Duration silence) {
		if (this.state.get() != ReceiverState.OPEN) {
			return;
		}
		this.stalled = true;
		publish(new ReceiverEvent.Stalled(this.connection.name(), name(), silence));
		this.connection.cut(Failures.timeout("Link '" + name() + "' to address '" + this.address + "' was silent for "
				+ silence.toMillis() + " ms and did not answer a probe"));
	}

	/**
	 * Stops receiving and leaves the link attached; any thread.
	 * @return completes when nothing is held any more, or the close timeout has passed
	 */
	public CompletionStage<Void> close() {
		CompletableFuture<Void> promise = new CompletableFuture<>();
		this.loop.execute(() -> {
			switch (this.state.get()) {
				case IDLE, ERROR, DESTROYED -> promise.complete(null);
				case CLOSING -> this.closing.add(promise);
				case OPENING, OPEN, RECOVERING -> {
					this.closing.add(promise);
					beginClose();
				}
			}
		});
		return promise;
	}

	private void beginClose() {
		this.wanted = false;
		this.attempts.cancel();
		this.watchdog.stop();
		ReceiverState before = this.state.get();
		this.state.become(ReceiverState.CLOSING, null);
		this.opening.fail(closedFailure());
		ReceiverLink current = this.link;
		if (current == null) {
			closed();
		}
		else if (before != ReceiverState.OPEN) {
			current.abandon(closedFailure());
		}
		else {
			drainAndClose(current);
		}
	}

	/**
	 * The stop order: no new messages, buffered ones go back, running handlers finish.
	 */
	private void drainAndClose(ReceiverLink current) {
		current.keepBack();
		schedule(this.options.drainTimeout(), current::stopCredit);
		current.drain((failure) -> {
			cancelTimer();
			if (failure != null || this.state.get() != ReceiverState.CLOSING) {
				return;
			}
			current.releaseKeptBack();
			schedule(this.options.closeTimeout(), this::closed);
			current.whenIdle(this::closed);
		});
	}

	private void closed() {
		if (this.state.get() != ReceiverState.CLOSING) {
			return;
		}
		cancelTimer();
		this.state.become(ReceiverState.IDLE, null);
		this.closing.complete();
		destroyedWhenAsked();
	}

	/**
	 * Closes and detaches for good; any thread.
	 * @return completes when detached
	 */
	@Override
	public CompletionStage<Void> destroy() {
		return destroy(false);
	}

	/**
	 * Destroys; any thread.
	 * @param alsoUnsubscribe whether a durable subscription ends too
	 * @return completes when detached
	 */
	public CompletionStage<Void> destroy(boolean alsoUnsubscribe) {
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
				case OPENING, OPEN, RECOVERING -> beginClose();
				case CLOSING -> {
				}
				case IDLE, ERROR, DESTROYED -> destroyedWhenAsked();
			}
		});
		return promise;
	}

	/** Goes on with a destroy that was waiting for the close. */
	private void destroyedWhenAsked() {
		if (this.destroying.isEmpty()) {
			return;
		}
		ReceiverLink current = this.link;
		if (current == null) {
			finishDestroy();
			return;
		}
		schedule(this.connection.options().closeTimeout(), () -> {
			current.forget();
			finishDestroy();
		});
		current.detach(this.unsubscribe || this.options.source().durability() == TerminusDurability.NONE);
	}

	private void finishDestroy() {
		cancelTimer();
		this.link = null;
		this.attempts.cancel();
		this.session.remove(this);
		this.dispatcher.end();
		this.state.become(ReceiverState.DESTROYED, null);
		this.destroying.complete();
	}

	/**
	 * Sets the link credit; any thread.
	 * @param credit messages
	 * @param drain whether the peer should use it up at once or give it back
	 * @return completes when written, with drain when the peer has answered
	 */
	public CompletionStage<Void> resetLinkCredit(int credit, boolean drain) {
		if (credit < 0 || credit > 65_535) {
			throw new ConfigurationException("The link credit is " + credit + ", but must be from 0 to 65535", null,
					null);
		}
		return onLink((current, promise) -> {
			current.resetCredit(credit, drain, (failure) -> complete(promise, failure));
			if (drain) {
				giveUpDrain(current, promise);
			}
		});
	}

	/** A drain that is never answered ends in a timeout, with no credit left (F-51). */
	private void giveUpDrain(ReceiverLink current, CompletableFuture<Void> promise) {
		Loop.Timer late = this.loop.schedule(() -> {
			if (!promise.isDone()) {
				// Taking the credit back lets those who wait go on: this one has failed
				// before.
				promise.completeExceptionally(Failures.timeout("The peer did not answer a drain of link '" + name()
						+ "' within " + this.options.drainTimeout().toMillis() + " ms; its credit was taken back"));
				current.stopCredit();
			}
		}, this.options.drainTimeout().toNanos());
		promise.whenComplete((nothing, failure) -> late.cancel());
	}

	/**
	 * Grants no further credit; any thread.
	 * @return completes when drained
	 */
	public CompletionStage<Void> pause() {
		this.paused = true;
		return whereAttached((current, promise) -> {
			current.drain((failure) -> complete(promise, null));
			giveUpDrain(current, promise);
		});
	}

	/**
	 * Grants credit again; any thread.
	 * @return completes when written
	 */
	public CompletionStage<Void> resume() {
		this.paused = false;
		return whereAttached(
				(current, promise) -> current.resetCredit(credit(), false, (failure) -> complete(promise, failure)));
	}

	/**
	 * Probes the link; any thread.
	 * @return completes with the status once the peer has answered
	 */
	public CompletionStage<ReceiverStatus> work() {
		return onLink((current, promise) -> {
			current.probe((failure) -> complete(promise, failure));
			Loop.Timer late = this.loop.schedule(
					() -> promise.completeExceptionally(Failures.timeout("The peer did not answer a probe of link '"
							+ name() + "' within " + this.options.attachTimeout().toMillis() + " ms")),
					this.options.attachTimeout().toNanos());
			promise.whenComplete((nothing, failure) -> late.cancel());
		}).thenApply((nothing) -> status());
	}

	/**
	 * Switches the frame trace of the link; any thread.
	 * @param on whether its frames are logged
	 */
	public void trace(boolean on) {
		this.tracing = on;
	}

	@Override
	public boolean tracing() {
		return this.tracing;
	}

	private CompletionStage<Void> onLink(LinkAction action) {
		CompletableFuture<Void> promise = new CompletableFuture<>();
		this.loop.execute(() -> {
			ReceiverLink current = this.link;
			if (current == null || this.state.get() != ReceiverState.OPEN) {
				promise.completeExceptionally(new LinkDetachedException(
						"Receiver '" + name() + "' is " + this.state.get() + ", not OPEN: its link cannot be used now",
						null, this.lastError));
			}
			else {
				action.run(current, promise);
			}
		});
		return promise;
	}

	/** What is wanted holds for the next attachment, where there is none now. */
	private CompletionStage<Void> whereAttached(LinkAction action) {
		CompletableFuture<Void> promise = new CompletableFuture<>();
		this.loop.execute(() -> {
			ReceiverLink current = this.link;
			if (current == null || this.state.get() != ReceiverState.OPEN) {
				promise.complete(null);
			}
			else {
				action.run(current, promise);
			}
		});
		return promise;
	}

	private static void complete(CompletableFuture<Void> promise, @Nullable AmqpReceiverException failure) {
		if (failure != null) {
			promise.completeExceptionally(failure);
		}
		else {
			promise.complete(null);
		}
	}

	private void schedule(Duration delay, Runnable task) {
		cancelTimer();
		this.timer = this.loop.schedule(task, delay.toNanos());
	}

	private void cancelTimer() {
		if (this.timer != null) {
			this.timer.cancel();
			this.timer = null;
		}
	}

	private void publish(ReceiverEvent event) {
		this.connection.publish(event, this.options.listener());
	}

	private AmqpReceiverException closedFailure() {
		return new ReceiverClosedException("Receiver '" + name() + "' is closing or was closed by this side", null,
				null);
	}

	/**
	 * The link's name; any thread.
	 * @return the name
	 */
	public String name() {
		return this.options.name();
	}

	/**
	 * The state; any thread.
	 * @return the state
	 */
	public ReceiverState state() {
		return this.state.get();
	}

	/**
	 * The last failure; any thread.
	 * @return the failure, or null
	 */
	public @Nullable AmqpReceiverException lastError() {
		return this.lastError;
	}

	/**
	 * A snapshot; any thread.
	 * @return the status
	 */
	public ReceiverStatus status() {
		StateCell.Snapshot at = this.state.snapshot();
		long oldest = this.gauges.oldestArrival();
		Duration age = (oldest == 0) ? Duration.ZERO : Duration.ofNanos(Math.max(0, this.loop.nanoTime() - oldest));
		ReceiverStatus.Counters counters = new ReceiverStatus.Counters(this.gauges.credit(), this.dispatcher.buffered(),
				this.dispatcher.inFlight(), this.gauges.unsettled(), this.gauges.heldBytes(), age);
		return new ReceiverStatus(name(), this.address, at.state(), at.since(), at.wasOpen(), this.paused, this.stalled,
				this.attempt, this.lastError, this.negotiated, counters, this.connection.peer());
	}

	/** Something to do with an attached link. */
	private interface LinkAction {

		void run(ReceiverLink link, CompletableFuture<Void> promise);

	}

}
