package io.github.amqpreceiver.internal.dispatch;

import java.util.concurrent.atomic.AtomicBoolean;

import io.github.amqpreceiver.internal.protocol.HeldDelivery;
import org.jspecify.annotations.Nullable;

/**
 * One handler at a time, in the order of arrival. The event loop appends to a chain of
 * deliveries and wakes one handler thread a burst; that thread takes from the other end
 * until the chain is empty.
 */
final class SerialDispatcher extends Dispatcher implements Runnable {

	/** After how many messages the thread gives others of its pool a turn. */
	private static final int TURN = 256;

	private final HandlerThreads threads;

	/** Made once, not for every message. */
	private final Runnable again = this::again;

	private final AtomicBoolean running = new AtomicBoolean();

	/** The last delivery of the chain; the event loop's. */
	private @Nullable HeldDelivery tail;

	/** The first delivery ever offered, which starts the chain; null once it is taken. */
	private volatile @Nullable HeldDelivery first;

	/** The last delivery that was taken; belongs to whoever has set {@link #running}. */
	private @Nullable HeldDelivery last;

	SerialDispatcher(HandlerCall call, HandlerThreads threads) {
		super(call, threads);
		call.oneAtATime();
		this.threads = threads;
	}

	@Override
	void offer(HeldDelivery delivery) {
		append(delivery);
		HeldDelivery gap = delivery.gapBehind();
		if (gap != null) {
			append(gap);
		}
	}

	private void append(HeldDelivery delivery) {
		HeldDelivery end = this.tail;
		this.tail = delivery;
		if (end == null) {
			this.first = delivery;
		}
		else {
			end.nextBuffered(delivery);
		}
	}

	@Override
	public void burstEnded() {
		if (!this.running.get() && this.running.compareAndSet(false, true)) {
			this.threads.submit(this);
		}
	}

	@Override
	public void run() {
		int settled = 0;
		for (int i = 0; i < TURN; i++) {
			HeldDelivery next = peek();
			if (next == null) {
				announce();
				this.running.set(false);
				// What was offered since may have found the flag still set.
				if (peek() == null || !this.running.compareAndSet(false, true)) {
					return;
				}
				continue;
			}
			take(next);
			if (next.isGap()) {
				continue;
			}
			if (!call().run(next, this.again)) {
				next.announce();
				return;
			}
			if (++settled >= next.turn()) {
				settled = 0;
				next.announce();
			}
			if (Thread.currentThread().isInterrupted()) {
				break;
			}
		}
		announce();
		again();
	}

	private void announce() {
		HeldDelivery taken = this.last;
		if (taken != null) {
			taken.announce();
		}
	}

	/**
	 * Nothing that was taken leads to what follows: a kept delivery keeps only itself.
	 */
	private void take(HeldDelivery next) {
		HeldDelivery taken = this.last;
		if (taken != null) {
			taken.nextBuffered(null);
		}
		else {
			this.first = null;
		}
		this.last = next;
	}

	private void again() {
		this.threads.submit(this);
	}

	private @Nullable HeldDelivery peek() {
		HeldDelivery taken = this.last;
		return (taken != null) ? taken.nextBuffered() : this.first;
	}

}
