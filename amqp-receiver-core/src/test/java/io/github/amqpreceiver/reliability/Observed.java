package io.github.amqpreceiver.reliability;

import java.time.Duration;
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

	static final int MOST_FORGOTTEN = 32_768;

	private final MessageLedger ledger;

	private final RecentIds recent;

	private final int unsettledAtMost;

	final AtomicLong losses = new AtomicLong();

	final AtomicLong attachments = new AtomicLong();

	/** How often the link was lost while its connection lived. */
	final AtomicLong linkLosses = new AtomicLong();

	/** How many messages were processed when connection or link was lost, each time. */
	final List<Long> progressAtLoss = new CopyOnWriteArrayList<>();

	volatile long lostAt;

	volatile long attachedAt;

	private volatile boolean attached;

	/**
	 * A flow that renews credit follows the dispositions before it, so that twice the
	 * prefetch are settled without the broker's knowledge at most.
	 * @param ledger who is told
	 * @param prefetch the prefetch
	 */
	Observed(MessageLedger ledger, int prefetch) {
		this.ledger = ledger;
		this.unsettledAtMost = 2 * prefetch;
		this.recent = new RecentIds(MOST_FORGOTTEN);
	}

	/**
	 * The broker was killed, with what it knew and had not written.
	 * @param at when, by the JVM's clock
	 * @param unwritten how long a settlement may wait in the broker to be written
	 * @param forgets how many settlements that may be all the same
	 */
	void killed(long at, Duration unwritten, int forgets) {
		this.ledger.fault(this.recent.since(at - unwritten.toNanos()));
		this.ledger.fault(this.recent.last(forgets));
	}

	Outcome process(Delivery delivery) {
		String id = delivery.message().bodyText();
		boolean redelivered = delivery.message().header().deliveryCount() > 0;
		this.recent.add(id);
		this.ledger.processed(id, redelivered);
		if (!this.attached) {
			// It was in the handler when the connection was lost.
			this.ledger.fault(this.recent.last(this.unsettledAtMost));
		}
		return Outcome.accepted();
	}

	@Override
	public void onEvent(ReceiverEvent event) {
		if (event instanceof ReceiverEvent.ConnectionLost) {
			boolean wasAttached = this.attached;
			// First, so that what a handler writes down after the look back is seen there
			this.attached = false;
			this.ledger.fault(this.recent.last(this.unsettledAtMost));
			if (wasAttached) {
				this.lostAt = System.nanoTime();
				this.progressAtLoss.add(this.ledger.distinctCount());
				this.losses.incrementAndGet();
			}
		}
		else if (event.link() != null
				&& (event instanceof ReceiverEvent.Detached || event instanceof ReceiverEvent.ProtocolViolated)) {
			this.ledger.fault(this.recent.last(this.unsettledAtMost));
			this.progressAtLoss.add(this.ledger.distinctCount());
			this.linkLosses.incrementAndGet();
		}
		else if (event instanceof ReceiverEvent.Attached) {
			this.attached = true;
			this.attachedAt = System.nanoTime();
			this.attachments.incrementAndGet();
		}
	}

}
