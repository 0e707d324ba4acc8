package io.github.amqpreceiver.spring.annotation;

import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Finds {@link AmqpListener} on beans.
 *
 * @since 0.1
 */
public class AmqpListenerAnnotationBeanPostProcessor implements BeanPostProcessor {

	/** The name of the bean. */
	public static final String BEAN_NAME = "amqpReceiverListenerAnnotationBeanPostProcessor";

}
