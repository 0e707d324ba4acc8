package io.github.amqpreceiver.spring.container;

import java.util.concurrent.CompletionStage;

import io.github.amqpreceiver.delivery.Delivery;

/**
 * Takes a message whose call finally failed, so that it can be accepted.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface AmqpMessageRecoverer {

	/**
	 * Takes a message.
	 * @param delivery the delivery
	 * @param failure why its call failed
	 * @return completes when the message is safe, and then is accepted; when it fails,
	 * the message gets the outcome of its failure
	 */
	CompletionStage<Void> recover(Delivery delivery, Throwable failure);

}
