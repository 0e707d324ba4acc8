package io.github.amqpreceiver.internal.connection;

import java.time.Duration;

import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.event.ReceiverEvent;
import io.github.amqpreceiver.event.ReceiverState;
import io.github.amqpreceiver.internal.protocol.SessionEngine;
import io.github.amqpreceiver.options.ReceiverOptions;
import io.github.amqpreceiver.options.RecoveryOptions;
import io.github.amqpreceiver.recovery.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What follows the loss of a receiver's link: it is attached again after a while, or what
 * carries it is made anew, or the receiver gives up. Touched only on the event loop (I1).
 */
final class LinkRecovery {

	private final ConnectionSupervisor connection;

	private final ReceiverOptions options;

	private final StateCell state;

	private final ReceiverView view;

	private final Steps steps;

	private final Attempts attempts;

	private final LinkVerdicts verdicts;

	LinkRecovery(ConnectionSupervisor connection, ReceiverOptions options, StateCell state, ReceiverView view,
			Steps steps) {
		this.connection = connection;
		this.options = options;
		this.state = state;
		this.view = view;
		this.steps = steps;
		RecoveryOptions recovery = connection.options().recovery();
		this.attempts = new Attempts(connection.loop(), recovery.backOff(), recovery.stableAfter());
		this.verdicts = new LinkVerdicts(recovery,
				(options.errorPolicy() != null) ? options.errorPolicy() : recovery.errorPolicy());
	}

	/** The settings of the next attachment, which may be redirected. */
	ReceiverOptions nextOptions() {
		return this.verdicts.redirected(this.options);
	}

	/**
	 * The link was lost, or could not be attached.
	 * @param on the session, unless that is gone too: its supervisor goes on then
	 */
	void lost(AmqpReceiverException why, @Nullable SessionEngine on) {
		this.state.failed(why);
		if (on == null) {
			this.steps.waitForSession(why);
			return;
		}
		publish(new ReceiverEvent.Detached(this.connection.name(), name(), why.condition()));
		this.attempts.failed();
		Verdict verdict = this.verdicts.decide(why, this.state.snapshot().wasOpen(), this.attempts.outage());
		switch (verdict.action()) {
			case REATTACH, REDIRECT -> {
				recovering(why);
				attachLater(verdict, why);
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
				this.connection.reauthenticate(why, () -> this.steps.giveUp(why));
			}
			case GIVE_UP -> this.steps.giveUp(why);
		}
	}

	private void attachLater(Verdict verdict, AmqpReceiverException why) {
		int attempt = this.attempts.current();
		this.view.recovering(attempt);
		Duration delay = this.attempts.schedule(verdict.backOff(), 1, this.steps::attachAgain);
		publish(new ReceiverEvent.RecoveryScheduled(this.connection.name(), name(), verdict.action(), attempt, delay,
				why));
	}

	/** The session or the connection comes back first; it tells when it has. */
	void waiting(AmqpReceiverException failure) {
		this.attempts.cancel();
		this.view.recovering(Math.max(1, this.connection.attempt()));
		this.state.failed(failure);
		recovering(failure);
	}

	private void recovering(AmqpReceiverException why) {
		if (this.state.get() == ReceiverState.OPEN) {
			this.state.become(ReceiverState.RECOVERING, why);
		}
	}

	/** The link is attached. */
	void succeeded() {
		int tries = this.attempts.current();
		Duration outage = this.attempts.outage();
		this.attempts.succeeded();
		this.verdicts.succeeded();
		this.view.opened();
		publish(new ReceiverEvent.Attached(this.connection.name(), name(), this.view.address()));
		if (tries > 0) {
			publish(new ReceiverEvent.Recovered(this.connection.name(), name(), tries, outage));
		}
	}

	/** Nothing is attempted any more. */
	void cancel() {
		this.attempts.cancel();
	}

	private String name() {
		return this.options.name();
	}

	private void publish(ReceiverEvent event) {
		this.connection.publish(event, this.options.listener());
	}

	/** What only the receiver's supervisor can do; called on the event loop. */
	interface Steps {

		/** The wait is over: attaches where that is still wanted. */
		void attachAgain();

		/** There is no session; its supervisor tells when there is one. */
		void waitForSession(AmqpReceiverException failure);

		/** The receiver is not attached again until somebody opens it. */
		void giveUp(AmqpReceiverException failure);

	}

}
