package io.github.amqpreceiver.boot.autoconfigure;

import io.github.amqpreceiver.spring.annotation.AmqpListenerAnnotationBeanPostProcessor;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.LazyInitializationExcludeFilter;

/**
 * Beans with listeners are made with the application, also with
 * {@code spring.main.lazy-initialization}: nobody else would ask for them.
 */
final class EagerListeners implements LazyInitializationExcludeFilter {

	@Override
	public boolean isExcluded(String beanName, BeanDefinition beanDefinition, Class<?> beanType) {
		return AmqpListenerAnnotationBeanPostProcessor.hasListeners(beanType);
	}

}
