package io.github.amqpreceiver.spring.endpoint;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Objects;

import io.github.amqpreceiver.delivery.MessageHandler;

/**
 * One listener as it was declared: immutable, and nothing is opened for it.
 *
 * @param id its id, under which the registry, the properties and the metrics know it
 * @param settings what the declaration itself sets, addresses and connection included
 * @param target what it calls
 * @param description for messages to people: {@code com.acme.Orders#onOrder}
 * @since 0.1
 */
public record AmqpListenerEndpoint(String id, ListenerSettings settings, ListenerTarget target, String description) {

	/**
	 * Checks the id.
	 */
	public AmqpListenerEndpoint {
		Objects.requireNonNull(settings, "settings");
		Objects.requireNonNull(target, "target");
		if (id.isBlank()) {
			throw new ListenerConfigurationException(description, "id", "is blank",
					"give the listener an id, or leave the attribute out");
		}
	}

	/**
	 * A listener that calls a method of a bean.
	 * @param id its id
	 * @param settings its settings, at least an address
	 * @param bean the bean
	 * @param method the method
	 * @return the listener
	 */
	public static AmqpListenerEndpoint of(String id, ListenerSettings settings, Object bean, Method method) {
		return new AmqpListenerEndpoint(id, settings, new ListenerTarget.BeanMethods(bean, List.of(method), null),
				describe(method));
	}

	/**
	 * A listener that calls code.
	 * @param id its id
	 * @param settings its settings, at least an address
	 * @param handler the code
	 * @return the listener
	 */
	public static AmqpListenerEndpoint of(String id, ListenerSettings settings, MessageHandler handler) {
		return new AmqpListenerEndpoint(id, settings, new ListenerTarget.Handler(handler), "listener '" + id + "'");
	}

	/**
	 * How messages to people name a method.
	 * @param method the method
	 * @return class#method
	 */
	public static String describe(Method method) {
		return method.getDeclaringClass().getName() + "#" + method.getName();
	}

}
