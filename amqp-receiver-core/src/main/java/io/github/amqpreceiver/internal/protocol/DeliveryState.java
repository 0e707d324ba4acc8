package io.github.amqpreceiver.internal.protocol;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.error.StaleDeliveryException;
import org.jspecify.annotations.Nullable;

/**
 * How far a delivery has come, and with which outcome. The state goes forward only, by
 * compare-and-set from any thread.
 * <p>
 * I3: exactly one party moves it out of {@link #BUFFERED} or {@link #HANDLING}, and that
 * one decides its outcome. I4: what is decided after its link ended is dropped.
 */
abstract class DeliveryState implements Delivery {

	/** Waits for a handler. */
	static final int BUFFERED = 0;

	/** Is with a handler, or with code that settles it later. */
	static final int HANDLING = 1;

	/** Has an outcome that is on its way to the event loop. */
	static final int DECIDED = 2;

	/** Its outcome is written; the peer has yet to settle (rcv-settle-mode second). */
	static final int AWAITING_PEER = 3;

	/**
	 * The peer has settled what we decided; that is confirmed at the end of the burst.
	 */
	static final int CONFIRMING = 4;

	/** Settled and written. */
	static final int SETTLED = 5;

	/** Settled by the peer before us. */
	static final int PEER_SETTLED = 6;

	/** Its link is gone. */
	static final int STALE = 7;

	private static final VarHandle STATE;

	private static final VarHandle WATCH;

	static {
		try {
			MethodHandles.Lookup lookup = MethodHandles.lookup();
			STATE = lookup.findVarHandle(DeliveryState.class, "state", int.class);
			WATCH = lookup.findVarHandle(DeliveryState.class, "watch", DeliveryWatch.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	private volatile int state;

	private @Nullable Outcome outcome;

	private volatile @Nullable DeliveryWatch watch;

	/**
	 * Takes the delivery out of the buffer for a handler; called by the thread that will
	 * run it.
	 * @return false when it was released meanwhile, or its link is gone
	 */
	public final boolean claim() {
		return STATE.compareAndSet(this, BUFFERED, HANDLING);
	}

	/**
	 * As {@link #claim()}, on the loop, which alone knows a delivery that waits there.
	 * @return false when it was released meanwhile, or its link is gone
	 */
	public final boolean claimOnLoop() {
		boolean waiting = this.state == BUFFERED;
		if (waiting) {
			STATE.setRelease(this, HANDLING);
		}
		return waiting;
	}

	@Override
	public final boolean settle(Outcome outcome) {
		boolean decided = decide(outcome);
		if (decided) {
			decided(true);
		}
		return decided;
	}

	/**
	 * Settles as the thread of a dispatcher does, which has more to settle at once.
	 * @param outcome the outcome
	 * @return false when it was settled before
	 */
	public final boolean settleInTurn(Outcome outcome) {
		boolean decided = decide(outcome);
		if (decided) {
			decided(false);
		}
		return decided;
	}

	/**
	 * Settles on the loop within a burst.
	 * @param outcome the outcome
	 */
	public final void settleOnLoop(Outcome outcome) {
		if (decide(outcome)) {
			decidedOnLoop();
		}
	}

	private boolean decide(Outcome outcome) {
		Objects.requireNonNull(outcome, "outcome");
		int seen = this.state;
		while (seen <= HANDLING) {
			int witness = (int) STATE.compareAndExchange(this, seen, DECIDED);
			if (witness == seen) {
				this.outcome = outcome;
				return true;
			}
			seen = witness;
		}
		if (seen == STALE) {
			decidedTooLate();
		}
		return false;
	}

	/**
	 * It has an outcome now, which is to reach the event loop.
	 * @param announced whether at once, or when the thread announces what it has settled
	 */
	abstract void decided(boolean announced);

	/** It has an outcome now, which the end of the running burst looks for. */
	abstract void decidedOnLoop();

	/** It was given an outcome after its link had ended. */
	abstract void decidedTooLate();

	/** Why a settlement can never be written: the link has ended. */
	abstract StaleDeliveryException stale();

	/**
	 * The peer settled first; only on the loop.
	 * @param given what the settlement says: the peer's outcome, where it gave one
	 * @return false when it was settled before
	 */
	final boolean settledByPeer(Outcome given) {
		if (!endAs(PEER_SETTLED)) {
			return false;
		}
		watch().peerOutcome = given;
		return true;
	}

	/** Moves on; only on the loop, once {@link #DECIDED} was drained there. */
	final void become(int next) {
		this.state = next;
	}

	/**
	 * Moves on as one of many: who asks for the settlement at this moment sees the new
	 * state only behind a fence, which the caller puts before it looks for them.
	 */
	final void becomeUnfenced(int next) {
		STATE.setRelease(this, next);
	}

	/** Takes the delivery away from whoever has it; only on the loop. */
	final boolean endAs(int terminal) {
		int seen = this.state;
		while (seen < SETTLED) {
			int witness = (int) STATE.compareAndExchange(this, seen, terminal);
			if (witness == seen) {
				return true;
			}
			seen = witness;
		}
		return false;
	}

	final int state() {
		return this.state;
	}

	@Override
	public final boolean settled() {
		return this.state >= DECIDED;
	}

	@Override
	public final @Nullable Outcome outcome() {
		return this.outcome;
	}

	/** Completes {@link #settlement()} if anybody asked for it. */
	final void completeSettlement(@Nullable StaleDeliveryException failure) {
		DeliveryWatch watched = this.watch;
		CompletableFuture<Outcome> waiting = (watched != null) ? watched.settlement() : null;
		if (waiting == null) {
			return;
		}
		if (failure != null) {
			waiting.completeExceptionally(failure);
		}
		else {
			waiting.complete(result());
		}
	}

	private Outcome result() {
		Outcome given = watch().peerOutcome;
		return (given != null) ? given : Objects.requireNonNull(this.outcome);
	}

	@Override
	public final CompletionStage<Outcome> settlement() {
		DeliveryWatch watched = watch();
		CompletableFuture<Outcome> asked = watched.askedForSettlement();
		// The loop may have passed by before the stage was there to be completed.
		int seen = this.state;
		if (seen == SETTLED || (seen == PEER_SETTLED && watched.peerOutcome != null)) {
			asked.complete(result());
		}
		else if (seen == STALE) {
			asked.completeExceptionally(stale());
		}
		return asked.minimalCompletionStage();
	}

	/** What is known of a delivery that somebody watches, made on the first call. */
	final DeliveryWatch watch() {
		DeliveryWatch existing = this.watch;
		if (existing != null) {
			return existing;
		}
		DeliveryWatch created = new DeliveryWatch();
		return WATCH.compareAndSet(this, null, created) ? created : Objects.requireNonNull(this.watch);
	}

	/** The same, or null if nobody watches it. */
	final @Nullable DeliveryWatch watched() {
		return this.watch;
	}

}
