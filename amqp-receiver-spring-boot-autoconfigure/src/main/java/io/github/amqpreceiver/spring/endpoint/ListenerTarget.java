package io.github.amqpreceiver.spring.endpoint;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Objects;

import io.github.amqpreceiver.delivery.MessageHandler;
import org.jspecify.annotations.Nullable;

/**
 * What a listener calls: methods of a bean, or code.
 *
 * @since 0.1
 */
public sealed interface ListenerTarget {

	/**
	 * One method, or several of which the payload's type chooses.
	 *
	 * @param bean the bean, which may be a proxy
	 * @param methods its methods, at least one
	 * @param fallback the method for payloads that suit no other, or null
	 */
	record BeanMethods(Object bean, List<Method> methods, @Nullable Method fallback) implements ListenerTarget {

		/**
		 * Copies the list.
		 */
		public BeanMethods {
			Objects.requireNonNull(bean, "bean");
			methods = List.copyOf(methods);
		}

	}

	/**
	 * Code that takes the delivery as it is.
	 *
	 * @param handler the code
	 */
	record Handler(MessageHandler handler) implements ListenerTarget {
	}

}
