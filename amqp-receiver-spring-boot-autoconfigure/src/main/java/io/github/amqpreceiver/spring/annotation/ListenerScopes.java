package io.github.amqpreceiver.spring.annotation;

import io.github.amqpreceiver.spring.endpoint.ListenerConfigurationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Finds listeners on beans that are not made when the application starts: they would
 * never receive, and nobody would notice.
 *
 * @param beanFactory has the beans
 */
record ListenerScopes(ConfigurableListableBeanFactory beanFactory) {

	private static final Logger logger = LoggerFactory.getLogger(AmqpListenerAnnotationBeanPostProcessor.class);

	void check() {
		for (String name : this.beanFactory.getBeanDefinitionNames()) {
			BeanDefinition definition = this.beanFactory.getMergedBeanDefinition(name);
			if (!definition.isAbstract() && (!definition.isSingleton() || definition.isLazyInit())
					&& !this.beanFactory.containsSingleton(name)) {
				check(name, definition);
			}
		}
	}

	private void check(String name, BeanDefinition definition) {
		Class<?> type = this.beanFactory.getType(name, false);
		if (type == null || !ListenerDiscovery.hasListeners(type)) {
			return;
		}
		if (!definition.isSingleton()) {
			throw new ListenerConfigurationException(type.getName(), "@AmqpListener",
					"is on the bean '" + name + "' of scope " + definition.getScope()
							+ ", which is not there when the application starts",
					"make the bean a singleton, and let it ask for what has that scope");
		}
		logger.warn("The listeners of {} start when somebody asks for the bean '{}', which is lazy", type.getName(),
				name);
	}

}
