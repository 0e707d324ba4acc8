package io.github.amqpreceiver.internal.protocol;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.error.Conditions;
import io.github.amqpreceiver.error.ConfigurationException;
import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.error.ReceiverClosedException;
import io.github.amqpreceiver.error.StaleDeliveryException;
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
 * (I2, I3): settled by a handler, rejected here because it is too large, given back
 * because memory is short, aborted, or settled by the peer.
 */
public final class ReceiverLink extends Link {

	private final SessionEngine session;

	private final ConnectionEngine connection;

	private final ReceiverOptions options;

	private final DeliverySink sink;

	private final Listener listener;

	private final CreditLedger ledger;

	private final DeliveryIntake intake;

	private final CreditGrants grants;

	private final UnsettledList unsettled = new UnsettledList();

	private final LinkGauges gauges;

	private State state = State.NEW;

	private boolean refused;

	private boolean twoPhase;

	private volatile String address;

	private int burstMessages;

	private long burstBytes;

	private Keeping keeping = Keeping.NOTHING;

	private @Nullable Runnable idle;

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
		super(options.name(), true);
		this.session = session;
		this.connection = session.connection();
		this.options = options;
		this.sink = sink;
		this.gauges = gauges;
		this.listener = listener;
		this.ledger = new CreditLedger(credit);
		this.intake = new DeliveryIntake(this, session, options, this.ledger);
		this.grants = new CreditGrants(this, session, this.ledger);
		this.address = Objects.requireNonNullElse(options.source().address(), "(dynamic)");
		this.lastFrameAt = this.connection.now();
	}

	/**
	 * Sends the attach.
	 * @throws ConfigurationException when the session has no free handle, or the frame is
	 * larger than the peer takes
	 */
	public void attach() {
		this.handle = this.session.attach(this);
		this.state = State.ATTACH_SENT;
		byte sndMode = (byte) Objects.requireNonNull(this.options.sendSettleMode()).ordinal();
		Performative.Attach attach = new Performative.Attach(name(), this.handle, true, sndMode,
				(byte) (this.options.twoPhaseSettlement() ? 1 : 0), Terminus.SourceTerminus.of(this.options.source()),
				Terminus.TargetTerminus.of(this.options.target(), List.of()), -1, this.options.maxMessageSize(),
				List.of(), this.options.desiredCapabilities(), this.options.properties());
		try {
			this.session.write(this, attach);
		}
		catch (ConfigurationException ex) {
			this.state = State.ENDED;
			this.session.detached(this);
			throw ex;
		}
	}

	@Override
	void onAttach(Performative.Attach attach) {
		if (attach.source() == null) {
			// A refusal (section 2.6.3): the reason follows in a detach.
			this.refused = true;
			return;
		}
		if (attach.initialDeliveryCount() < 0) {
			throw ProtocolError.link(Conditions.INVALID_FIELD,
					"the attach of sending link '%s' has no initial-delivery-count", name());
		}
		this.lastFrameAt = this.connection.now();
		this.ledger.attached((int) attach.initialDeliveryCount());
		this.twoPhase = attach.rcvSettleMode() == 1 && this.options.twoPhaseSettlement();
		if (this.options.source().dynamic() && attach.source().address() != null) {
			this.address = attach.source().address();
		}
		if (this.state == State.ATTACH_SENT) {
			this.state = State.ATTACHED;
			if (this.listener.attached(this, attach)) {
				this.grants.burstEnded();
			}
		}
	}

	@Override
	void onTransfer(TransferFrame transfer, ByteBuf buf) {
		this.lastFrameAt = this.connection.now();
		if (this.state != State.ATTACHED) {
			// We have detached, but the peer did not know yet.
			if (transfer.deliveryId() >= 0) {
				this.session.noteDeliveryId((int) transfer.deliveryId());
			}
			return;
		}
		this.intake.onTransfer(transfer, buf);
	}

	/** A whole message has come. */
	void deliver(int id, byte[] bytes, int tagLength, boolean settled, long format) {
		int length = bytes.length - tagLength;
		this.grants.seen(length);
		this.burstMessages++;
		this.burstBytes += length;
		HeldDelivery delivery = new HeldDelivery(this, id, this.connection.now(), bytes, tagLength, settled, format);
		this.unsettled.add(delivery);
		if (format != 0) {
			delivery.settle(Outcome.rejected(new ErrorCondition(Conditions.NOT_IMPLEMENTED,
					"The message has format " + format + ", but only format 0 is understood")));
		}
		else if (this.keeping != Keeping.NOTHING && !settled && delivery.claim()) {
			keep(delivery);
		}
		else {
			this.sink.deliver(delivery);
		}
	}

	private void keep(HeldDelivery delivery) {
		if (this.keeping == Keeping.RELEASE) {
			// The drain was not answered in time: what comes now goes back at once.
			delivery.settle(Outcome.released());
		}
		else {
			delivery.keptBack = true;
		}
	}

	/** Settles a delivery whose bytes were not kept. */
	void settleUnread(int id, boolean settled, Outcome outcome) {
		HeldDelivery delivery = new HeldDelivery(this, id, this.connection.now(), new byte[0], 0, settled, 0);
		this.unsettled.add(delivery);
		delivery.settle(outcome);
	}

	/** An outcome that came through the inbox. */
	void decided(HeldDelivery delivery) {
		if (delivery.state() != HeldDelivery.DECIDED) {
			// Stale, or the peer was faster: nothing to write (I4).
			if (delivery.state() == HeldDelivery.STALE) {
				dropStale(delivery);
			}
			return;
		}
		if (delivery.remotelySettled()) {
			// Nothing to tell the peer; the place in the window is free again.
			free(delivery, HeldDelivery.SETTLED);
			this.options.metrics().settled(kind(delivery), this.connection.now() - delivery.arrivedAt);
			delivery.completeSettlement(null);
			this.session.touch(this);
			return;
		}
		this.session.settle(delivery);
		this.session.touch(this);
	}

	/** The disposition of a delivery stands in the buffer. */
	void written(HeldDelivery delivery, boolean confirmed) {
		if (this.twoPhase && !confirmed) {
			delivery.become(HeldDelivery.AWAITING_PEER);
			return;
		}
		if (!confirmed) {
			this.options.metrics().settled(kind(delivery), this.connection.clock() - delivery.arrivedAt);
		}
		free(delivery, HeldDelivery.SETTLED);
		delivery.completeSettlement(null);
	}

	private static Outcome.Kind kind(HeldDelivery delivery) {
		return Objects.requireNonNull(delivery.outcome()).kind();
	}

	private void free(HeldDelivery delivery, int terminal) {
		delivery.become(terminal);
		this.unsettled.remove(delivery);
		this.connection.budget().free(delivery.heldBytes());
		this.ledger.giveBack();
	}

	@Override
	void onDisposition(DispositionFrame disposition) {
		if (!disposition.settled() || this.state == State.ENDED) {
			return;
		}
		int first = (int) disposition.first();
		int last = (int) disposition.last();
		// Bounded by what is unsettled, not by the range that was claimed (B-52).
		HeldDelivery delivery = this.unsettled.first();
		while (delivery != null && !Serial.less(last, delivery.id)) {
			HeldDelivery next = delivery.nextUnsettled;
			if (Serial.within(delivery.id, first, last)) {
				peerSettled(delivery, disposition.outcome());
			}
			delivery = next;
		}
	}

	private void peerSettled(HeldDelivery delivery, @Nullable Outcome peerOutcome) {
		if (delivery.state() == HeldDelivery.CONFIRMING) {
			return;
		}
		if (delivery.state() == HeldDelivery.AWAITING_PEER) {
			delivery.become(HeldDelivery.CONFIRMING);
			this.options.metrics().settled(kind(delivery), this.connection.now() - delivery.arrivedAt);
			this.session.confirm(delivery);
			this.session.touch(this);
		}
		else if (delivery.settledByPeer(orDefault(peerOutcome))) {
			free(delivery, HeldDelivery.PEER_SETTLED);
			delivery.completeSettlement(null);
			this.session.touch(this);
		}
	}

	/** A sender that settles without a state applies the source's default outcome. */
	private Outcome orDefault(@Nullable Outcome peerOutcome) {
		Outcome fallback = this.options.source().defaultOutcome();
		return (peerOutcome != null) ? peerOutcome : (fallback != null) ? fallback : Outcome.released();
	}

	@Override
	void onFlow(Performative.Flow flow) {
		this.lastFrameAt = this.connection.now();
		if (this.state != State.ATTACHED) {
			return;
		}
		this.grants.onFlow(flow);
	}

	@Override
	void burstEnded() {
		if (this.burstMessages > 0) {
			this.options.metrics().received(this.burstMessages, this.burstBytes);
			this.burstMessages = 0;
			this.burstBytes = 0;
			this.sink.burstEnded();
		}
		this.grants.burstEnded();
		updateGauges();
		Runnable waiting = this.idle;
		if (waiting != null && this.unsettled.size() == 0) {
			this.idle = null;
			waiting.run();
		}
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
		this.keeping = Keeping.NOTHING;
		this.idle = null;
		this.grants.reset(target, drain, done);
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
		this.keeping = Keeping.KEEP;
		for (HeldDelivery d = this.unsettled.first(); d != null; d = d.nextUnsettled) {
			if (!d.remotelySettled() && d.claim()) {
				d.keptBack = true;
			}
		}
	}

	/** Gives back what was kept back; before the drain it would only come again. */
	public void releaseKeptBack() {
		this.keeping = Keeping.RELEASE;
		HeldDelivery delivery = this.unsettled.first();
		while (delivery != null) {
			HeldDelivery next = delivery.nextUnsettled;
			if (delivery.keptBack) {
				delivery.settle(Outcome.released());
			}
			delivery = next;
		}
	}

	/**
	 * Tells when nothing is held any more.
	 * @param idle run once, now or on the loop later
	 */
	public void whenIdle(Runnable idle) {
		if (this.unsettled.size() == 0) {
			idle.run();
		}
		else {
			this.idle = idle;
		}
	}

	/**
	 * Gives messages whose handler takes too long an outcome.
	 * @param startedBefore handlers that began before this instant of the clock
	 * @param outcome the outcome
	 */
	public void expireHandlers(long startedBefore, Outcome outcome) {
		List<HeldDelivery> expired = new ArrayList<>();
		for (HeldDelivery d = this.unsettled.first(); d != null; d = d.nextUnsettled) {
			if (d.state() == HeldDelivery.HANDLING && d.startedAt() != 0 && d.startedAt() - startedBefore < 0) {
				expired.add(d);
			}
		}
		expired.forEach((delivery) -> delivery.expire(outcome));
	}

	/**
	 * Detaches.
	 * @param closed whether the terminus is given up too
	 */
	public void detach(boolean closed) {
		if (this.state == State.ATTACHED || this.state == State.ATTACH_SENT) {
			this.session.write(this, new Performative.Detach(this.handle, closed, null));
			this.state = State.DETACH_SENT;
		}
	}

	/**
	 * Detaches and ends now, without waiting for the peer.
	 * @param why what ended it
	 */
	public void abandon(AmqpReceiverException why) {
		detach(true);
		end(why);
	}

	/** Ends now and tells nobody: the peer did not answer a detach. */
	public void forget() {
		end(new ReceiverClosedException("Receiver '" + name() + "' was closed", null, null));
	}

	@Override
	void onDetach(Performative.Detach detach) {
		State before = this.state;
		if (before == State.ATTACHED || before == State.ATTACH_SENT) {
			this.session.write(this, new Performative.Detach(this.handle, detach.closed(), null));
		}
		this.session.detached(this);
		if (before == State.DETACH_SENT) {
			end(new ReceiverClosedException("Receiver '" + name() + "' was closed", null, null));
		}
		else if (before != State.ENDED) {
			end(Failures.detached(this.address, name(), detach.error(), this.refused || before == State.ATTACH_SENT,
					this.connection.product()));
		}
	}

	@Override
	void onLost(AmqpReceiverException failure) {
		end(failure);
	}

	@Override
	void fail(ProtocolError error) {
		if (this.state == State.ATTACHED || this.state == State.ATTACH_SENT) {
			this.session.write(this, new Performative.Detach(this.handle, true, error.condition()));
		}
		end(Failures.violation("link '" + name() + "' to address '" + this.address + "'", error.condition()));
	}

	/** Ends the generation, once. */
	private void end(AmqpReceiverException why) {
		if (this.state == State.ENDED) {
			return;
		}
		this.state = State.ENDED;
		this.intake.end();
		StaleDeliveryException stale = null;
		for (HeldDelivery d = this.unsettled.first(); d != null; d = this.unsettled.first()) {
			boolean took = d.endAs(HeldDelivery.STALE);
			this.unsettled.remove(d);
			this.connection.budget().free(d.heldBytes());
			this.ledger.giveBack();
			if (took) {
				stale = (stale != null) ? stale : stale();
				d.completeSettlement(stale);
			}
		}
		this.connection.explain(why);
		this.gauges.update(0, 0, 0, null);
		this.grants.end(why);
		this.listener.ended(this, why);
	}

	StaleDeliveryException stale() {
		return new StaleDeliveryException(
				"Link '" + name() + "' to address '" + this.address
						+ "' was lost before the settlement reached the peer, which will deliver the message again",
				null, null);
	}

	/** A settlement came after the end; any thread. */
	void staleSettlement(HeldDelivery delivery) {
		this.connection.execute(() -> dropStale(delivery));
	}

	private void dropStale(HeldDelivery delivery) {
		this.options.metrics().staleSettlement();
		this.connection.debug("A settlement of {} was dropped: its link is gone", delivery);
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

	/**
	 * Whether the link is attached and may receive.
	 * @return whether it is
	 */
	public boolean attached() {
		return this.state == State.ATTACHED;
	}

	/**
	 * The address, the assigned one of a dynamic source.
	 * @return the address
	 */
	public String address() {
		return this.address;
	}

	@Override
	boolean tracing() {
		return this.listener.tracing();
	}

	boolean twoPhase() {
		return this.twoPhase;
	}

	Charset charset() {
		return this.options.charset();
	}

	Limits limits() {
		return this.connection.limits();
	}

	ReceiverMetrics metrics() {
		return this.options.metrics();
	}

	SettlementInbox inbox() {
		return this.connection.inbox();
	}

	/** The states of section 2.6.3 and 2.6.5 that matter to this side. */
	private enum State {

		NEW, ATTACH_SENT, ATTACHED, DETACH_SENT, ENDED

	}

	/** What becomes of messages that come while the receiver closes. */
	private enum Keeping {

		NOTHING, KEEP, RELEASE

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
