package io.github.amqpreceiver.spring.container;

import io.github.amqpreceiver.spring.endpoint.AmqpListenerEndpoint;

/**
 * Makes a container of a listener; the place where all settings come together.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface AmqpListenerContainerFactory {

	/** The name of the factory bean for listeners that name none. */
	String DEFAULT_BEAN_NAME = "amqpReceiverListenerContainerFactory";

	/**
	 * Makes a container, which is not started and has opened nothing.
	 * @param endpoint the listener
	 * @return its container
	 * @throws io.github.amqpreceiver.spring.endpoint.ListenerConfigurationException when
	 * the listener is set up wrongly
	 */
	AmqpListenerContainer createContainer(AmqpListenerEndpoint endpoint);

}
