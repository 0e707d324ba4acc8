package io.github.amqpreceiver.internal.protocol;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;

import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.error.StaleDeliveryException;
import io.github.amqpreceiver.internal.message.Decoding;
import io.github.amqpreceiver.internal.message.LazyMessage;
import io.github.amqpreceiver.message.ReceivedMessage;
import io.github.amqpreceiver.options.Limits;
import org.jspecify.annotations.Nullable;

/**
 * A delivery of one attachment of a link: what handlers see of it, and the node of the
 * lists that it waits in, so that holding one allocates nothing more. Those lists belong
 * to the event loop, or to the one thread that holds a chain of them.
 */
public final class HeldDelivery extends DeliveryState {

	/** In bytes: a message from here on is not kept by a chain once it was taken. */
	private static final int LARGE = 64 * 1024;

	private static final LazyMessage NOTHING = new LazyMessage(new byte[0], 0, 0,
			new Decoding(StandardCharsets.UTF_8, Limits.DEFAULT));

	private static final VarHandle NEXT;

	static {
		try {
			NEXT = MethodHandles.lookup().findVarHandle(HeldDelivery.class, "nextBuffered", HeldDelivery.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	final ReceiverLink link;

	final int id;

	final long arrivedAt;

	private final boolean remotelySettled;

	private final LazyMessage message;

	/** Whether the receiver closes and no handler gets it any more; the event loop's. */
	boolean keptBack;

	/** The next one of a chain: in the settlement inbox. */
	@Nullable HeldDelivery nextSettled;

	/** The next one of a chain: on its way to a handler. */
	private @Nullable HeldDelivery nextBuffered;

	@Nullable HeldDelivery nextUnsettled;

	@Nullable HeldDelivery previousUnsettled;

	HeldDelivery(ReceiverLink link, int id, long arrivedAt, LazyMessage message, boolean remotelySettled) {
		this.link = link;
		this.id = id;
		this.arrivedAt = arrivedAt;
		this.message = message;
		this.remotelySettled = remotelySettled;
	}

	/**
	 * What a chain may end with behind this delivery, so that it need not keep a large
	 * message until the next one comes.
	 * @return a node without a message, or null where the message is small
	 */
	public @Nullable HeldDelivery gapBehind() {
		return (heldBytes() >= LARGE) ? new HeldDelivery(this.link, this.id, this.arrivedAt, NOTHING, true) : null;
	}

	/**
	 * Whether this is no delivery, but what {@link #gapBehind()} makes.
	 * @return whether there is nothing to be handled
	 */
	public boolean isGap() {
		return this.message == NOTHING;
	}

	/**
	 * Notes when the handler began, for the handler timeout.
	 * @param nanos the loop's clock
	 */
	public void started(long nanos) {
		watch().startedAt = nanos;
	}

	/** When the handler began, 0 if nobody noted it. */
	long startedAt() {
		DeliveryWatch watched = watched();
		return (watched != null) ? watched.startedAt : 0;
	}

	/**
	 * Notes what else is to end when the handler takes too long.
	 * @param onExpiry run at most once, on the loop
	 */
	public void onExpiry(Runnable onExpiry) {
		watch().onExpiry = onExpiry;
	}

	/** The handler took too long. */
	void expire(Outcome given) {
		DeliveryWatch watched = watched();
		Runnable ending = (watched != null) ? watched.onExpiry : null;
		if (settle(given) && ending != null) {
			ending.run();
		}
	}

	@Override
	void decided(boolean announced) {
		if (announced) {
			this.link.inbox().push(this);
		}
		else {
			this.link.inbox().add(this);
		}
	}

	@Override
	void decidedOnLoop() {
		this.link.inbox().addOnLoop(this);
	}

	/**
	 * Tells the event loop of what was settled by {@link #settleInTurn}, of this delivery
	 * and others of its connection; called when the thread has nothing more at hand.
	 */
	public void announce() {
		this.link.inbox().announce();
	}

	/**
	 * How many deliveries a thread may settle until it announces them.
	 * @return deliveries, at least 1
	 */
	public int turn() {
		return this.link.turn();
	}

	@Override
	void decidedTooLate() {
		this.link.settlements().settledTooLate(this);
	}

	@Override
	StaleDeliveryException stale() {
		return this.link.settlements().stale();
	}

	int heldBytes() {
		return this.message.heldBytes();
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
		return this.message.prefix();
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
	public String toString() {
		return "Delivery[" + this.link.name() + "#" + Serial.unsigned(this.id) + ", " + this.message.size() + " bytes]";
	}

}
