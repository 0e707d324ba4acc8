package io.github.amqpreceiver.spring.container;

import io.github.amqpreceiver.spring.endpoint.AmqpListenerEndpoint;
import io.github.amqpreceiver.spring.endpoint.ListenerSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.ApplicationEventPublisher;

/** Puts one container together; used once. */
record ContainerAssembly(DefaultAmqpListenerContainerFactory.Builder parts, @Nullable BeanFactory beanFactory,
		ApplicationEventPublisher events, AmqpListenerEndpoint endpoint, ListenerSettings settings) {

	AmqpListenerContainer assemble() {
		throw new UnsupportedOperationException("follows: " + this.endpoint);
	}

}
