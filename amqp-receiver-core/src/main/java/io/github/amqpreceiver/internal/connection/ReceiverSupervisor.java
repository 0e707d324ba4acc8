package io.github.amqpreceiver.internal.connection;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.error.AmqpReceiverException;
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
import io.github.amqpreceiver.recovery.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * One receiver over all attachments of its link. Touched only on the event loop (I1), but
 * for the methods that say otherwise and the volatile fields.
 * <p>
 * I6: once destroyed, nothing attaches it again. Paused stays paused, and closed stays
 * closed, whatever is recovered meanwhile.
 */
public final class ReceiverSupervisor
		implements SessionSupervisor.LinkSupervisor, ReceiverLink.Listener, StopOrder.Steps {

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

	private final GrantCheck grants;

	private final Attachment attachment;

	private final LinkRequests requests;

	private final StopOrder stop;

	private final Promises opening = new Promises();

	private boolean wanted;

	private volatile boolean stalled;

	private volatile boolean tracing;

	private volatile int attempt;

	private volatile @Nullable String address;

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
		this.grants = new GrantCheck(this.connection, options);
		this.attachment = new Attachment(this.loop);
		this.requests = new LinkRequests(options, this.loop, this.state, this.attachment);
		this.stop = new StopOrder(options, this.loop, this.state, this.attachment,
				this.connection.options().closeTimeout(), this);
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
				case CLOSING, DESTROYED -> promise.completeExceptionally(this.stop.failure());
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
		ReceiverLink current = this.attachment.link();
		if (current != null && current.attached()) {
			current.resetCredit(this.requests.credit(), false, (failure) -> {
			});
			opened(current);
		}
		else {
			this.session.want(this);
		}
	}

	@Override
	public void usable(SessionEngine engine) {
		if (!this.wanted || this.attachment.link() != null) {
			return;
		}
		ReceiverLink made = new ReceiverLink(engine, this.verdicts.redirected(this.options), this.requests.credit(),
				this.dispatcher, this.gauges, this);
		this.attachment.set(made, engine);
		try {
			made.attach();
		}
		catch (AmqpReceiverException ex) {
			ended(made, ex);
			return;
		}
		this.attachment.within(this.options.attachTimeout(), () -> {
			if (this.attachment.link() == made && this.state.get() != ReceiverState.OPEN) {
				made.abandon(Failures.timeout("The peer did not attach link '" + name() + "' to address '"
						+ this.address + "' within " + this.options.attachTimeout().toMillis() + " ms"));
			}
		});
	}

	@Override
	public boolean attached(ReceiverLink made, Performative.Attach attach) {
		if (made != this.attachment.link() || !this.wanted) {
			return false;
		}
		this.negotiated = Grants.negotiated(this.options, attach);
		this.address = made.address();
		AmqpReceiverException refusal = this.grants.judge(attach, this.address, !this.state.snapshot().wasOpen());
		if (refusal != null) {
			made.abandon(refusal);
			return false;
		}
		opened(made);
		return true;
	}

	private void opened(ReceiverLink current) {
		this.attachment.meet();
		int tries = this.attempts.current();
		Duration outage = this.attempts.outage();
		this.attempts.succeeded();
		this.verdicts.succeeded();
		this.attempt = 0;
		this.stalled = false;
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
		if (ended != this.attachment.link()) {
			return;
		}
		SessionEngine session = this.attachment.usableSession();
		this.attachment.clear();
		this.watchdog.stop();
		switch (this.state.get()) {
			case CLOSING -> this.stop.closed();
			case IDLE, ERROR, DESTROYED -> this.stop.destroyWhenAsked();
			case OPENING, OPEN, RECOVERING -> lost(why, session);
		}
	}

	private void lost(AmqpReceiverException why, @Nullable SessionEngine on) {
		this.state.failed(why);
		if (on == null) {
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
				on.end();
			}
			case RECONNECT -> {
				recovering(why);
				this.connection.cut(why);
			}
			case REAUTHENTICATE -> {
				recovering(why);
				this.connection.reauthenticate(why, () -> giveUp(why));
			}
			case GIVE_UP -> giveUp(why);
		}
	}

	private void giveUp(AmqpReceiverException why) {
		if (this.wanted) {
			publish(new ReceiverEvent.GaveUp(this.connection.name(), name(), why));
			gaveUp(why);
		}
	}

	private void recovering(AmqpReceiverException why) {
		if (this.state.get() == ReceiverState.OPEN) {
			this.state.become(ReceiverState.RECOVERING, why);
		}
	}

	private void again() {
		if (this.wanted && this.attachment.link() == null) {
			this.session.want(this);
		}
	}

	@Override
	public void waiting(AmqpReceiverException failure) {
		if (this.wanted && this.attachment.link() == null) {
			this.attempts.cancel();
			this.attempt = Math.max(1, this.connection.attempt());
			this.state.failed(failure);
			recovering(failure);
		}
	}

	@Override
	public void gaveUp(AmqpReceiverException failure) {
		this.attempts.cancel();
		this.state.failed(failure);
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
		return this.stop.close();
	}

	@Override
	public void stopWanting(AmqpReceiverException failure) {
		this.wanted = false;
		this.attempts.cancel();
		this.watchdog.stop();
		this.opening.fail(failure);
	}

	/**
	 * Closes and detaches for good; any thread.
	 * @return completes when detached
	 */
	@Override
	public CompletionStage<Void> destroy() {
		return this.stop.destroy(false);
	}

	/**
	 * Closes, and detaches so that a durable subscription ends too; any thread.
	 * @return completes when detached
	 */
	public CompletionStage<Void> unsubscribe() {
		return this.stop.destroy(true);
	}

	@Override
	public void forget() {
		this.attempts.cancel();
		this.session.remove(this);
		this.dispatcher.end();
	}

	/**
	 * What may be asked of the link; any thread.
	 * @return the requests
	 */
	public LinkRequests requests() {
		return this.requests;
	}

	/**
	 * Probes the link; any thread.
	 * @return completes with the status once the peer has answered
	 */
	public CompletionStage<ReceiverStatus> work() {
		return this.requests.probe().thenApply((nothing) -> status());
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

	private void publish(ReceiverEvent event) {
		this.connection.publish(event, this.options.listener());
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
		return this.state.lastError();
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
		return new ReceiverStatus(name(), this.address, at.state(), at.since(), at.wasOpen(), this.requests.paused(),
				this.stalled, this.attempt, this.state.lastError(), this.negotiated, counters, this.connection.view().peer());
	}

}
