package io.github.amqpreceiver.spring.container;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.spring.observe.ListenerObservation;
import io.github.amqpreceiver.spring.settle.DeliveryOutcome;
import io.github.amqpreceiver.spring.settle.FailureOutcomes;
import org.jspecify.annotations.Nullable;

/**
 * Calls the target with a batch, observed as a whole, and tells each message its outcome.
 * Immutable; runs on the threads that call batches.
 */
final class BatchCaller {

	private final BatchTarget target;

	private final Function<Delivery, @Nullable CompletionStage<@Nullable Outcome>> gate;

	private final BatchObservation observation;

	BatchCaller(BatchTarget target, Function<Delivery, @Nullable CompletionStage<@Nullable Outcome>> gate,
			BatchObservation observation) {
		this.target = target;
		this.gate = gate;
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
		BatchOutcomes outcomes = new BatchOutcomes();
		batch.forEach((one) -> outcomes.expect(one.delivery(), one.outcome()));
		return observe(batch, outcomes).handle((settled, failure) -> {
			if (failure != null) {
				outcomes.failAll(failure);
			}
			else {
				outcomes.complete(settled);
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

	private CompletionStage<List<DeliveryOutcome>> observe(List<CollectedMessage> batch, BatchOutcomes outcomes) {
		List<Delivery> deliveries = batch.stream().map(CollectedMessage::delivery).toList();
		try {
			ListenerObservation.Running running = this.observation.start(batch);
			if (running == null) {
				return invoke(deliveries, outcomes);
			}
			try (ListenerObservation.Scope scope = running.openScope()) {
				return invoke(deliveries, outcomes).whenComplete((settled, failure) -> running.stop(null,
						(failure != null) ? FailureOutcomes.unwrap(failure) : null));
			}
		}
		catch (Throwable ex) {
			return CompletableFuture.failedStage(ex);
		}
	}

	private CompletionStage<List<DeliveryOutcome>> invoke(List<Delivery> deliveries, BatchOutcomes outcomes) {
		try {
			return Objects.requireNonNull(this.target.invoke(deliveries, outcomes::fail),
					"An interceptor of batches returned null; return what next.onMessages returns");
		}
		catch (Throwable ex) {
			return CompletableFuture.failedStage(ex);
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
