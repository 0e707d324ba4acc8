package io.github.amqpreceiver.internal.dispatch;

import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;

import io.github.amqpreceiver.delivery.Delivery;
import org.jspecify.annotations.Nullable;

/**
 * Passes deliveries on to one subscriber, as many as it requested (Reactive Streams 1.0.4
 * in the words of {@link Flow}). Any thread offers and requests; signals are serial.
 */
public final class DemandPublisher implements Flow.Publisher<Delivery> {

	private final AtomicReference<@Nullable Subscription> current = new AtomicReference<>();

	private final LongConsumer demanded;

	private volatile boolean over;

	private volatile @Nullable Throwable failure;

	/**
	 * A publisher without a subscriber.
	 * @param demanded told how many further deliveries are wanted, whenever that changes
	 */
	public DemandPublisher(LongConsumer demanded) {
		this.demanded = demanded;
	}

	@Override
	public void subscribe(Flow.Subscriber<? super Delivery> subscriber) {
		Objects.requireNonNull(subscriber, "subscriber");
		Subscription made = new Subscription(subscriber);
		if (this.over || !this.current.compareAndSet(null, made)) {
			subscriber.onSubscribe(made);
			made.cancelled = true;
			Throwable why = this.failure;
			subscriber.onError((why != null) ? why : new IllegalStateException(this.over ? "The receiver is destroyed"
					: "The receiver has a subscriber, and takes one at a time"));
			return;
		}
		subscriber.onSubscribe(made);
		made.loop(1);
	}

	/**
	 * Passes a delivery on, or keeps it until it is requested.
	 * @param delivery the delivery
	 * @return false when there is no subscriber
	 */
	public boolean offer(Delivery delivery) {
		Subscription subscription = this.current.get();
		if (subscription == null) {
			return false;
		}
		subscription.waiting.add(delivery);
		subscription.drain();
		return true;
	}

	/**
	 * How many further deliveries are wanted.
	 * @return deliveries
	 */
	public long demand() {
		Subscription subscription = this.current.get();
		return (subscription != null) ? subscription.requested.get() : 0;
	}

	/** Gives back what waits. */
	public void releaseWaiting() {
		Subscription subscription = this.current.get();
		if (subscription != null) {
			subscription.release();
		}
	}

	/**
	 * Ends for good.
	 * @param why what ended it, or null for an end that was wanted
	 */
	public void end(@Nullable Throwable why) {
		this.failure = why;
		this.over = true;
		Subscription subscription = this.current.get();
		if (subscription != null) {
			subscription.drain();
		}
	}

	/** What one subscriber has requested and not got yet. */
	private final class Subscription implements Flow.Subscription {

		private final Queue<Delivery> waiting = new ConcurrentLinkedQueue<>();

		private final AtomicLong requested = new AtomicLong();

		/** Reasons to look; who raises it from 0 looks. One from the start: rule 1.3. */
		private final AtomicInteger reasons = new AtomicInteger(1);

		private Flow.@Nullable Subscriber<? super Delivery> subscriber;

		private volatile boolean cancelled;

		private volatile @Nullable Throwable misuse;

		Subscription(Flow.Subscriber<? super Delivery> subscriber) {
			this.subscriber = subscriber;
		}

		@Override
		public void request(long n) {
			if (this.cancelled) {
				return;
			}
			if (n <= 0) {
				this.misuse = new IllegalArgumentException("request(" + n + ") is not positive (rule 3.9)");
			}
			else {
				this.requested.accumulateAndGet(n, (a, b) -> (a + b < 0) ? Long.MAX_VALUE : a + b);
				DemandPublisher.this.demanded.accept(this.requested.get());
			}
			drain();
		}

		@Override
		public void cancel() {
			this.cancelled = true;
			drain();
		}

		private void drain() {
			if (this.reasons.getAndIncrement() != 0) {
				return;
			}
			loop(1);
		}

		private void loop(int reason) {
			int seen = reason;
			while (seen != 0) {
				pass();
				seen = this.reasons.addAndGet(-seen);
			}
		}

		private void pass() {
			Flow.@Nullable Subscriber<? super Delivery> to = this.subscriber;
			while (to != null && !this.cancelled && this.misuse == null && this.requested.get() > 0) {
				Delivery next = this.waiting.poll();
				if (next == null) {
					break;
				}
				if (!next.settled() || next.remotelySettled()) {
					if (this.requested.get() != Long.MAX_VALUE && this.requested.decrementAndGet() == 0) {
						DemandPublisher.this.demanded.accept(0);
					}
					to.onNext(next);
				}
			}
			if (to != null && (this.cancelled || this.misuse != null || DemandPublisher.this.over)) {
				finish(to);
			}
		}

		private void finish(Flow.Subscriber<? super Delivery> to) {
			// Rule 3.13: nothing of the subscriber is kept.
			this.subscriber = null;
			boolean silent = this.cancelled;
			this.cancelled = true;
			this.requested.set(0);
			DemandPublisher.this.current.compareAndSet(this, null);
			DemandPublisher.this.demanded.accept(0);
			release();
			Throwable why = (this.misuse != null) ? this.misuse : DemandPublisher.this.failure;
			if (silent) {
				return;
			}
			if (why != null) {
				to.onError(why);
			}
			else {
				to.onComplete();
			}
		}

		private void release() {
			for (Delivery each = this.waiting.poll(); each != null; each = this.waiting.poll()) {
				each.release();
			}
		}

	}

}
