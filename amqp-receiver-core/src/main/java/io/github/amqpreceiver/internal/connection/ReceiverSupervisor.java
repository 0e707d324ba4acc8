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
import io.github.amqpreceiver.internal.protocol.Loop;
import io.github.amqpreceiver.internal.protocol.ReceiverLink;
import io.github.amqpreceiver.internal.protocol.SessionEngine;
import io.github.amqpreceiver.options.ReceiverOptions;
import org.jspecify.annotations.Nullable;

/**
 * One receiver over all attachments of its link. Touched only on the event loop (I1), but
 * for the methods that say otherwise and the volatile fields.
 * <p>
 * I6: once destroyed, nothing attaches it again. Paused stays paused, and closed stays
 * closed, whatever is recovered meanwhile.
 */
public final class ReceiverSupervisor
		implements SessionSupervisor.LinkSupervisor, ReceiverLink.Listener, LinkRecovery.Steps, StopOrder.Steps {

	private final SessionSupervisor session;

	private final ConnectionSupervisor connection;

	private final ReceiverOptions options;

	private final Loop loop;

	private final StateCell state;

	private final Dispatcher dispatcher;

	private final ReceiverView view;

	private final Watchdog watchdog;

	private final GrantCheck grants;

	private final Attachment attachment;

	private final LinkRequests requests;

	private final LinkRecovery recovery;

	private final StopOrder stop;

	private final Promises opening = new Promises();

	private boolean wanted;

	private volatile boolean tracing;

	ReceiverSupervisor(SessionSupervisor session, ReceiverOptions options, MessageHandler handler) {
		this.session = session;
		this.connection = session.connection();
		this.options = options;
		this.loop = session.loop();
		this.tracing = options.debug();
		this.state = new StateCell(this.connection, options.name(), options.listener());
		this.attachment = new Attachment(this.loop);
		this.requests = new LinkRequests(options, this.loop, this.state, this.attachment);
		this.dispatcher = dispatcher(handler);
		this.view = new ReceiverView(options, this.connection, this.state, this.requests, this.dispatcher);
		this.watchdog = new Watchdog(this.loop, options, this::stalled);
		this.grants = new GrantCheck(this.connection, options);
		this.recovery = new LinkRecovery(this.connection, options, this.state, this.view, this);
		this.stop = new StopOrder(options, this.loop, this.state, this.attachment,
				this.connection.options().closeTimeout(), this);
	}

	private Dispatcher dispatcher(MessageHandler handler) {
		HandlerCall call = new HandlerCall(handler, this.options.failureOutcome(),
				this.options.handlerTimeout() != null);
		Executor executor = this.options.dispatch().executor();
		return Dispatcher.create(this.options.dispatch(), call,
				(executor != null) ? executor : this.connection.loops().handlers(), this.loop);
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
		ReceiverLink made = new ReceiverLink(engine, this.recovery.nextOptions(), this.requests.credit(),
				this.dispatcher, this.view.gauges(), this);
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
						+ this.view.address() + "' within " + this.options.attachTimeout().toMillis() + " ms"));
			}
		});
	}

	@Override
	public boolean attached(ReceiverLink made, Performative.Attach attach) {
		if (made != this.attachment.link() || !this.wanted) {
			return false;
		}
		this.view.granted(made.address(), Grants.negotiated(this.options, attach));
		AmqpReceiverException refusal = this.grants.judge(this.recovery.nextOptions(), attach, made.address(),
				!this.state.snapshot().wasOpen());
		if (refusal != null) {
			made.abandon(refusal);
			return false;
		}
		opened(made);
		return true;
	}

	private void opened(ReceiverLink current) {
		this.attachment.meet();
		this.recovery.succeeded();
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
			case OPENING, OPEN, RECOVERING -> this.recovery.lost(why, session);
		}
	}

	@Override
	public void giveUp(AmqpReceiverException failure) {
		if (this.wanted) {
			publish(new ReceiverEvent.GaveUp(this.connection.name(), name(), failure));
			gaveUp(failure);
		}
	}

	@Override
	public void attachAgain() {
		if (this.wanted && this.attachment.link() == null) {
			this.session.want(this);
		}
	}

	@Override
	public void waitForSession(AmqpReceiverException failure) {
		waiting(failure);
	}

	@Override
	public void waiting(AmqpReceiverException failure) {
		if (this.wanted && this.attachment.link() == null) {
			this.recovery.waiting(failure);
		}
	}

	@Override
	public void gaveUp(AmqpReceiverException failure) {
		this.recovery.cancel();
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
		this.view.stalled();
		publish(new ReceiverEvent.Stalled(this.connection.name(), name(), silence));
		this.connection.cut(Failures.timeout("Link '" + name() + "' to address '" + this.view.address()
				+ "' was silent for " + silence.toMillis() + " ms and did not answer a probe"));
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
		this.recovery.cancel();
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
		this.recovery.cancel();
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
		return this.view.status();
	}

}
