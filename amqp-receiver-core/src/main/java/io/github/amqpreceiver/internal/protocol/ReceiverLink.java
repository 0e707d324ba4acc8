package io.github.amqpreceiver.internal.protocol;

import java.util.Objects;
import java.util.function.Consumer;

import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.error.Conditions;
import io.github.amqpreceiver.event.ReceiverMetrics;
import io.github.amqpreceiver.internal.frame.DispositionFrame;
import io.github.amqpreceiver.internal.frame.Performative;
import io.github.amqpreceiver.internal.frame.Terminus;
import io.github.amqpreceiver.internal.frame.TransferFrame;
import io.github.amqpreceiver.options.Limits;
import io.github.amqpreceiver.options.ReceiverOptions;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * One attachment of a receiving link: one generation, ended once, nothing of it outlives
 * it (I4). Touched only on the event loop (I1), but for what {@link HeldDelivery} asks of
 * it.
 * <p>
 * Every delivery that takes credit gives it back exactly once, whatever becomes of it
 * (I2, I3): settled by a handler, rejected because it is too large, given back because
 * memory is short, aborted, or settled by the peer. {@link DeliveryIntake} takes it,
 * {@link Arrivals} passes the message on, {@link Settlements} gives it back, and
 * {@link CreditGrants} tells the peer.
 */
public final class ReceiverLink extends Link {

	private static final int LONGEST_TURN = 128;

	private final ConnectionEngine connection;

	private final SessionEngine session;

	private final ReceiverOptions options;

	private final Listener listener;

	private final LinkGauges gauges;

	private final CreditLedger ledger;

	private final UnsettledList unsettled = new UnsettledList();

	private final MemoryShare memory;

	private final DeliveryIntake intake;

	private final Arrivals arrivals;

	private final Settlements settlements;

	private final CreditGrants grants;

	private volatile String address;

	private long lastFrameAt;

	/**
	 * A link that is not attached yet.
	 * @param session its session
	 * @param options its settings
	 * @param credit how much credit to grant once attached
	 * @param sink gets its deliveries
	 * @param gauges gets its moving numbers
	 * @param listener is told what becomes of it
	 */
	public ReceiverLink(SessionEngine session, ReceiverOptions options, int credit, DeliverySink sink,
			LinkGauges gauges, Listener listener) {
		super(session, options.name(), true);
		this.session = session;
		this.connection = session.connection();
		this.options = options;
		this.gauges = gauges;
		this.listener = listener;
		this.ledger = new CreditLedger(credit);
		this.memory = new MemoryShare(this.connection.budget());
		this.grants = new CreditGrants(this, session, this.ledger);
		this.arrivals = new Arrivals(this, this.connection.burst(), sink, this.unsettled, this.grants);
		this.intake = new DeliveryIntake(this, session, options, this.ledger, this.arrivals);
		this.settlements = new Settlements(this, session, options, this.ledger, this.unsettled);
		this.address = Objects.requireNonNullElse(options.source().address(), "(dynamic)");
		this.lastFrameAt = this.connection.burst().now();
	}

	@Override
	Performative.Attach attachFrame() {
		return ReceiverWishes.attach(this.options, this.handle);
	}

	@Override
	void granted(Performative.Attach attach) {
		if (attach.initialDeliveryCount() < 0) {
			throw ProtocolError.link(Conditions.INVALID_FIELD,
					"the attach of sending link '%s' has no initial-delivery-count", name());
		}
		this.lastFrameAt = this.connection.burst().now();
		this.memory.begin();
		this.ledger.attached((int) attach.initialDeliveryCount());
		this.settlements.granted(attach.rcvSettleMode());
		Terminus.SourceTerminus source = attach.source();
		if (this.options.source().dynamic() && source != null && source.address() != null) {
			this.address = source.address();
		}
	}

	@Override
	void attached(Performative.Attach attach) {
		if (this.listener.attached(this, attach)) {
			this.grants.burstEnded();
		}
	}

	@Override
	void onTransfer(TransferFrame transfer, ByteBuf buf) {
		this.lastFrameAt = this.connection.burst().now();
		if (attached()) {
			this.intake.onTransfer(transfer, buf);
		}
		else if (transfer.deliveryId() >= 0) {
			// We have detached, but the peer did not know yet.
			this.session.windows().noteDeliveryId((int) transfer.deliveryId());
		}
	}

	@Override
	void onDisposition(DispositionFrame disposition) {
		if (!ended()) {
			this.settlements.onDisposition(disposition);
		}
	}

	@Override
	void onFlow(Performative.Flow flow) {
		this.lastFrameAt = this.connection.burst().now();
		if (attached()) {
			this.grants.onFlow(flow);
		}
	}

