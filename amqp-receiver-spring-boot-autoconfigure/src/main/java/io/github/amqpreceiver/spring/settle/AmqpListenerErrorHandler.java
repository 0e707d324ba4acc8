package io.github.amqpreceiver.spring.settle;

import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.delivery.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a failure, after the retries and before the outcome. Named by the attribute
 * {@code errorHandler}; the only bean of this type serves all listeners that name none.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface AmqpListenerErrorHandler {

	/**
	 * Handles a failure. Runs on the handler's thread, or on the one that completed the
	 * method's future.
	 * @param delivery the delivery that failed
	 * @param failure what the method threw, or why it was not called
	 * @return the outcome, or null for the one of the settings
	 * @throws Exception instead of the failure; its outcome is the one of the settings
	 */
	@Nullable Outcome handleError(Delivery delivery, Throwable failure) throws Exception;

}
