package io.github.amqpreceiver.spring.annotation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import io.github.amqpreceiver.spring.container.AmqpListenerContainerFactory;
import io.github.amqpreceiver.spring.container.AmqpListenerRegistry;
import io.github.amqpreceiver.spring.container.BeanLookup;
import io.github.amqpreceiver.spring.endpoint.AmqpListenerEndpoint;
import io.github.amqpreceiver.spring.endpoint.ListenerConfigurationException;
import io.github.amqpreceiver.spring.endpoint.ListenerSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.Ordered;

/**
 * Finds {@link AmqpListener} on beans and makes their containers once all singletons are
 * there, so that every mistake is told before a connection is opened.
 *
 * @since 0.1
 */
public class AmqpListenerAnnotationBeanPostProcessor
		implements BeanPostProcessor, BeanFactoryAware, SmartInitializingSingleton, Ordered {

	/** The name of the bean. */
	public static final String BEAN_NAME = "amqpReceiverListenerAnnotationBeanPostProcessor";

	private final ListenerDiscovery discovery = new ListenerDiscovery();

	private final AmqpListenerRegistrar registrar = new AmqpListenerRegistrar();

	private final Set<String> ids = new HashSet<>();

	private final List<Candidate> candidates = new ArrayList<>();

	private @Nullable BeanFactory beanFactory;

	private volatile boolean singletonsAreThere;

	/**
	 * Whether a bean has to be there when the application starts.
	 * @param type its type
	 * @return whether the type or one of its methods is annotated with
	 * {@link AmqpListener}
	 */
	public static boolean hasListeners(Class<?> type) {
		return ListenerDiscovery.hasListeners(type);
	}

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	/**
	 * Last, so that the listeners call the proxies that others have made; those of
	 * post-processors without an order come later still, see {@link #finished}.
	 */
	@Override
	public int getOrder() {
		return LOWEST_PRECEDENCE;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof AopInfrastructureBean || bean instanceof AmqpListenerContainerFactory
				|| bean instanceof AmqpListenerRegistry) {
			return bean;
		}
		List<ListenerDiscovery.Found> found = this.discovery.find(bean, beanName);
		if (!found.isEmpty()) {
			registerFound(new Candidate(beanName, found));
		}
		return bean;
	}

	/**
	 * Beans are made by one thread at a time, except for those that Spring makes in the
	 * background.
	 */
	private void registerFound(Candidate candidate) {
		synchronized (this.registrar) {
			if (this.singletonsAreThere) {
				candidate.found().forEach(this::register);
				createContainers();
			}
			else {
				this.candidates.add(candidate);
			}
		}
	}

	/** The listeners of the bean as everybody else sees it. */
	private List<ListenerDiscovery.Found> finished(Candidate candidate) {
		if (this.beanFactory instanceof ConfigurableListableBeanFactory all
				&& all.containsSingleton(candidate.beanName())) {
			Object bean = all.getBean(candidate.beanName());
			if (bean != candidate.found().get(0).target().bean()) {
				List<ListenerDiscovery.Found> anew = this.discovery.find(bean, candidate.beanName());
				return anew.isEmpty() ? candidate.found() : anew;
			}
		}
		return candidate.found();
	}

	@Override
	public void afterSingletonsInstantiated() {
		synchronized (this.registrar) {
			this.candidates.forEach((candidate) -> finished(candidate).forEach(this::register));
			this.candidates.clear();
			if (this.beanFactory instanceof ListableBeanFactory listable) {
				listable.getBeanProvider(AmqpListenerConfigurer.class)
					.orderedStream()
					.forEach((configurer) -> configurer.configureAmqpListeners(this.registrar));
			}
			if (this.beanFactory instanceof ConfigurableListableBeanFactory all) {
				new ListenerScopes(all).check();
			}
			createContainers();
			this.singletonsAreThere = true;
		}
	}

	private void register(ListenerDiscovery.Found found) {
		ConfigurableBeanFactory resolving = (this.beanFactory instanceof ConfigurableBeanFactory configurable)
				? configurable : null;
		AttributeReader reader = new AttributeReader(resolving, found.description());
		ListenerSettings settings = AnnotationSettings.of(found.annotation(), reader);
		String id = reader.text("id", found.annotation().id());
		AmqpListenerEndpoint endpoint = new AmqpListenerEndpoint((id != null) ? id : freeId(found.defaultId()),
				settings, found.target(), found.description());
		this.ids.add(endpoint.id());
		String factory = reader.text("containerFactory", found.annotation().containerFactory());
		if (factory != null) {
			this.registrar.register(endpoint, factory);
		}
		else {
			this.registrar.register(endpoint);
		}
	}

	private String freeId(String wanted) {
		String id = wanted;
		for (int i = 2; this.ids.contains(id); i++) {
			id = wanted + "-" + i;
		}
		return id;
	}

	private void createContainers() {
		if (this.registrar.registrations().isEmpty()) {
			return;
		}
		AmqpListenerRegistry registry = Objects.requireNonNull(this.beanFactory).getBean(AmqpListenerRegistry.class);
		for (AmqpListenerRegistrar.Registration registration : List.copyOf(this.registrar.registrations())) {
			registry.register(factory(registration).createContainer(registration.endpoint()));
		}
		this.registrar.registrations().clear();
	}

	private AmqpListenerContainerFactory factory(AmqpListenerRegistrar.Registration registration) {
		if (registration.factory() != null) {
			return registration.factory();
		}
		BeanLookup beans = new BeanLookup(this.beanFactory, registration.endpoint().description());
		if (registration.factoryBeanName() != null) {
			return beans.bean("containerFactory", registration.factoryBeanName(), AmqpListenerContainerFactory.class);
		}
		BeanFactory factory = Objects.requireNonNull(this.beanFactory);
		if (factory.containsBean(AmqpListenerContainerFactory.DEFAULT_BEAN_NAME)) {
			return beans.bean("containerFactory", AmqpListenerContainerFactory.DEFAULT_BEAN_NAME,
					AmqpListenerContainerFactory.class);
		}
		AmqpListenerContainerFactory only = factory.getBeanProvider(AmqpListenerContainerFactory.class).getIfUnique();
		if (only == null) {
			throw new ListenerConfigurationException(registration.endpoint().description(), "containerFactory",
					"is not set, and there is no bean named " + AmqpListenerContainerFactory.DEFAULT_BEAN_NAME
							+ " and no only bean of type " + AmqpListenerContainerFactory.class.getName(),
					"define one, or name the one to use");
		}
		return only;
	}

	/**
	 * A bean with listeners, of which other post-processors may still make something
	 * else.
	 *
	 * @param beanName its name
	 * @param found its listeners, at least one
	 */
	private record Candidate(String beanName, List<ListenerDiscovery.Found> found) {
	}

}
