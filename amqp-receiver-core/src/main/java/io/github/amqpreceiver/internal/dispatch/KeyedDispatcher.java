package io.github.amqpreceiver.internal.dispatch;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import io.github.amqpreceiver.internal.protocol.HeldDelivery;
import io.github.amqpreceiver.message.ReceivedMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages of one key in order, different keys at once. Each key that has messages is a
 * lane; a lane is with one worker at a time, and gone when it is empty, so that keys cost
 * nothing once they are quiet and no key has a thread. Lanes are bounded by prefetch.
 */
final class KeyedDispatcher extends Dispatcher {

	private static final Logger logger = LoggerFactory.getLogger(KeyedDispatcher.class);

	/** After how many messages of one lane the others get their turn. */
	private static final int TURN = 16;

	private final HandlerThreads threads;

	private final int concurrency;

	private final Function<ReceivedMessage, @Nullable Object> keyOf;

	private final Map<Object, Lane> lanes = new ConcurrentHashMap<>();

	/** Lanes that have messages and no worker. */
	private final Queue<Lane> ready = new ConcurrentLinkedQueue<>();

	private final AtomicInteger workers = new AtomicInteger();

	/** Offered in the running burst; the event loop's. */
	private int burst;

	KeyedDispatcher(HandlerCall call, HandlerThreads threads, int concurrency,
			Function<ReceivedMessage, @Nullable Object> keyOf) {
		super(call, threads);
		this.threads = threads;
		this.concurrency = concurrency;
		this.keyOf = keyOf;
	}

	@Override
	void offer(HeldDelivery delivery) {
		this.burst++;
		Object key = key(delivery);
		if (key == null) {
			Lane alone = new Lane(null);
			alone.waiting.add(delivery);
			this.ready.add(alone);
			return;
		}
		this.lanes.compute(key, (same, existing) -> {
			Lane lane = (existing != null) ? existing : new Lane(same);
			lane.waiting.add(delivery);
			if (existing == null) {
				this.ready.add(lane);
			}
			return lane;
		});
	}

	/** A message whose key cannot be told is its own; its handler will meet the error. */
	private @Nullable Object key(HeldDelivery delivery) {
		try {
			return this.keyOf.apply(delivery.message());
		}
		catch (Throwable ex) {
			logger.debug("The key of {} could not be told; it is handled without one", delivery, ex);
			return null;
		}
	}

	@Override
	public void burstEnded() {
		hire(this.burst);
		this.burst = 0;
	}

	private void hire(int wanted) {
		int now = this.workers.get();
		int missing = wanted;
		while (missing > 0 && now < this.concurrency) {
			if (this.workers.compareAndSet(now, now + 1)) {
				this.threads.submit(this::work);
				missing--;
			}
			now = this.workers.get();
		}
	}

	private void work() {
		Lane lane = this.ready.poll();
		while (lane != null) {
			if (!run(lane)) {
				return;
			}
			if (Thread.currentThread().isInterrupted()) {
				this.threads.submit(this::work);
				return;
			}
			lane = this.ready.poll();
		}
		this.workers.decrementAndGet();
		// A lane that became ready since may have found all workers hired.
		if (!this.ready.isEmpty()) {
			hire(1);
		}
	}

	/**
	 * Runs a turn of a lane.
	 * @return false when a handler is unfinished: its end goes on with the lane
	 */
	private boolean run(Lane lane) {
		HeldDelivery last = null;
		for (int i = 0; i < TURN; i++) {
			HeldDelivery next = lane.waiting.poll();
			if (next == null) {
				announce(last);
				return retire(lane);
			}
			last = next;
			if (!call().run(next, () -> this.threads.submit(() -> resume(lane)))) {
				announce(next);
				return false;
			}
			if (Thread.currentThread().isInterrupted()) {
				break;
			}
		}
		announce(last);
		this.ready.add(lane);
		return true;
	}

	private static void announce(@Nullable HeldDelivery last) {
		if (last != null) {
			last.announce();
		}
	}

	private void resume(Lane lane) {
		if (run(lane)) {
			work();
		}
	}

	/** Takes an empty lane off, unless a message came in this moment. */
	private boolean retire(Lane lane) {
		if (lane.key != null) {
			this.lanes.computeIfPresent(lane.key, (same, existing) -> {
				if (existing.waiting.isEmpty()) {
					return null;
				}
				this.ready.add(existing);
				return existing;
			});
		}
		return true;
	}

	/** The waiting messages of one key. */
	private static final class Lane {

		private final @Nullable Object key;

		private final Queue<HeldDelivery> waiting = new ConcurrentLinkedQueue<>();

		Lane(@Nullable Object key) {
			this.key = key;
		}

	}

}
