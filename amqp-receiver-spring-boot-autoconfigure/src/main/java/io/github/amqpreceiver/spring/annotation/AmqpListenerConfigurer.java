package io.github.amqpreceiver.spring.annotation;

/**
 * Registers listeners in code. Beans of this type are called once all singletons are
 * there, before the annotated listeners are registered.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface AmqpListenerConfigurer {

	/**
	 * Registers listeners, and sets what the annotated ones have in common.
	 * @param registrar takes them
	 */
	void configureAmqpListeners(AmqpListenerRegistrar registrar);

}
