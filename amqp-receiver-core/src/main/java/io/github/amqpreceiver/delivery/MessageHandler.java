package io.github.amqpreceiver.delivery;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * The one callback of a receiver, {@code on_message_received} of the seed. It runs on a
 * handler thread of the receiver's executor, or on the connection's event loop where the
 * receiver was asked to dispatch inline; then it must not block.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface MessageHandler {

	/** A completed stage for handlers that accept; allocates nothing. */
	CompletionStage<@Nullable Outcome> ACCEPTED = CompletableFuture.completedStage(Outcome.accepted());

	/**
	 * A completed stage for handlers that settle by themselves, now or later, through
	 * {@link Delivery#settle}.
	 */
	CompletionStage<@Nullable Outcome> SETTLES_ITSELF = CompletableFuture.completedStage(null);

	/**
	 * Handles one delivery. The delivery is settled with the outcome that the stage
	 * completes with; null means that the handler settles by itself. When this method
	 * throws anything, or the stage completes exceptionally, the outcome is
	 * {@code modified(delivery-failed)} unless the receiver's failure mapping says
	 * otherwise; no exception or error ends the receiver.
	 * @param delivery the delivery
	 * @return the stage of the outcome
	 * @throws Exception whatever goes wrong
	 */
	CompletionStage<@Nullable Outcome> onMessage(Delivery delivery) throws Exception;

	/**
	 * A handler from plain code that returns its outcome.
	 * @param callback the code, may block where the receiver does not dispatch inline
	 * @return a handler
	 */
	static MessageHandler blocking(Function<Delivery, Outcome> callback) {
		return (delivery) -> {
			Outcome outcome = callback.apply(delivery);
			return (outcome == Outcome.accepted()) ? ACCEPTED : CompletableFuture.completedStage(outcome);
		};
	}

	/**
	 * A handler from plain code: accepted when it returns, failed when it throws.
	 * @param callback the code, may block where the receiver does not dispatch inline
	 * @return a handler
	 */
	static MessageHandler accepting(ThrowingConsumer callback) {
		return (delivery) -> {
			callback.accept(delivery);
			return ACCEPTED;
		};
	}

	/** Plain code over a delivery that may throw. */
	@FunctionalInterface
	interface ThrowingConsumer {

		/**
		 * Takes one delivery.
		 * @param delivery the delivery
		 * @throws Exception whatever goes wrong; the delivery then failed
		 */
		void accept(Delivery delivery) throws Exception;

	}

}
