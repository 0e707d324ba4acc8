package io.github.amqpreceiver.internal.protocol;

import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.error.Conditions;
import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.event.ReceiverMetrics;
import io.github.amqpreceiver.internal.message.LazyMessage;
import org.jspecify.annotations.Nullable;

/**
 * Where a whole message goes that has come on a link: to a handler, back, or to those
 * that a closing receiver keeps. Counts what came in a burst. Touched only on the event
 * loop.
 */
final class Arrivals {

	private final ReceiverLink link;

	private final Burst burst;

	private final DeliverySink sink;

	private final UnsettledList unsettled;

	private final KeptBack keptBack;

	private final CreditGrants grants;

	private int burstMessages;

	private long burstBytes;

	Arrivals(ReceiverLink link, Burst burst, DeliverySink sink, UnsettledList unsettled, CreditGrants grants) {
		this.link = link;
		this.burst = burst;
		this.sink = sink;
		this.unsettled = unsettled;
		this.keptBack = new KeptBack(unsettled);
		this.grants = grants;
	}

	KeptBack keptBack() {
		return this.keptBack;
	}

	/** A whole message has come. */
	void deliver(int id, LazyMessage message, boolean settled) {
		int length = message.size();
		this.grants.seen(length);
		this.burstBytes += length;
		HeldDelivery delivery = hold(id, message, settled);
		ErrorCondition flaw = flaw(message);
		if (flaw != null) {
			delivery.settle(Outcome.rejected(flaw));
		}
		else {
			pass(delivery, message);
		}
		this.burstMessages++;
		if (this.grants.isPart(this.burstMessages)) {
			this.burst.partIsDue();
		}
	}

	private void pass(HeldDelivery delivery, LazyMessage message) {
		if (message.deliveredBefore()) {
			this.link.metrics().redelivered();
		}
		if (!this.keptBack.keeps(delivery)) {
			this.sink.deliver(delivery);
		}
	}

	/** Why no handler may get the message, however little of it that would touch. */
	private static @Nullable ErrorCondition flaw(LazyMessage message) {
		return (message.messageFormat() == 0) ? message.flaw() : new ErrorCondition(Conditions.NOT_IMPLEMENTED,
				"The message has format " + message.messageFormat() + ", but only format 0 is understood");
	}

	/** Settles a delivery whose bytes were not kept. */
	void settleUnread(int id, LazyMessage unread, boolean settled, Outcome outcome) {
		hold(id, unread, settled).settle(outcome);
	}

	/** Gives a delivery back for which there was no memory. */
	void noRoom(int id, LazyMessage unread, boolean settled) {
		this.grants.noRoom();
		settleUnread(id, unread, settled, Outcome.released());
	}

	private HeldDelivery hold(int id, LazyMessage message, boolean settled) {
		HeldDelivery delivery = new HeldDelivery(this.link, id, this.burst.now(), message, settled);
		this.unsettled.add(delivery);
		return delivery;
	}

	/** The burst is over: wakes a handler, once. */
	void burstEnded(ReceiverMetrics metrics) {
		if (this.burstMessages > 0) {
			metrics.received(this.burstMessages, this.burstBytes);
			this.burstMessages = 0;
			this.burstBytes = 0;
			this.sink.burstEnded();
			if (this.unsettled.size() > 1) {
				this.burst.handlersAtWork();
			}
		}
	}

}
