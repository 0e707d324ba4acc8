package io.github.amqpreceiver.internal.protocol;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * The way of outcomes from handlers to the event loop: a stack that any thread pushes to
 * and the loop empties. The loop is woken at most once until it comes, so that a burst
 * costs one wake-up. Deliveries are its nodes: nothing is allocated.
 * <p>
 * A thread that settles many in a row adds them and announces them once. It may be held
 * up by a handler before it does: from {@link #impatient} on, every outcome wakes the
 * loop.
 */
public final class SettlementInbox {

	private final AtomicReference<@Nullable HeldDelivery> head = new AtomicReference<>();

	/** Whether the loop is on its way. */
	private final AtomicBoolean woken = new AtomicBoolean();

	private final Runnable wake;

	private volatile boolean impatient;

	/** What the loop itself has added, in order; needs no wake-up. */
	private @Nullable HeldDelivery firstOfLoop;

	private @Nullable HeldDelivery lastOfLoop;

	SettlementInbox(Runnable wake) {
		this.wake = wake;
	}

	/** Adds an outcome and announces it. */
	void push(HeldDelivery delivery) {
		append(delivery);
		wake();
	}

	/** Adds an outcome that the caller is going to announce. */
	void add(HeldDelivery delivery) {
		append(delivery);
		if (this.impatient) {
			wake();
		}
	}

	/** Adds an outcome on the loop, within a burst, whose end looks for it. */
	void addOnLoop(HeldDelivery delivery) {
		HeldDelivery last = this.lastOfLoop;
		this.lastOfLoop = delivery;
		if (last == null) {
			this.firstOfLoop = delivery;
		}
		else {
			last.nextSettled = delivery;
		}
	}

	/** Tells the loop of what was added, if anything is left of it. */
	void announce() {
		if (this.head.get() != null) {
			wake();
		}
	}

	private void append(HeldDelivery delivery) {
		HeldDelivery top;
		do {
			top = this.head.get();
			delivery.nextSettled = top;
		}
		while (!this.head.compareAndSet(top, delivery));
	}

	private void wake() {
		if (!this.woken.get() && this.woken.compareAndSet(false, true)) {
			this.wake.run();
		}
	}

	/** Only on the loop, as are the methods below: outcomes may be collected. */
	void patient() {
		if (this.impatient) {
			this.impatient = false;
		}
	}

	/** Outcomes have been collected for long enough. */
	void impatient() {
		this.impatient = true;
	}

	/**
	 * Whether the loop should look. What is only added is left to grow, so that many
	 * outcomes make one range and one flush.
	 */
	boolean announced() {
		return this.firstOfLoop != null || this.woken.get();
	}

	/**
	 * Takes everything, in the order of completion; what came from the loop first.
	 * @return the first of a chain by {@code nextSettled}, or null
	 */
	@Nullable HeldDelivery takeAll() {
		HeldDelivery first = this.firstOfLoop;
		HeldDelivery last = this.lastOfLoop;
		if (first == null || last == null) {
			return takeOthers();
		}
		this.firstOfLoop = null;
		this.lastOfLoop = null;
		last.nextSettled = takeOthers();
		return first;
	}

	private @Nullable HeldDelivery takeOthers() {
		// Before the look: who adds behind it wakes the loop again
		if (this.woken.get()) {
			this.woken.set(false);
		}
		if (this.head.get() == null) {
			return null;
		}
		HeldDelivery top = this.head.getAndSet(null);
		HeldDelivery first = null;
		while (top != null) {
			HeldDelivery below = top.nextSettled;
			top.nextSettled = first;
			first = top;
			top = below;
		}
		return first;
	}

}
