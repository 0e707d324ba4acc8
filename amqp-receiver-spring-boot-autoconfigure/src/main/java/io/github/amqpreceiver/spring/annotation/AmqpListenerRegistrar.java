package io.github.amqpreceiver.spring.annotation;

import java.util.ArrayList;
import java.util.List;

import io.github.amqpreceiver.spring.container.AmqpListenerContainerFactory;
import io.github.amqpreceiver.spring.endpoint.AmqpListenerEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * Collects listeners until the application starts; used by one thread.
 *
 * @since 0.1
 */
public final class AmqpListenerRegistrar {

	private final List<Registration> registrations = new ArrayList<>();

	AmqpListenerRegistrar() {
	}

	/**
	 * Adds a listener that the default container factory makes.
	 * @param endpoint the listener
	 */
	public void register(AmqpListenerEndpoint endpoint) {
		register(endpoint, (AmqpListenerContainerFactory) null);
	}

	/**
	 * Adds a listener.
	 * @param endpoint the listener
	 * @param factory makes its container, or null for the default one
	 */
	public void register(AmqpListenerEndpoint endpoint, @Nullable AmqpListenerContainerFactory factory) {
		this.registrations.add(new Registration(endpoint, factory, null));
	}

	void register(AmqpListenerEndpoint endpoint, String factoryBeanName) {
		this.registrations.add(new Registration(endpoint, null, factoryBeanName));
	}

	List<Registration> registrations() {
		return this.registrations;
	}

	record Registration(AmqpListenerEndpoint endpoint, @Nullable AmqpListenerContainerFactory factory,
			@Nullable String factoryBeanName) {
	}

}
