package io.github.amqpreceiver.spring.container;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import io.github.amqpreceiver.spring.observe.ListenerObservation;
import io.github.amqpreceiver.spring.settle.FailureOutcomes;
import org.jspecify.annotations.Nullable;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.util.backoff.BackOffExecution;

/**
 * Repeats failed calls by a retry policy of Spring. Waits of a call that threw are spent
 * on the handler's thread, which so keeps its order; waits for a future take no thread.
 * Both end when the container stops. Thread-safe.
 */
final class Retries {

	private final RetryPolicy policy;

	private final StopSignal stop;

	private final Executor executor;

	private final ListenerObservation observation;

	private final Runnable counter;

	Retries(RetryPolicy policy, StopSignal stop, Executor executor, ListenerObservation observation, Runnable counter) {
		this.policy = policy;
		this.stop = stop;
		this.executor = executor;
		this.observation = observation;
		this.counter = counter;
	}

	<T extends @Nullable Object> CompletionStage<T> call(Callable<CompletionStage<T>> attempt) throws Exception {
		ListenerObservation.Running running = this.observation.current();
		return call((running != null) ? () -> inScope(running, attempt) : attempt, null);
	}

	/** A call that is repeated on another thread is still part of what is observed. */
	private static <T extends @Nullable Object> CompletionStage<T> inScope(ListenerObservation.Running running,
			Callable<CompletionStage<T>> attempt) throws Exception {
		try (ListenerObservation.Scope scope = running.openScope()) {
			return attempt.call();
		}
	}

	private <T extends @Nullable Object> CompletionStage<T> call(Callable<CompletionStage<T>> attempt,
			@Nullable BackOffExecution begun) throws Exception {
		BackOffExecution backOff = begun;
		while (true) {
			try {
				return watched(attempt.call(), attempt, backOff);
			}
			catch (Exception | Error ex) {
				backOff = (backOff != null) ? backOff : this.policy.getBackOff().start();
				long wait = waitAfter(ex, backOff);
				if (wait < 0 || this.stop.await(wait)) {
					throw ex;
				}
				this.counter.run();
			}
		}
	}

	private <T extends @Nullable Object> CompletionStage<T> watched(CompletionStage<T> stage,
			Callable<CompletionStage<T>> attempt, @Nullable BackOffExecution begun) {
		CompletableFuture<T> future = stage.toCompletableFuture();
		if (future.isDone() && !future.isCompletedExceptionally()) {
			return stage;
		}
		return stage.exceptionallyCompose((failure) -> {
			BackOffExecution backOff = (begun != null) ? begun : this.policy.getBackOff().start();
			long wait = waitAfter(FailureOutcomes.unwrap(failure), backOff);
			return (wait < 0 || this.stop.isRaised()) ? CompletableFuture.failedStage(failure)
					: again(attempt, backOff, wait, failure);
		});
	}

	private <T extends @Nullable Object> CompletionStage<T> again(Callable<CompletionStage<T>> attempt,
			BackOffExecution backOff, long wait, Throwable failure) {
		return this.stop.after(wait).thenCompose((nothing) -> {
			CompletableFuture<CompletionStage<T>> repeated = new CompletableFuture<>();
			try {
				if (!this.stop.isRaised()) {
					this.executor.execute(() -> repeat(attempt, backOff, repeated));
					return repeated.thenCompose((stage) -> stage);
				}
			}
			catch (RejectedExecutionException ex) {
				// no thread for another call, so that the failure is the last one
			}
			return CompletableFuture.failedStage(failure);
		});
	}

	private <T extends @Nullable Object> void repeat(Callable<CompletionStage<T>> attempt, BackOffExecution backOff,
			CompletableFuture<CompletionStage<T>> repeated) {
		this.counter.run();
		try {
			repeated.complete(call(attempt, backOff));
		}
		catch (Throwable ex) {
			repeated.completeExceptionally(ex);
		}
	}

	/** Milliseconds, or less than 0 when the call is not to be repeated. */
	private long waitAfter(Throwable failure, BackOffExecution backOff) {
		if (FailureOutcomes.isPoison(failure) || failure instanceof InterruptedException
				|| !this.policy.shouldRetry(failure)) {
			return -1;
		}
		long wait = backOff.nextBackOff();
		return (wait == BackOffExecution.STOP) ? -1 : wait;
	}

}
