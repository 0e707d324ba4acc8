package io.github.amqpreceiver.internal.protocol;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.error.StaleDeliveryException;
import io.github.amqpreceiver.internal.message.LazyMessage;
import io.github.amqpreceiver.message.ReceivedMessage;
import org.jspecify.annotations.Nullable;

/**
 * A delivery of one attachment of a link. Its state goes forward only, by compare-and-set
 * from any thread; the links between deliveries belong to the event loop, or to the one
 * thread that holds a chain of them.
 * <p>
 * I3: exactly one party moves it out of {@link #BUFFERED} or {@link #HANDLING}, and that
 * one decides its outcome. I4: what is decided after its link ended is dropped.
 */
public final class HeldDelivery implements Delivery {

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

	private static final VarHandle NEXT;

	static {
		try {
			MethodHandles.Lookup lookup = MethodHandles.lookup();
			STATE = lookup.findVarHandle(HeldDelivery.class, "state", int.class);
			NEXT = lookup.findVarHandle(HeldDelivery.class, "nextBuffered", HeldDelivery.class);
			SETTLEMENT = lookup.findVarHandle(HeldDelivery.class, "settlement", CompletableFuture.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	final ReceiverLink link;

	final int id;

	final long arrivedAt;

	private final byte[] bytes;

	private final int tagLength;

	private final boolean remotelySettled;

	private final LazyMessage message;

	private volatile int state;

	private @Nullable Outcome outcome;

	private volatile @Nullable Outcome peerOutcome;

	private @Nullable CompletableFuture<Outcome> settlement;

	private long startedAt;

	/** Lets the next message be handled though the stage of this one is unfinished. */
	private volatile @Nullable Runnable onExpiry;

	/** Whether the receiver closes and no handler gets it any more; the event loop's. */
	boolean keptBack;

	/** The next one of a chain: in the settlement inbox. */
	@Nullable HeldDelivery nextSettled;

	/** The next one of a chain: on its way to a handler. */
	private @Nullable HeldDelivery nextBuffered;

	@Nullable HeldDelivery nextUnsettled;

	@Nullable HeldDelivery previousUnsettled;

	HeldDelivery(ReceiverLink link, int id, long arrivedAt, byte[] bytes, int tagLength, boolean remotelySettled,
			long messageFormat) {
		this.link = link;
		this.id = id;
		this.arrivedAt = arrivedAt;
		this.bytes = bytes;
		this.tagLength = tagLength;
		this.remotelySettled = remotelySettled;
		this.message = new LazyMessage(bytes, tagLength, bytes.length - tagLength, messageFormat, link.charset(),
				link.limits());
	}

	/**
	 * Takes the delivery out of the buffer for a handler; called by the thread that will
	 * run it.
	 * @return false when it was released meanwhile, or its link is gone
	 */
	public boolean claim() {
		return STATE.compareAndSet(this, BUFFERED, HANDLING);
	}

	/**
	 * Notes when the handler began, for the handler timeout.
	 * @param nanos the loop's clock
	 */
	public void started(long nanos) {
		this.startedAt = nanos;
	}

	long startedAt() {
		return this.startedAt;
	}

	/**
	 * Notes what else is to end when the handler takes too long.
	 * @param onExpiry run at most once, on the loop
	 */
	public void onExpiry(Runnable onExpiry) {
		this.onExpiry = onExpiry;
	}

	/** The handler took too long. */
	void expire(Outcome given) {
		Runnable ending = this.onExpiry;
		if (settle(given) && ending != null) {
			ending.run();
		}
	}

	@Override
	public boolean settle(Outcome outcome) {
		Objects.requireNonNull(outcome, "outcome");
		int seen = this.state;
		while (seen <= HANDLING) {
			int witness = (int) STATE.compareAndExchange(this, seen, DECIDED);
			if (witness == seen) {
				this.outcome = outcome;
				this.link.inbox().push(this);
				return true;
			}
			seen = witness;
		}
		if (seen == STALE) {
			this.link.staleSettlement(this);
		}
		return false;
	}

	/**
	 * The peer settled first; only on the loop.
	 * @param given what the settlement says: the peer's outcome, where it gave one
	 * @return false when it was settled before
	 */
	boolean settledByPeer(Outcome given) {
		if (!endAs(PEER_SETTLED)) {
			return false;
		}
		this.peerOutcome = given;
		return true;
	}

	/** Moves on; only on the loop, once {@link #DECIDED} was drained there. */
	void become(int next) {
		this.state = next;
	}

	/** Takes the delivery away from whoever has it; only on the loop. */
	boolean endAs(int terminal) {
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

	int state() {
		return this.state;
	}

	int heldBytes() {
		return this.bytes.length;
	}

	@Nullable HeldDelivery nextUnsettled() {
		return this.nextUnsettled;
	}

	/** Completes {@link #settlement()} if anybody asked for it. */
	void completeSettlement(@Nullable StaleDeliveryException failure) {
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
	public CompletionStage<Outcome> settlement() {
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
				existing.completeExceptionally(this.link.stale());
			}
		}
		return existing.minimalCompletionStage();
	}

	/**
	 * The next delivery of the dispatcher's chain.
	 * @return the next one, or null
	 */
	public @Nullable HeldDelivery nextBuffered() {
		return (HeldDelivery) NEXT.getAcquire(this);
	}

	/**
	 * Sets the next delivery of the dispatcher's chain.
	 * @param next the next one, or null
	 */
	public void nextBuffered(@Nullable HeldDelivery next) {
		NEXT.setRelease(this, next);
	}

	@Override
	public ReceivedMessage message() {
		return this.message;
	}

	@Override
	public byte[] tag() {
		return Arrays.copyOf(this.bytes, this.tagLength);
	}

	@Override
	public String address() {
		return this.link.address();
	}

	@Override
	public String linkName() {
		return this.link.name();
	}

	@Override
	public long arrivedAtNanos() {
		return this.arrivedAt;
	}

	@Override
	public boolean remotelySettled() {
		return this.remotelySettled;
	}

	@Override
	public boolean settled() {
		return this.state >= DECIDED;
	}

	@Override
	public @Nullable Outcome outcome() {
		return this.outcome;
	}

	@Override
	public String toString() {
		return "Delivery[" + this.link.name() + "#" + Serial.unsigned(this.id) + ", " + this.message.size() + " bytes]";
	}

}
