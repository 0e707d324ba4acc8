package io.github.amqpreceiver.reliability;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.event.ReceiverEvent;
import io.github.amqpreceiver.event.ReceiverListener;
import io.github.amqpreceiver.testsupport.MessageLedger;

/**
 * The application of the run: writes down what it processes, and when its connection is
 * lost and its link attached. Safe for use by any thread.
 */
final class Observed implements ReceiverListener {

	private final MessageLedger ledger;

	private final RecentIds recent;

	final AtomicLong losses = new AtomicLong();

	final AtomicLong attachments = new AtomicLong();

	/** How many messages were processed when the connection was lost, each time. */
	final List<Long> progressAtLoss = new CopyOnWriteArrayList<>();

	volatile long lostAt;

	volatile long attachedAt;

	private volatile boolean attached;

	Observed(MessageLedger ledger, int prefetch) {
		this.ledger = ledger;
		this.recent = new RecentIds(2 * prefetch);
	}

	Outcome process(Delivery delivery) {
		String id = delivery.message().bodyText();
		boolean redelivered = delivery.message().header().deliveryCount() > 0;
		this.recent.add(id);
		this.ledger.processed(id, redelivered);
		if (!this.attached) {
			// It was in the handler when the connection was lost.
			this.ledger.fault(this.recent.snapshot());
		}
		return Outcome.accepted();
	}

	@Override
	public void onEvent(ReceiverEvent event) {
		if (event instanceof ReceiverEvent.ConnectionLost) {
			this.ledger.fault(this.recent.snapshot());
			if (this.attached) {
				this.attached = false;
				this.lostAt = System.nanoTime();
				this.progressAtLoss.add(this.ledger.distinctCount());
				this.losses.incrementAndGet();
			}
		}
		else if (event instanceof ReceiverEvent.Attached) {
			this.attached = true;
			this.attachedAt = System.nanoTime();
			this.attachments.incrementAndGet();
		}
	}

}