	@Override
	void burstEnded() {
		this.arrivals.burstEnded(this.options.metrics());
		this.grants.burstEnded();
		updateGauges();
		this.arrivals.keptBack().burstEnded();
	}

	void updateGauges() {
		this.gauges.update(this.ledger.credit(), this.unsettled.size(), this.unsettled.bytes(), this.unsettled.first());
	}

	/**
	 * Sets the credit.
	 * @param target how many messages may be on their way or held at once
	 * @param drain whether the peer should use it up at once or give it back
	 * @param done called when written, with drain when the peer has answered; with a
	 * failure when the link is lost before
	 */
	public void resetCredit(int target, boolean drain, Consumer<@Nullable AmqpReceiverException> done) {
		this.grants.reset(target, drain, done);
		// Last: a drain that is overtaken tells a closing receiver, which gives back.
		this.arrivals.keptBack().nothing();
	}

	/**
	 * Takes all credit back, until it is set again.
	 * @param done called when the peer has answered, or the link is lost
	 */
	public void drain(Consumer<@Nullable AmqpReceiverException> done) {
		this.grants.drain(done);
	}

	/**
	 * Asks for no more messages without waiting for an answer, after a drain was not
	 * answered in time; whoever waits for the drain goes on.
	 */
	public void stopCredit() {
		this.grants.stop();
	}

	/**
	 * Sends a flow with echo.
	 * @param done called when the peer has answered, or the link is lost
	 */
	public void probe(Consumer<@Nullable AmqpReceiverException> done) {
		this.grants.probe(done);
	}

	/**
	 * Lets no further handler begin: keeps back what is buffered and what still comes.
	 * What came settled cannot go back: handlers get it.
	 */
	public void keepBack() {
		this.arrivals.keptBack().buffered();
	}

	/** Gives back what was kept back; before the drain it would only come again. */
	public void releaseKeptBack() {
		this.arrivals.keptBack().release();
	}

	/**
	 * Tells when nothing is held any more.
	 * @param idle run once, now or on the loop later
	 */
	public void whenIdle(Runnable idle) {
		this.arrivals.keptBack().whenIdle(idle);
	}

	/**
	 * Gives messages whose handler takes too long an outcome.
	 * @param startedBefore handlers that began before this instant of the clock
	 * @param outcome the outcome
	 */
	public void expireHandlers(long startedBefore, Outcome outcome) {
		this.settlements.expireHandlers(startedBefore, outcome);
	}

	@Override
	void lost(AmqpReceiverException why) {
		this.intake.end();
		this.settlements.end();
		this.memory.end();
		this.arrivals.burstEnded(this.options.metrics());
		this.gauges.update(0, 0, 0, null);
		this.grants.end(why);
		this.listener.ended(this, why);
	}

	/**
	 * When something was last heard of this link.
	 * @return nanoseconds of the loop's clock
	 */
	public long lastFrameAt() {
		return this.lastFrameAt;
	}

	/**
	 * Whether the peer may send.
	 * @return the credit on the wire
	 */
	public int credit() {
		return this.ledger.credit();
	}

	/**
	 * What is not settled.
	 * @return deliveries
	 */
	public int unsettled() {
		return this.unsettled.size();
	}

	/** The places in use: what is not settled, and what has come in part. */
	int held() {
		return this.ledger.held();
	}

	@Override
	String wishes() {
		return ReceiverWishes.inWords(this.options, this.connection.containerId());
	}

	@Override
	public String address() {
		return this.address;
	}

	@Override
	boolean tracing() {
		return this.listener.tracing();
	}

	MemoryShare memory() {
		return this.memory;
	}

	Settlements settlements() {
		return this.settlements;
	}

	boolean twoPhase() {
		return this.settlements.twoPhase();
	}

	Limits limits() {
		return this.connection.limits();
	}

	ReceiverMetrics metrics() {
		return this.options.metrics();
	}

	/** How many outcomes a handler's thread collects, so that credit never waits. */
	int turn() {
		return Math.max(1, Math.min(LONGEST_TURN, this.options.prefetch() >> 2));
	}

	SettlementInbox inbox() {
		return this.connection.burst().inbox();
	}

	/** Told what becomes of the link; called on the event loop. */
	public interface Listener {

		/**
		 * The peer has attached too.
		 * @param link the link
		 * @param attach what the peer granted
		 * @return whether that will do, so that credit may be granted
		 */
		boolean attached(ReceiverLink link, Performative.Attach attach);

		/**
		 * Whether the frames of the link are logged at this moment.
		 * @return whether they are
		 */
		default boolean tracing() {
			return false;
		}

		/**
		 * The link is over; called once.
		 * @param link the link
		 * @param why what ended it
		 */
		void ended(ReceiverLink link, AmqpReceiverException why);

	}

}
