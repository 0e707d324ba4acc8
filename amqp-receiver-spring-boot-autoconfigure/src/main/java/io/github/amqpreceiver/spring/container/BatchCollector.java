package io.github.amqpreceiver.spring.container;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.spring.invoke.BatchMethod;
import org.jspecify.annotations.Nullable;

/**
 * Collects messages into batches: a batch is called when it is full, when its first
 * message has waited long enough, or when the container stops; and no more than
 * {@code concurrency} at once. Thread-safe; the lock is never held during a call.
 */
final class BatchCollector implements MessageHandler {

	private static final long AGAIN_MILLIS = 100;

	private final BatchMethod method;

	private final int size;

	private final Duration timeout;

	private final int concurrency;

	private final Executor executor;

	private final @Nullable Retries retries;

	private final ReentrantLock lock = new ReentrantLock();

	private final Deque<Waiting> waiting = new ArrayDeque<>();

	private int running;

	private boolean due;

	private volatile boolean stopping;

	/**
	 * Which first message the timer waits for; a late timer of an older one is ignored.
	 */
	private long turn;

	BatchCollector(BatchMethod method, int size, Duration timeout, int concurrency, Executor executor,
			@Nullable Retries retries) {
		this.method = method;
		this.size = size;
		this.timeout = timeout;
		this.concurrency = concurrency;
		this.executor = executor;
		this.retries = retries;
	}

	@Override
	public CompletionStage<@Nullable Outcome> onMessage(Delivery delivery) {
		Waiting added = new Waiting(delivery, new CompletableFuture<>());
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

	/** Calls what waits without waiting for more. */
	void flush(boolean stopping) {
		this.lock.lock();
		try {
			this.stopping = stopping;
		}
		finally {
			this.lock.unlock();
		}
		callWhatIsReady();
	}

	private void startTimer() {
		this.due = false;
		long mine = ++this.turn;
		Timers.shared().schedule(() -> timeIsUp(mine), this.timeout.toMillis(), TimeUnit.MILLISECONDS);
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
		List<Waiting> batch = take();
		while (batch != null) {
			submit(batch);
			batch = take();
		}
	}

	/** An executor that has no place now is asked again, until the container stops. */
	private void submit(List<Waiting> batch) {
		try {
			this.executor.execute(() -> call(batch));
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

	private @Nullable List<Waiting> take() {
		this.lock.lock();
		try {
			boolean ready = this.waiting.size() >= this.size
					|| ((this.due || this.stopping) && !this.waiting.isEmpty());
			if (!ready || this.running >= this.concurrency) {
				return null;
			}
			List<Waiting> batch = new ArrayList<>(Math.min(this.size, this.waiting.size()));
			while (batch.size() < this.size && !this.waiting.isEmpty()) {
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

	private void call(List<Waiting> batch) {
		Map<Delivery, CompletableFuture<@Nullable Outcome>> open = new IdentityHashMap<>();
		batch.forEach((one) -> open.put(one.delivery(), one.outcome()));
		List<Delivery> deliveries = batch.stream().map(Waiting::delivery).toList();
		try {
			invoke(deliveries, open).whenComplete((settled, failure) -> {
				if (failure != null) {
					open.values().forEach((future) -> future.completeExceptionally(failure));
				}
				else {
					settled.forEach((one) -> complete(open, one));
				}
				ended();
			});
		}
		catch (Throwable ex) {
			open.values().forEach((future) -> future.completeExceptionally(ex));
			ended();
		}
	}

	private CompletionStage<List<BatchMethod.Settled>> invoke(List<Delivery> deliveries,
			Map<Delivery, CompletableFuture<@Nullable Outcome>> open) throws Exception {
		if (this.retries == null) {
			return this.method.invoke(deliveries, (delivery, failure) -> fail(open, delivery, failure));
		}
		return this.retries
			.call(() -> this.method.invoke(deliveries, (delivery, failure) -> fail(open, delivery, failure)));
	}

	private static void fail(Map<Delivery, CompletableFuture<@Nullable Outcome>> open, Delivery delivery,
			Throwable failure) {
		CompletableFuture<@Nullable Outcome> future = open.get(delivery);
		if (future != null) {
			future.completeExceptionally(failure);
		}
	}

	private static void complete(Map<Delivery, CompletableFuture<@Nullable Outcome>> open,
			BatchMethod.Settled settled) {
		CompletableFuture<@Nullable Outcome> future = open.get(settled.delivery());
		if (future != null) {
			future.complete(settled.outcome());
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

	private record Waiting(Delivery delivery, CompletableFuture<@Nullable Outcome> outcome) {
	}

}
