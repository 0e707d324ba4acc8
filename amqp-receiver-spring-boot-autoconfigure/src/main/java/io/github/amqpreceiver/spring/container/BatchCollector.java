package io.github.amqpreceiver.spring.container;

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
import java.util.function.Function;

import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.spring.invoke.BatchMethod;
import org.jspecify.annotations.Nullable;

/**
 * Collects messages into batches, in the order of the link: a batch is called when it is
 * full, when its first message has waited long enough, or when the container stops; and
 * no more than {@code concurrency} at once. A stop releases what is left. Called by event
 * loops, so that it never blocks; the lock is never held during a call. Thread-safe.
 */
final class BatchCollector implements MessageHandler {

	private static final long AGAIN_MILLIS = 100;

	private final BatchMethod method;

	private final Batching batching;

	private final Function<Delivery, @Nullable CompletionStage<@Nullable Outcome>> gate;

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

	BatchCollector(BatchMethod method, Batching batching,
			Function<Delivery, @Nullable CompletionStage<@Nullable Outcome>> gate, Executor executor,
			@Nullable Retries retries) {
		this.method = method;
		this.batching = batching;
		this.gate = gate;
		this.executor = executor;
		this.retries = retries;
	}

	@Override
	public CompletionStage<@Nullable Outcome> onMessage(Delivery delivery) {
		if (this.stopping) {
			return CompletableFuture.completedStage(Outcome.released());
		}
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

	void begin() {
		this.stopping = false;
	}

	/** Calls what waits as far as there is room for it now, and releases the rest. */
	void stop() {
		this.stopping = true;
		callWhatIsReady();
		List<Waiting> left;
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
			boolean ready = this.waiting.size() >= this.batching.size()
					|| ((this.due || this.stopping) && !this.waiting.isEmpty());
			if (!ready || this.running >= this.batching.concurrency()) {
				return null;
			}
			List<Waiting> batch = new ArrayList<>(Math.min(this.batching.size(), this.waiting.size()));
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

	private void call(List<Waiting> taken) {
		List<Waiting> batch = taken.stream().filter(this::isFresh).toList();
		if (batch.isEmpty()) {
			ended();
			return;
		}
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

	/** A message may have waited here for too long. */
	private boolean isFresh(Waiting one) {
		CompletionStage<@Nullable Outcome> early = this.gate.apply(one.delivery());
		if (early == null) {
			return true;
		}
		early.thenAccept((outcome) -> one.outcome().complete(outcome));
		return false;
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
