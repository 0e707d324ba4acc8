package io.github.amqpreceiver.spring.container;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;

import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.spring.invoke.BatchMethod;
import io.github.amqpreceiver.spring.settle.DeliveryOutcome;
import org.jspecify.annotations.Nullable;

/**
 * The way of one batch: interceptors → retries → method. Immutable.
 *
 * @param listener the listener's id
 * @param method takes the batch
 * @param retries repeats a failed call, or null
 * @param interceptors the first is the outermost
 */
record BatchTarget(String listener, BatchMethod method, @Nullable Retries retries,
		List<AmqpBatchInterceptor> interceptors) {

	/**
	 * Calls the method.
	 * @param batch the messages
	 * @param failed told of each message that could not become what the method wants
	 * @return the outcomes of the others
	 * @throws Exception what the method throws
	 */
	CompletionStage<List<DeliveryOutcome>> invoke(List<Delivery> batch, BiConsumer<Delivery, Throwable> failed)
			throws Exception {
		AmqpBatchInterceptor.Next next = (deliveries) -> call(deliveries, failed);
		for (int i = this.interceptors.size() - 1; i >= 0; i--) {
			AmqpBatchInterceptor interceptor = this.interceptors.get(i);
			AmqpBatchInterceptor.Next after = next;
			next = (deliveries) -> interceptor.intercept(this.listener, deliveries, after);
		}
		return next.onMessages(batch);
	}

	private CompletionStage<List<DeliveryOutcome>> call(List<Delivery> batch, BiConsumer<Delivery, Throwable> failed)
			throws Exception {
		if (batch.isEmpty()) {
			return CompletableFuture.completedStage(List.of());
		}
		return (this.retries != null) ? this.retries.call(() -> this.method.invoke(batch, failed))
				: this.method.invoke(batch, failed);
	}

}
