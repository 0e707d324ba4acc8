package io.github.amqpreceiver.spring.container;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.spring.invoke.BatchMethod;
import io.github.amqpreceiver.spring.observe.ListenerObservation;
import io.github.amqpreceiver.spring.settle.FailureOutcomes;
import org.jspecify.annotations.Nullable;

/**
 * Calls a method with a batch, observed and repeated as a whole, and tells each message
 * its outcome. Immutable; runs on the threads that call batches.
 */
final class BatchCaller {

	private final BatchMethod method;

	private final Function<Delivery, @Nullable CompletionStage<@Nullable Outcome>> gate;

	private final @Nullable Retries retries;

	private final BatchObservation observation;

	BatchCaller(BatchMethod method, Function<Delivery, @Nullable CompletionStage<@Nullable Outcome>> gate,
			@Nullable Retries retries, BatchObservation observation) {
		this.method = method;
		this.gate = gate;
		this.retries = retries;
		this.observation = observation;
	}

	/** A message that begins to wait for its batch, on the thread on which it came. */
	CollectedMessage collect(Delivery delivery) {
		return new CollectedMessage(delivery, new CompletableFuture<>(), this.observation.current());
	}

	/**
	 * Never throws, and what it returns never fails: it completes when the call ended.
	 */
	CompletionStage<?> call(List<CollectedMessage> taken) {
		List<CollectedMessage> batch = taken.stream().filter(this::isFresh).toList();
		if (batch.isEmpty()) {
			return CompletableFuture.completedStage(null);
		}
		Map<Delivery, CompletableFuture<@Nullable Outcome>> open = new IdentityHashMap<>();
		batch.forEach((one) -> open.put(one.delivery(), one.outcome()));
		return observe(batch, open).handle((settled, failure) -> {
			if (failure != null) {
				open.values().forEach((future) -> future.completeExceptionally(failure));
			}
			else {
				settled.forEach((one) -> complete(open, one));
			}
			return null;
		});
	}

	/** A message may have waited for its batch for too long. */
	private boolean isFresh(CollectedMessage one) {
		try {
			CompletionStage<@Nullable Outcome> early = this.gate.apply(one.delivery());
			if (early == null) {
				return true;
			}
			early.thenAccept((outcome) -> one.outcome().complete(outcome));
		}
		catch (RuntimeException ex) {
			// a section that says when is broken: this message fails, and not the others
			one.outcome().completeExceptionally(ex);
		}
		return false;
	}

	private CompletionStage<List<BatchMethod.Settled>> observe(List<CollectedMessage> batch,
			Map<Delivery, CompletableFuture<@Nullable Outcome>> open) {
		List<Delivery> deliveries = batch.stream().map(CollectedMessage::delivery).toList();
		try {
			ListenerObservation.Running running = this.observation.start(batch);
			if (running == null) {
				return invoke(deliveries, open);
			}
			try (ListenerObservation.Scope scope = running.openScope()) {
				return invoke(deliveries, open).whenComplete((settled, failure) -> running.stop(null,
						(failure != null) ? FailureOutcomes.unwrap(failure) : null));
			}
		}
		catch (Throwable ex) {
			return CompletableFuture.failedStage(ex);
		}
	}

	private CompletionStage<List<BatchMethod.Settled>> invoke(List<Delivery> deliveries,
			Map<Delivery, CompletableFuture<@Nullable Outcome>> open) {
		try {
			if (this.retries == null) {
				return this.method.invoke(deliveries, (delivery, failure) -> fail(open, delivery, failure));
			}
			return this.retries
				.call(() -> this.method.invoke(deliveries, (delivery, failure) -> fail(open, delivery, failure)));
		}
		catch (Throwable ex) {
			return CompletableFuture.failedStage(ex);
		}
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

	/**
	 * A message that waits for its batch.
	 *
	 * @param delivery the message
	 * @param outcome completes with its outcome
	 * @param observed its observation, or null when it is not observed
	 */
	record CollectedMessage(Delivery delivery, CompletableFuture<@Nullable Outcome> outcome,
			ListenerObservation.@Nullable Running observed) {
	}

}
