package io.github.amqpreceiver.spring.container;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.spring.container.BatchCaller.CollectedMessage;
import org.jspecify.annotations.Nullable;

/**
 * Collects messages into batches, in the order of the link: a batch is called when it is
 * full, when its first message has waited long enough, or when the container stops; and
 * no more than {@code concurrency} at once. A stop releases what is left. Called by event
 * loops, so that it never blocks; the lock is never held during a call. Thread-safe.
 */
final class BatchCollector implements MessageHandler {

	private static final long AGAIN_MILLIS = 100;

	private final Batching batching;

	private final BatchCaller caller;

	private final Executor executor;

	private final ReentrantLock lock = new ReentrantLock();

	private final Deque<CollectedMessage> waiting = new ArrayDeque<>();

	private int running;

	private boolean due;

	private volatile boolean stopping;

	/**
	 * Which first message the timer waits for; a late timer of an older one is ignored.
	 */
	private long turn;

	BatchCollector(Batching batching, BatchCaller caller, Executor executor) {
		this.batching = batching;
		this.caller = caller;
		this.executor = executor;
	}

	@Override
	public CompletionStage<@Nullable Outcome> onMessage(Delivery delivery) {
		if (this.stopping) {
			return CompletableFuture.completedStage(Outcome.released());
		}
		CollectedMessage added = this.caller.collect(delivery);
		this.lock.lock();
		try {
			this.waiting.add(added);
			if (this.waiting.size() == 1) {
				startTimer();
			}
		}
		finally {
			this.lock.unlock();
		}
		callWhatIsReady();
		return added.outcome();
	}

	void begin() {
		this.stopping = false;
	}

	/** Calls what waits as far as there is room for it now, and releases the rest. */
	void stop() {
		this.stopping = true;
		callWhatIsReady();
		List<CollectedMessage> left;
		this.lock.lock();
		try {
			left = List.copyOf(this.waiting);
			this.waiting.clear();
		}
		finally {
			this.lock.unlock();
		}
		left.forEach((one) -> one.outcome().complete(Outcome.released()));
	}

	private void startTimer() {
		this.due = false;
		long mine = ++this.turn;
		Timers.shared().schedule(() -> timeIsUp(mine), this.batching.timeout().toMillis(), TimeUnit.MILLISECONDS);
	}

	private void timeIsUp(long whose) {
		this.lock.lock();
		try {
			if (whose != this.turn) {
				return;
			}
			this.due = true;
		}
		finally {
			this.lock.unlock();
		}
		callWhatIsReady();
	}

	private void callWhatIsReady() {
		List<CollectedMessage> batch = take();
		while (batch != null) {
			submit(batch);
			batch = take();
		}
	}

	/** An executor that has no place now is asked again, until the container stops. */
	private void submit(List<CollectedMessage> batch) {
		try {
			this.executor.execute(() -> this.caller.call(batch).thenRun(this::ended));
		}
		catch (RejectedExecutionException ex) {
			if (this.stopping) {
				batch.forEach((one) -> one.outcome().complete(Outcome.released()));
				ended();
			}
			else {
				Timers.shared().schedule(() -> submit(batch), AGAIN_MILLIS, TimeUnit.MILLISECONDS);
			}
		}
	}

	private @Nullable List<CollectedMessage> take() {
		this.lock.lock();
		try {
			boolean ready = this.waiting.size() >= this.batching.size()
					|| ((this.due || this.stopping) && !this.waiting.isEmpty());
			if (!ready || this.running >= this.batching.concurrency()) {
				return null;
			}
			List<CollectedMessage> batch = new ArrayList<>(Math.min(this.batching.size(), this.waiting.size()));
			while (batch.size() < this.batching.size() && !this.waiting.isEmpty()) {
				batch.add(this.waiting.remove());
			}
			this.running++;
			startTimer();
			return batch;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void ended() {
		this.lock.lock();
		try {
			this.running--;
		}
		finally {
			this.lock.unlock();
		}
		callWhatIsReady();
	}

}
