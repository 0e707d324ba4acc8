package io.github.amqpreceiver.spring.container;

import java.util.concurrent.CompletionStage;

import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.delivery.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Advice around each message of the listeners, outside of the method call and inside of
 * the observation. Beans of this type are called in their order, on the handler's thread.
 * Batches, of which no single message has a call of its own, have
 * {@link AmqpBatchInterceptor}s.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface AmqpListenerInterceptor {

	/**
	 * Handles a delivery, most often by passing it on.
	 * @param id the listener's id
	 * @param delivery the delivery
	 * @param next what comes after this interceptor; what the method throws passes
	 * through it, after the retries and before it becomes an outcome
	 * @return the stage of the outcome; null in it when the method settles by itself
	 * @throws Exception whatever goes wrong; becomes an outcome as if the method had
	 * thrown it
	 */
	CompletionStage<@Nullable Outcome> intercept(String id, Delivery delivery, MessageHandler next) throws Exception;

}
