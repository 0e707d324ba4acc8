package io.github.amqpreceiver.spring.container;

import java.util.Arrays;

import io.github.amqpreceiver.spring.endpoint.ListenerConfigurationException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.support.DefaultConversionService;
import org.springframework.util.ClassUtils;

/**
 * Finds the beans that a listener's settings name.
 *
 * @param beanFactory where they are, or null outside of a context
 * @param listener class#method
 * @since 0.1
 */
public record BeanLookup(@Nullable BeanFactory beanFactory, String listener) {

	/**
	 * The bean of a name.
	 * @param <T> its type
	 * @param setting the setting that names it
	 * @param name its name
	 * @param type its type
	 * @return the bean
	 * @throws ListenerConfigurationException when there is none; lists the beans of the
	 * type
	 */
	public <T> T bean(String setting, String name, Class<T> type) {
		try {
			if (this.beanFactory != null && this.beanFactory.containsBean(name)
					&& this.beanFactory.isTypeMatch(name, type)) {
				return this.beanFactory.getBean(name, type);
			}
		}
		catch (BeansException ex) {
			throw new ListenerConfigurationException(this.listener, setting,
					"names the bean '" + name + "', which cannot be created: " + ex.getMessage(), "mend that bean", ex);
		}
		throw new ListenerConfigurationException(this.listener, setting,
				"'" + name + "' is not the name of a bean of type " + type.getName(), candidates(type));
	}

	/**
	 * What converts headers and simple values.
	 * @return the conversion service of the bean factory, else Spring's shared one
	 */
	ConversionService conversionService() {
		ConversionService own = (this.beanFactory instanceof ConfigurableBeanFactory configurable)
				? configurable.getConversionService() : null;
		return (own != null) ? own : DefaultConversionService.getSharedInstance();
	}

	@Nullable ClassLoader classLoader() {
		return (this.beanFactory instanceof ConfigurableBeanFactory configurable) ? configurable.getBeanClassLoader()
				: ClassUtils.getDefaultClassLoader();
	}

	private String candidates(Class<?> type) {
		String[] names = (this.beanFactory instanceof ListableBeanFactory listable) ? listable.getBeanNamesForType(type)
				: new String[0];
		return (names.length > 0) ? "name one of " + Arrays.toString(names)
				: "there is no bean of that type; define one";
	}

}
