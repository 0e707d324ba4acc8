package io.github.amqpreceiver.internal.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;

import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.error.Conditions;
import io.github.amqpreceiver.error.StaleDeliveryException;
import io.github.amqpreceiver.internal.frame.DispositionFrame;
import io.github.amqpreceiver.options.ReceiverOptions;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the deliveries of one attachment of a receiving link (AMQP 1.0, section
 * 2.6.12): decided here, settled by the peer, or stale. Touched only on the event loop,
 * but for {@link #settledTooLate}.
 * <p>
 * Every delivery leaves the list of the unsettled once, and gives back its credit and its
 * bytes as it does (I2, I3).
 */
final class Settlements {

	private final ReceiverLink link;

	private final SessionEngine session;

	private final ConnectionEngine connection;

	private final ReceiverOptions options;

	private final CreditLedger ledger;

	private final UnsettledList unsettled;

	private boolean twoPhase;

	Settlements(ReceiverLink link, SessionEngine session, ReceiverOptions options, CreditLedger ledger,
			UnsettledList unsettled) {
		this.link = link;
		this.session = session;
		this.connection = session.connection();
		this.options = options;
		this.ledger = ledger;
		this.unsettled = unsettled;
	}

	/** The peer granted a rcv-settle-mode. */
	void granted(int rcvSettleMode) {
		this.twoPhase = rcvSettleMode == 1 && this.options.twoPhaseSettlement();
	}

	boolean twoPhase() {
		return this.twoPhase;
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
			count(delivery, this.connection.burst().now());
			delivery.completeSettlement(null);
			this.session.touch(this.link);
			return;
		}
		this.session.settle(delivery);
		this.session.touch(this.link);
	}

	/**
	 * The disposition of a delivery stands in the buffer; {@link #told} follows, behind a
	 * fence.
	 */
	void written(HeldDelivery delivery, boolean confirmed, long now) {
		if (this.twoPhase && !confirmed) {
			delivery.becomeUnfenced(HeldDelivery.AWAITING_PEER);
			return;
		}
		if (!confirmed) {
			count(delivery, now);
		}
		delivery.becomeUnfenced(HeldDelivery.SETTLED);
		remove(delivery);
	}

	/** Tells who waits for a settlement that was written. */
	static void told(HeldDelivery delivery) {
		if (delivery.state() == HeldDelivery.SETTLED) {
			delivery.completeSettlement(null);
		}
	}

	void onDisposition(DispositionFrame disposition) {
		if (!disposition.settled()) {
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
			count(delivery, this.connection.burst().now());
			this.session.confirm(delivery);
			this.session.touch(this.link);
		}
		else if (delivery.settledByPeer(orDefault(peerOutcome))) {
			free(delivery, HeldDelivery.PEER_SETTLED);
			delivery.completeSettlement(null);
			this.session.touch(this.link);
		}
	}

	/** A sender that settles without a state applies the source's default outcome. */
	private Outcome orDefault(@Nullable Outcome peerOutcome) {
		Outcome fallback = this.options.source().defaultOutcome();
		return (peerOutcome != null) ? peerOutcome : (fallback != null) ? fallback : Outcome.released();
	}

	private void count(HeldDelivery delivery, long now) {
		Outcome outcome = Objects.requireNonNull(delivery.outcome());
		this.options.metrics().settled(outcome.kind(), now - delivery.arrivedAt);
		if (outcome instanceof Outcome.Rejected rejected && rejected.error() != null
				&& rejected.error().condition().equals(Conditions.DECODE_ERROR)) {
			this.options.metrics().decodeError();
		}
	}

	private void free(HeldDelivery delivery, int terminal) {
		delivery.become(terminal);
		remove(delivery);
	}

	private void remove(HeldDelivery delivery) {
		this.unsettled.remove(delivery);
		this.link.memory().free(delivery.heldBytes());
		this.ledger.giveBack();
	}

	/** Gives messages whose handler began too long ago an outcome. */
	void expireHandlers(long startedBefore, Outcome outcome) {
		List<HeldDelivery> expired = new ArrayList<>();
		for (HeldDelivery d = this.unsettled.first(); d != null; d = d.nextUnsettled) {
			if (d.state() == HeldDelivery.HANDLING && d.startedAt() != 0 && d.startedAt() - startedBefore < 0) {
				expired.add(d);
			}
		}
		expired.forEach((delivery) -> delivery.expire(outcome));
	}

	/** The link has ended: nothing of it can be settled any more (I4). */
	void end() {
		StaleDeliveryException stale = null;
		for (HeldDelivery d = this.unsettled.first(); d != null; d = this.unsettled.first()) {
			boolean took = d.endAs(HeldDelivery.STALE);
			remove(d);
			if (took) {
				stale = (stale != null) ? stale : stale();
				d.completeSettlement(stale);
			}
		}
	}

	StaleDeliveryException stale() {
		return new StaleDeliveryException(
				"Link '" + this.link.name() + "' to address '" + this.link.address()
						+ "' was lost before the settlement reached the peer, which will deliver the message again",
				null, null);
	}

	/** A settlement came after the end; any thread. */
	void settledTooLate(HeldDelivery delivery) {
		try {
			this.connection.loop().execute(() -> dropStale(delivery));
		}
		catch (RejectedExecutionException ex) {
			// the event loops were closed, by the handler itself perhaps
			this.connection.debug("A settlement of {} was dropped: its event loop is gone", delivery);
		}
	}

	private void dropStale(HeldDelivery delivery) {
		this.options.metrics().staleSettlement();
		this.connection.debug("A settlement of {} was dropped: its link is gone", delivery);
	}

}
