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

	private static final VarHandle SETTLEMENT;

	static {
		try {
			MethodHandles.Lookup lookup = MethodHandles.lookup();
			STATE = lookup.findVarHandle(DeliveryState.class, "state", int.class);
			SETTLEMENT = lookup.findVarHandle(DeliveryState.class, "settlement", CompletableFuture.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	private volatile int state;

	private @Nullable Outcome outcome;

	private volatile @Nullable Outcome peerOutcome;

	private @Nullable CompletableFuture<Outcome> settlement;

	/**
	 * Takes the delivery out of the buffer for a handler; called by the thread that will
	 * run it.
	 * @return false when it was released meanwhile, or its link is gone
	 */
	public final boolean claim() {
		return STATE.compareAndSet(this, BUFFERED, HANDLING);
	}

	@Override
	public final boolean settle(Outcome outcome) {
		Objects.requireNonNull(outcome, "outcome");
		int seen = this.state;
		while (seen <= HANDLING) {
			int witness = (int) STATE.compareAndExchange(this, seen, DECIDED);
			if (witness == seen) {
				this.outcome = outcome;
				decided();
				return true;
			}
			seen = witness;
		}
		if (seen == STALE) {
			decidedTooLate();
		}
		return false;
	}

	/** It has an outcome now, which is to reach the event loop. */
	abstract void decided();

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
		this.peerOutcome = given;
		return true;
	}

	/** Moves on; only on the loop, once {@link #DECIDED} was drained there. */
	final void become(int next) {
		this.state = next;
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
		@Nullable CompletableFuture<Outcome> waiting = existing();
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
		Outcome given = this.peerOutcome;
		return (given != null) ? given : Objects.requireNonNull(this.outcome);
	}

	@SuppressWarnings("unchecked")
	private @Nullable CompletableFuture<Outcome> existing() {
		return (CompletableFuture<Outcome>) SETTLEMENT.getVolatile(this);
	}

	@Override
	public final CompletionStage<Outcome> settlement() {
		@Nullable CompletableFuture<Outcome> existing = existing();
		if (existing == null) {
			CompletableFuture<Outcome> created = new CompletableFuture<>();
			existing = SETTLEMENT.compareAndSet(this, null, created) ? created : Objects.requireNonNull(existing());
			// The loop may have passed by before the stage was there to be completed.
			int seen = this.state;
			if (seen == SETTLED || (seen == PEER_SETTLED && this.peerOutcome != null)) {
				existing.complete(result());
			}
			else if (seen == STALE) {
				existing.completeExceptionally(stale());
			}
		}
		return existing.minimalCompletionStage();
	}

}
