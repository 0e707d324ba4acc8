package io.github.amqpreceiver.spring.annotation;

import io.github.amqpreceiver.spring.container.AmqpListenerRegistry;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.type.AnnotationMetadata;

/**
 * Registers the two beans that find and keep listeners, once, and where the application
 * has none of its own.
 */
class AmqpReceiversRegistrar implements ImportBeanDefinitionRegistrar {

	@Override
	public void registerBeanDefinitions(AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
		register(registry, AmqpListenerAnnotationBeanPostProcessor.BEAN_NAME,
				AmqpListenerAnnotationBeanPostProcessor.class);
		register(registry, AmqpListenerRegistry.BEAN_NAME, AmqpListenerRegistry.class);
	}

	private static void register(BeanDefinitionRegistry registry, String name, Class<?> type) {
		if (!registry.containsBeanDefinition(name) && !hasBean(registry, type)) {
			RootBeanDefinition definition = new RootBeanDefinition(type);
			definition.setRole(BeanDefinition.ROLE_INFRASTRUCTURE);
			registry.registerBeanDefinition(name, definition);
		}
	}

	private static boolean hasBean(BeanDefinitionRegistry registry, Class<?> type) {
		return registry instanceof ListableBeanFactory beans && beans.getBeanNamesForType(type, true, false).length > 0;
	}

}
