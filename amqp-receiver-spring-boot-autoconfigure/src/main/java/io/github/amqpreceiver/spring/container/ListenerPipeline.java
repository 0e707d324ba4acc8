package io.github.amqpreceiver.spring.container;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.spring.observe.ListenerMetrics;
import io.github.amqpreceiver.spring.observe.ListenerObservation;
import io.github.amqpreceiver.spring.settle.FailureOutcomes;
import org.jspecify.annotations.Nullable;

/**
 * The way of one message: fresh enough? → observation → interceptors, retries, method →
 * outcome, of the failure where there was one. Never throws. Immutable; runs on handler
 * threads. A message whose method just returns allocates nothing here.
 */
final class ListenerPipeline implements MessageHandler {

	private final String id;

	private final String connection;

	private final MessageHandler target;

	private final FailureHandling failures;

	private final @Nullable FreshnessGate gate;

	private final @Nullable IdleWatch idle;

	private final ListenerMetrics metrics;

	private final ListenerObservation observation;

	ListenerPipeline(String id, String connection, MessageHandler target, FailureHandling failures,
			@Nullable FreshnessGate gate, @Nullable IdleWatch idle, ListenerMetrics metrics,
			ListenerObservation observation) {
		this.id = id;
		this.connection = connection;
		this.target = target;
		this.failures = failures;
		this.gate = gate;
		this.idle = idle;
		this.metrics = metrics;
		this.observation = observation;
	}

	@Override
	public CompletionStage<@Nullable Outcome> onMessage(Delivery delivery) {
		if (this.idle != null) {
			this.idle.touch();
		}
		long begin = System.nanoTime();
		ListenerObservation.Running running = this.observation.start(this.id, this.connection, delivery);
		if (running == null) {
			return handle(delivery, begin, null);
		}
		try (ListenerObservation.Scope scope = running.openScope()) {
			return handle(delivery, begin, running);
		}
	}

	private CompletionStage<@Nullable Outcome> handle(Delivery delivery, long begin,
			ListenerObservation.@Nullable Running running) {
		CompletionStage<@Nullable Outcome> stage;
		try {
			Outcome early = (this.gate != null) ? this.gate.check(delivery) : null;
			if (early != null) {
				return this.failures.notCalled(delivery, early)
					.thenApply((outcome) -> ended(outcome, null, begin, running));
			}
			stage = this.target.onMessage(delivery);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return failed(delivery, ex, begin, running);
		}
		catch (Throwable ex) {
			return failed(delivery, ex, begin, running);
		}
		if (stage == ACCEPTED) {
			ended(Outcome.accepted(), null, begin, running);
			return stage;
		}
		CompletableFuture<@Nullable Outcome> future = stage.toCompletableFuture();
		if (future.isDone() && !future.isCompletedExceptionally()) {
			ended(future.join(), null, begin, running);
			return stage;
		}
		return stage
			.handle((outcome, failure) -> (failure != null) ? failedLater(delivery, failure, begin, running)
					: CompletableFuture.completedStage(ended(outcome, null, begin, running)))
			.thenCompose((settled) -> settled);
	}

	private CompletionStage<@Nullable Outcome> failedLater(Delivery delivery, Throwable failure, long begin,
			ListenerObservation.@Nullable Running running) {
		if (running == null) {
			return failed(delivery, failure, begin, null);
		}
		try (ListenerObservation.Scope scope = running.openScope()) {
			return failed(delivery, failure, begin, running);
		}
	}

	private CompletionStage<@Nullable Outcome> failed(Delivery delivery, Throwable failure, long begin,
			ListenerObservation.@Nullable Running running) {
		return this.failures.outcome(delivery, failure).thenApply((outcome) -> ended(outcome, failure, begin, running));
	}

	private @Nullable Outcome ended(@Nullable Outcome outcome, @Nullable Throwable failure, long begin,
			ListenerObservation.@Nullable Running running) {
		this.metrics.processed(System.nanoTime() - begin, (outcome != null) ? outcome.kind() : null, failure);
		if (running != null) {
			running.stop(outcome, (failure != null) ? FailureOutcomes.unwrap(failure) : null);
		}
		return outcome;
	}

}
