package io.github.amqpreceiver.internal.dispatch;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.amqpreceiver.internal.protocol.HeldDelivery;
import org.jspecify.annotations.Nullable;

/**
 * Several handlers at once, each of which takes the oldest delivery that waits.
 */
final class ParallelDispatcher extends Dispatcher implements Runnable {

	/** After how many messages a thread gives others of its pool a turn. */
	private static final int TURN = 256;

	private final HandlerThreads threads;

	/** Made once, not for every message. */
	private final Runnable again = this::again;

	private final int concurrency;

	private final Queue<HeldDelivery> queue = new ConcurrentLinkedQueue<>();

	/** How many workers run, or wait for the stage of their handler. */
	private final AtomicInteger workers = new AtomicInteger();

	/** Offered in the running burst; the event loop's. */
	private int burst;

	ParallelDispatcher(HandlerCall call, HandlerThreads threads, int concurrency) {
		super(call, threads);
		this.threads = threads;
		this.concurrency = concurrency;
	}

	@Override
	void offer(HeldDelivery delivery) {
		this.queue.add(delivery);
		this.burst++;
	}

	@Override
	public void burstEnded() {
		for (int wanted = this.burst; wanted > 0 && hire(); wanted--) {
			this.threads.submit(this);
		}
		this.burst = 0;
	}

	private boolean hire() {
		int now = this.workers.get();
		while (now < this.concurrency) {
			if (this.workers.compareAndSet(now, now + 1)) {
				return true;
			}
			now = this.workers.get();
		}
		return false;
	}

	@Override
	public void run() {
		HeldDelivery last = null;
		int settled = 0;
		for (int i = 0; i < TURN; i++) {
			@Nullable HeldDelivery next = this.queue.poll();
			if (next == null) {
				announce(last);
				this.workers.decrementAndGet();
				// What was offered since may have found all workers hired.
				if (this.queue.isEmpty() || !hire()) {
					return;
				}
				continue;
			}
			last = next;
			if (!call().run(next, this.again)) {
				announce(next);
				return;
			}
			if (++settled >= next.turn()) {
				settled = 0;
				announce(next);
			}
			if (Thread.currentThread().isInterrupted()) {
				break;
			}
		}
		announce(last);
		again();
	}

	private static void announce(@Nullable HeldDelivery last) {
		if (last != null) {
			last.announce();
		}
	}

	private void again() {
		this.threads.submit(this);
	}

}
