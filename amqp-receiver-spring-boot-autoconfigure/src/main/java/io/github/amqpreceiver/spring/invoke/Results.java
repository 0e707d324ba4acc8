package io.github.amqpreceiver.spring.invoke;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.spring.settle.AckMode;
import org.jspecify.annotations.Nullable;

/** From what a method returned to the outcome of its message. */
final class Results {

	private final ResultType.Wrapper wrapper;

	private final CompletionStage<@Nullable Outcome> whenNothing;

	private final ReplySender replies;

	private final @Nullable String sendTo;

	Results(ResultType.Wrapper wrapper, AckMode ackMode, ReplySender replies, @Nullable String sendTo) {
		this.wrapper = wrapper;
		this.whenNothing = (ackMode == AckMode.AUTO) ? MessageHandler.ACCEPTED : MessageHandler.SETTLES_ITSELF;
		this.replies = replies;
		this.sendTo = sendTo;
	}

	CompletionStage<@Nullable Outcome> outcome(@Nullable Object result, Delivery delivery) {
		if (result == null) {
			return this.whenNothing;
		}
		return switch (this.wrapper) {
			case NONE -> single(result, delivery);
			case STAGE, SUSPENDED -> ((CompletionStage<?>) result).thenCompose((value) -> optional(value, delivery));
			case SINGLE -> ReactiveResults.single(result).thenCompose((value) -> optional(value, delivery));
			case MANY -> ReactiveResults.each(result, (value) -> single(value, delivery))
				.thenCompose((nothing) -> this.whenNothing);
		};
	}

	private CompletionStage<@Nullable Outcome> optional(@Nullable Object value, Delivery delivery) {
		return (value != null) ? single(value, delivery) : this.whenNothing;
	}

	private CompletionStage<@Nullable Outcome> single(Object value, Delivery delivery) {
		if (value instanceof Outcome outcome) {
			return (outcome == Outcome.accepted()) ? MessageHandler.ACCEPTED
					: CompletableFuture.completedStage(outcome);
		}
		return this.replies.send(delivery, value, this.sendTo).thenCompose((nothing) -> this.whenNothing);
	}

}
