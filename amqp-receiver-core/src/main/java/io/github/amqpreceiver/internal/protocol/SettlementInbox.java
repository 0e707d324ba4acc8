package io.github.amqpreceiver.internal.protocol;

import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * The way of outcomes from handler threads to the event loop: a stack of deliveries that
 * any thread pushes to and the loop empties at once. The loop is woken only by the push
 * that finds it empty, so a burst costs one wake-up.
 */
public final class SettlementInbox {

	private final AtomicReference<@Nullable HeldDelivery> head = new AtomicReference<>();

	private final Runnable wake;

	SettlementInbox(Runnable wake) {
		this.wake = wake;
	}

	void push(HeldDelivery delivery) {
		HeldDelivery top;
		do {
			top = this.head.get();
			delivery.nextSettled = top;
		}
		while (!this.head.weakCompareAndSetRelease(top, delivery));
		if (top == null) {
			this.wake.run();
		}
	}

	boolean isEmpty() {
		return this.head.getPlain() == null;
	}

	/**
	 * Takes everything, in the order of completion.
	 * @return the first of a chain by {@code nextSettled}, or null
	 */
	@Nullable HeldDelivery takeAll() {
		if (this.head.getPlain() == null) {
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
