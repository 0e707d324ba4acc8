package io.github.amqpreceiver.spring.invoke;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;

import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.spring.endpoint.ListenerConfigurationException;
import io.github.amqpreceiver.spring.settle.AckMode;
import io.github.amqpreceiver.spring.settle.DeliveryOutcome;
import org.jspecify.annotations.Nullable;

/**
 * Calls a method with a batch of messages. A message that cannot become what the method
 * wants fails alone; the others are handed over without it. Immutable; any thread.
 *
 * @since 0.1
 */
public final class BatchMethod {

	private final Argument[] arguments;

	private final MethodCall call;

	private final ResultType result;

	private final boolean manual;

	BatchMethod(Object bean, MethodShape shape, InvocationParts parts) {
		this.call = new MethodCall(bean, shape.method());
		this.arguments = shape.arguments();
		this.result = shape.result();
		this.manual = parts.ackMode() == AckMode.MANUAL;
		Class<?> element = this.result.element().resolve(Object.class);
		boolean outcomes = Outcome.class.isAssignableFrom(element) || isOutcomes(element);
		if (outcomes && this.manual) {
			throw new ListenerConfigurationException(parts.description(), null,
					"returns outcomes but ackMode is MANUAL, where the AmqpAcknowledgments settle",
					"return void, or leave ackMode at AUTO");
		}
		boolean suits = outcomes || element == void.class || element == Void.class
				|| element.getName().equals("kotlin.Unit");
		if (!suits || this.result.wrapper() == ResultType.Wrapper.MANY) {
			throw new ListenerConfigurationException(parts.description(), null,
					"takes batches but returns " + this.result.element(),
					"return void, one Outcome for all, a List<Outcome>, or a CompletionStage or Mono of these");
		}
	}

	private boolean isOutcomes(Class<?> element) {
		return element == List.class && this.result.element().getGeneric(0).resolve() == Outcome.class;
	}

	/**
	 * Calls the method.
	 * @param deliveries the batch
	 * @param failed told of each message that could not become what the method wants; it
	 * is not in the call
	 * @return the messages of the call with their outcomes
	 * @throws Exception what the method throws; applies to all that did not fail alone
	 */
	public CompletionStage<List<DeliveryOutcome>> invoke(List<Delivery> deliveries,
			BiConsumer<Delivery, Throwable> failed) throws Exception {
		List<Delivery> handed = new ArrayList<>(deliveries.size());
		List<List<@Nullable Object>> columns = new ArrayList<>(this.arguments.length);
		for (int i = 0; i < this.arguments.length; i++) {
			columns.add(new ArrayList<>(deliveries.size()));
		}
		for (Delivery delivery : deliveries) {
			try {
				add(delivery, columns);
				handed.add(delivery);
			}
			catch (Exception ex) {
				failed.accept(delivery, ex);
			}
		}
		if (handed.isEmpty()) {
			return CompletableFuture.completedStage(List.of());
		}
		@Nullable Object[] values = columns.toArray();
		return stage(values).thenApply((value) -> settled(handed, value));
	}

	@SuppressWarnings("unchecked")
	private CompletionStage<@Nullable Object> stage(@Nullable Object[] values) throws Exception {
		if (this.result.wrapper() == ResultType.Wrapper.SUSPENDED) {
			return SuspendedCall.invoke(this.call, values);
		}
		Object returned = this.call.invoke(values);
		if (returned == null || this.result.wrapper() == ResultType.Wrapper.NONE) {
			return CompletableFuture.completedStage(returned);
		}
		return (this.result.wrapper() == ResultType.Wrapper.SINGLE) ? ReactiveResults.single(returned)
				: (CompletionStage<@Nullable Object>) returned;
	}

	private void add(Delivery delivery, List<List<@Nullable Object>> columns) throws Exception {
		@Nullable Object[] row = new @Nullable Object[this.arguments.length];
		for (int i = 0; i < row.length; i++) {
			row[i] = this.arguments[i].resolve(delivery);
		}
		for (int i = 0; i < row.length; i++) {
			columns.get(i).add(row[i]);
		}
	}

	private List<DeliveryOutcome> settled(List<Delivery> handed, @Nullable Object value) {
		if (value instanceof List<?> outcomes && outcomes.size() != handed.size()) {
			throw new IllegalStateException(
					"The method returned %d outcomes for %d messages".formatted(outcomes.size(), handed.size()));
		}
		List<DeliveryOutcome> settled = new ArrayList<>(handed.size());
		for (int i = 0; i < handed.size(); i++) {
			Object one = (value instanceof List<?> outcomes) ? outcomes.get(i) : value;
			Outcome otherwise = this.manual ? null : Outcome.accepted();
			settled.add(new DeliveryOutcome(handed.get(i), (one instanceof Outcome outcome) ? outcome : otherwise));
		}
		return settled;
	}

}
