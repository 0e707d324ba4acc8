package io.github.amqpreceiver.internal.protocol;

import io.github.amqpreceiver.delivery.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What a closing receiver keeps from its handlers: messages that are buffered or still
 * come. They go back after the drain; before it they would only be delivered to the same
 * link again. Touched only on the event loop.
 */
final class KeptBack {

	private final UnsettledList unsettled;

	private Mode mode = Mode.NOTHING;

	private @Nullable Runnable idle;

	KeptBack(UnsettledList unsettled) {
		this.unsettled = unsettled;
	}

	/** The receiver works again: handlers get what comes. */
	void nothing() {
		this.mode = Mode.NOTHING;
		this.idle = null;
	}

	/** What came settled cannot go back: handlers get it. */
	void buffered() {
		this.mode = Mode.KEEP;
		// The newest first: handlers claim the oldest meanwhile, and none may go round a
		// message that is given back to one behind it.
		for (HeldDelivery d = this.unsettled.last(); d != null; d = d.previousUnsettled) {
			if (!d.remotelySettled() && d.claim()) {
				d.keptBack = true;
			}
		}
	}

	/**
	 * A message came.
	 * @return whether handlers do not get it
	 */
	boolean keeps(HeldDelivery delivery) {
		if (this.mode == Mode.NOTHING || delivery.remotelySettled() || !delivery.claim()) {
			return false;
		}
		if (this.mode == Mode.RELEASE) {
			// The drain was not answered in time: what comes now goes back at once.
			delivery.settle(Outcome.released());
		}
		else {
			delivery.keptBack = true;
		}
		return true;
	}

	void release() {
		this.mode = Mode.RELEASE;
		HeldDelivery delivery = this.unsettled.first();
		while (delivery != null) {
			HeldDelivery next = delivery.nextUnsettled;
			if (delivery.keptBack) {
				delivery.settle(Outcome.released());
			}
			delivery = next;
		}
	}

	/** Runs a task once nothing is held any more. */
	void whenIdle(Runnable task) {
		if (this.unsettled.size() == 0) {
			task.run();
		}
		else {
			this.idle = task;
		}
	}

	void burstEnded() {
		Runnable waiting = this.idle;
		if (waiting != null && this.unsettled.size() == 0) {
			this.idle = null;
			waiting.run();
		}
	}

	/** What becomes of messages that come while the receiver closes. */
	private enum Mode {

		NOTHING, KEEP, RELEASE

	}

}
