package io.github.amqpreceiver.spring.container;

import java.util.List;
import java.util.concurrent.CompletionStage;

import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.spring.settle.DeliveryOutcome;

/**
 * Advice around each batch of the listeners, outside of the method call and of its
 * retries. Beans of this type are called in their order, on the thread that calls the
 * method.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface AmqpBatchInterceptor {

	/**
	 * Handles a batch, most often by passing it on. Each message that is passed on has an
	 * outcome in the result, except for those that could not be converted, which failed
	 * alone. A message that is not passed on needs an outcome in the result, too; without
	 * one it counts as failed.
	 * @param id the listener's id
	 * @param batch the messages, in the order of the link; never empty, immutable
	 * @param next what comes after this interceptor; what the method throws passes
	 * through it, after the retries
	 * @return the stage of the outcomes
	 * @throws Exception whatever goes wrong; becomes the outcome of all messages, as if
	 * the method had thrown it
	 */
	CompletionStage<List<DeliveryOutcome>> intercept(String id, List<Delivery> batch, Next next) throws Exception;

	/** What comes after an interceptor: the next one, at last the method. */
	@FunctionalInterface
	interface Next {

		/**
		 * Handles messages.
		 * @param batch messages of the batch, all or some of them
		 * @return the stage of their outcomes
		 * @throws Exception what the method throws
		 */
		CompletionStage<List<DeliveryOutcome>> onMessages(List<Delivery> batch) throws Exception;

	}

}
