package io.github.amqpreceiver.spring.container;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.spring.settle.DeliveryOutcome;
import org.jspecify.annotations.Nullable;

/**
 * What the messages of one batch wait for. None is left without an outcome (I3), whatever
 * an interceptor forgets. Filled before the call, then only read.
 */
final class BatchOutcomes {

	private final Map<Delivery, CompletableFuture<@Nullable Outcome>> open = new IdentityHashMap<>();

	void expect(Delivery delivery, CompletableFuture<@Nullable Outcome> outcome) {
		this.open.put(delivery, outcome);
	}

	/** For a message that fails alone. */
	void fail(Delivery delivery, Throwable failure) {
		CompletableFuture<@Nullable Outcome> future = this.open.get(delivery);
		if (future != null) {
			future.completeExceptionally(failure);
		}
	}

	/** For all that have none yet. */
	void failAll(Throwable failure) {
		this.open.values().forEach((future) -> future.completeExceptionally(failure));
	}

	void complete(@Nullable List<DeliveryOutcome> outcomes) {
		for (DeliveryOutcome one : Objects.requireNonNullElse(outcomes, List.<DeliveryOutcome>of())) {
			CompletableFuture<@Nullable Outcome> future = this.open.get(one.delivery());
			if (future != null) {
				future.complete(one.outcome());
			}
		}
		failAll(new IllegalStateException(
				"An interceptor of batches has kept this message back without an outcome; add one to its result"));
	}

}
