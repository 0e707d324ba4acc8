package io.github.amqpreceiver.spring.container;

import io.github.amqpreceiver.options.ReceiverOptions;

/**
 * Has the last word on the options of a listener's receivers, after all settings. Beans
 * of this type are called in their order.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface AmqpReceiverOptionsCustomizer {

	/**
	 * Changes the options of one receiver. Called at start.
	 * @param id the listener's id
	 * @param options the options, with all settings applied
	 */
	void customize(String id, ReceiverOptions.Builder options);

}
