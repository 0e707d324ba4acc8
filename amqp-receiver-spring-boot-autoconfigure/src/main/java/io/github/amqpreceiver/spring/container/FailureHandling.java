package io.github.amqpreceiver.spring.container;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.spring.settle.AmqpListenerErrorHandler;
import io.github.amqpreceiver.spring.settle.FailureOutcomes;
import io.github.amqpreceiver.spring.settle.FailureReason;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What follows a failure: the error handler, then the recoverer, then the table of
 * outcomes. Never throws, and its stages never fail. Immutable.
 */
final class FailureHandling {

	private static final Logger logger = LoggerFactory.getLogger(AmqpListenerContainer.class);

	private final String id;

	private final String connection;

	private final FailureOutcomes outcomes;

	private final @Nullable AmqpListenerErrorHandler errorHandler;

	private final @Nullable AmqpMessageRecoverer recoverer;

	FailureHandling(String id, String connection, FailureOutcomes outcomes,
			@Nullable AmqpListenerErrorHandler errorHandler, @Nullable AmqpMessageRecoverer recoverer) {
		this.id = id;
		this.connection = connection;
		this.outcomes = outcomes;
		this.errorHandler = errorHandler;
		this.recoverer = recoverer;
	}

	/** The outcome of a message whose call failed. */
	CompletionStage<@Nullable Outcome> outcome(Delivery delivery, Throwable failure) {
		Throwable real = FailureOutcomes.unwrap(failure);
		try {
			Outcome handled = (this.errorHandler != null) ? this.errorHandler.handleError(delivery, real) : null;
			if (handled != null) {
				return CompletableFuture.completedStage(handled);
			}
		}
		catch (Throwable ex) {
			real = FailureOutcomes.unwrap(ex);
		}
		log(delivery, real);
		return recovered(delivery, real, this.outcomes.of(real));
	}

	/** The outcome of a message that was given back without a call. */
	CompletionStage<@Nullable Outcome> notCalled(Delivery delivery, Outcome outcome) {
		if (!(outcome instanceof Outcome.Rejected rejected)) {
			return CompletableFuture.completedStage(outcome);
		}
		String why = (rejected.error() != null) ? String.valueOf(rejected.error().description()) : "rejected";
		logger.warn("[{}/{}/{}] Not handled: {}", this.id, this.connection, delivery.linkName(), why);
		return recovered(delivery, new AmqpReceiverException(why, rejected.error(), null), outcome);
	}

	private CompletionStage<@Nullable Outcome> recovered(Delivery delivery, Throwable failure, Outcome otherwise) {
		if (this.recoverer == null) {
			return CompletableFuture.completedStage(otherwise);
		}
		try {
			return this.recoverer.recover(delivery, failure).handle((nothing, recovery) -> {
				if (recovery == null) {
					return Outcome.accepted();
				}
				logger.warn("[{}/{}/{}] Recovery failed, so the message gets the outcome of its failure: {}", this.id,
						this.connection, delivery.linkName(), FailureReason.describe(FailureOutcomes.unwrap(recovery)));
				return otherwise;
			});
		}
		catch (Throwable ex) {
			logger.warn("[{}/{}/{}] Recovery failed, so the message gets the outcome of its failure", this.id,
					this.connection, delivery.linkName(), ex);
			return CompletableFuture.completedStage(otherwise);
		}
	}

	private void log(Delivery delivery, Throwable failure) {
		if (FailureOutcomes.isPoison(failure)) {
			logger.warn("[{}/{}/{}] Message cannot be handled: {}", this.id, this.connection, delivery.linkName(),
					FailureReason.describe(failure));
		}
		else {
			logger.warn("[{}/{}/{}] Listener failed", this.id, this.connection, delivery.linkName(), failure);
		}
	}

}
