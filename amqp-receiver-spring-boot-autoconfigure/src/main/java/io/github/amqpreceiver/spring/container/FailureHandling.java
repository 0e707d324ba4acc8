package io.github.amqpreceiver.spring.container;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.spring.settle.AmqpListenerErrorHandler;
import io.github.amqpreceiver.spring.settle.FailureOutcomes;
import io.github.amqpreceiver.spring.settle.FailureReason;
import org.jspecify.annotations.Nullable;

/**
 * What follows a failure: the error handler, then the recoverer, then the table of
 * outcomes. Never throws, and its stages never fail. Immutable.
 */
final class FailureHandling {

	private final FailureLog log;

	private final FailureOutcomes outcomes;

	private final @Nullable AmqpListenerErrorHandler errorHandler;

	private final @Nullable AmqpMessageRecoverer recoverer;

	FailureHandling(FailureLog log, FailureOutcomes outcomes, @Nullable AmqpListenerErrorHandler errorHandler,
			@Nullable AmqpMessageRecoverer recoverer) {
		this.log = log;
		this.outcomes = outcomes;
		this.errorHandler = errorHandler;
		this.recoverer = recoverer;
	}

	/**
	 * The outcome of a message whose call failed; one that was interrupted is nobody's
	 * fault.
	 */
	CompletionStage<@Nullable Outcome> outcome(Delivery delivery, Throwable failure) {
		Throwable real = FailureOutcomes.unwrap(failure);
		if (real instanceof InterruptedException) {
			Outcome outcome = this.outcomes.of(real);
			this.log.failed(delivery, "was interrupted", real, FailureLog.words(outcome));
			return CompletableFuture.completedStage(outcome);
		}
		try {
			Outcome handled = (this.errorHandler != null) ? this.errorHandler.handleError(delivery, real) : null;
			if (handled != null) {
				this.log.handled(delivery, real, handled);
				return CompletableFuture.completedStage(handled);
			}
		}
		catch (Throwable ex) {
			real = FailureOutcomes.unwrap(ex);
		}
		Throwable last = real;
		String what = FailureOutcomes.isPoison(last) ? "cannot be handled" : "failed";
		return recovered(delivery, last, this.outcomes.of(last),
				(became) -> this.log.failed(delivery, what, last, became));
	}

	/** The outcome of a message that was given back without a call. */
	CompletionStage<@Nullable Outcome> notCalled(Delivery delivery, Outcome outcome) {
		if (!(outcome instanceof Outcome.Rejected rejected)) {
			return CompletableFuture.completedStage(outcome);
		}
		String why = (rejected.error() != null) ? String.valueOf(rejected.error().description()) : "rejected";
		return recovered(delivery, new AmqpReceiverException(why, rejected.error(), null), outcome,
				(became) -> this.log.notCalled(delivery, why, became));
	}

	/** Logs once, when it is known what becomes of the message. */
	private CompletionStage<@Nullable Outcome> recovered(Delivery delivery, Throwable failure, Outcome otherwise,
			Consumer<String> log) {
		if (this.recoverer == null) {
			log.accept(FailureLog.words(otherwise));
			return CompletableFuture.completedStage(otherwise);
		}
		CompletionStage<Void> recovery;
		try {
			recovery = this.recoverer.recover(delivery, failure);
		}
		catch (Throwable ex) {
			recovery = CompletableFuture.failedStage(ex);
		}
		return recovery.handle((nothing, unsafe) -> {
			if (unsafe == null) {
				log.accept("accepted, for it was recovered");
				return Outcome.accepted();
			}
			log.accept(FailureLog.words(otherwise) + ", for its recovery failed: "
					+ FailureReason.withRoot(FailureOutcomes.unwrap(unsafe)));
			return otherwise;
		});
	}

}
