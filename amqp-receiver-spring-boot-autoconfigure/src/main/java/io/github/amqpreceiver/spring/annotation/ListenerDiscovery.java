package io.github.amqpreceiver.spring.annotation;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import io.github.amqpreceiver.spring.endpoint.AmqpListenerEndpoint;
import io.github.amqpreceiver.spring.endpoint.ListenerConfigurationException;
import io.github.amqpreceiver.spring.endpoint.ListenerTarget;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.core.annotation.RepeatableContainers;
import org.springframework.scheduling.annotation.Async;

/** Finds the listeners of a bean, and methods that cannot be called. Thread-safe. */
final class ListenerDiscovery {

	private final Set<Class<?>> withoutListener = ConcurrentHashMap.newKeySet();

	List<Found> find(Object bean, String beanName) {
		Class<?> type = AopProxyUtils.ultimateTargetClass(bean);
		if (this.withoutListener.contains(type) || !AnnotationUtils.isCandidateClass(type, AmqpListener.class)) {
			return List.of();
		}
		List<Found> found = new ArrayList<>();
		Map<Method, Set<AmqpListener>> annotated = MethodIntrospector.selectMethods(type,
				(MethodIntrospector.MetadataLookup<Set<AmqpListener>>) ListenerDiscovery::listeners);
		annotated.entrySet()
			.stream()
			.sorted(Comparator.comparing((entry) -> entry.getKey().toString()))
			.forEach((entry) -> addMethod(bean, beanName, entry.getKey(), entry.getValue(), found));
		addClass(bean, beanName, type, found);
		if (found.isEmpty()) {
			this.withoutListener.add(type);
		}
		return found;
	}

	/** Whether a type has listeners, on methods or on itself. */
	static boolean hasListeners(Class<?> type) {
		return AnnotationUtils.isCandidateClass(type, AmqpListener.class)
				&& (!nearest(type).isEmpty() || !MethodIntrospector
					.selectMethods(type,
							(MethodIntrospector.MetadataLookup<Set<AmqpListener>>) ListenerDiscovery::listeners)
					.isEmpty());
	}

	private static @Nullable Set<AmqpListener> listeners(Method method) {
		Set<AmqpListener> listeners = nearest(method);
		return listeners.isEmpty() ? null : listeners;
	}

	/** Those of the nearest declaration: a method that overrides may say it anew. */
	private static Set<AmqpListener> nearest(AnnotatedElement element) {
		List<MergedAnnotation<AmqpListener>> all = MergedAnnotations
			.from(element, SearchStrategy.TYPE_HIERARCHY,
					RepeatableContainers.explicitRepeatable(AmqpListener.class, AmqpListeners.class))
			.stream(AmqpListener.class)
			.toList();
		return all.stream()
			.filter((one) -> one.getAggregateIndex() == all.get(0).getAggregateIndex())
			.map(MergedAnnotation::synthesize)
			.collect(Collectors.toCollection(LinkedHashSet::new));
	}

	private void addMethod(Object bean, String beanName, Method method, Set<AmqpListener> listeners,
			List<Found> found) {
		Method callable = callable(bean, method);
		for (AmqpListener listener : listeners) {
			found.add(new Found(listener, beanName + "-" + method.getName(),
					new ListenerTarget.BeanMethods(bean, List.of(callable), null),
					AmqpListenerEndpoint.describe(method)));
		}
	}

	private void addClass(Object bean, String beanName, Class<?> type, List<Found> found) {
		Set<AmqpListener> listeners = nearest(type);
		Map<Method, AmqpHandler> handlers = MethodIntrospector.selectMethods(type,
				(MethodIntrospector.MetadataLookup<AmqpHandler>) (method) -> AnnotatedElementUtils
					.findMergedAnnotation(method, AmqpHandler.class));
		if (listeners.isEmpty()) {
			return;
		}
		if (handlers.isEmpty()) {
			throw new ListenerConfigurationException(type.getName(), "@AmqpListener",
					"is on the class but no method has @AmqpHandler",
					"annotate the methods that take the messages, or move @AmqpListener to the method");
		}
		List<Method> methods = new ArrayList<>();
		Method fallback = null;
		for (Map.Entry<Method, AmqpHandler> handler : handlers.entrySet()) {
			Method method = callable(bean, handler.getKey());
			methods.add(method);
			if (handler.getValue().fallback()) {
				if (fallback != null) {
					throw new ListenerConfigurationException(type.getName(), "@AmqpHandler",
							"names two fallbacks: " + fallback.getName() + " and " + method.getName(),
							"let one be the fallback");
				}
				fallback = method;
			}
		}
		methods.sort(Comparator.comparing(Method::toString));
		for (AmqpListener listener : listeners) {
			found.add(new Found(listener, beanName, new ListenerTarget.BeanMethods(bean, methods, fallback),
					type.getName()));
		}
	}

	private static Method callable(Object bean, Method method) {
		String description = AmqpListenerEndpoint.describe(method);
		if (Modifier.isStatic(method.getModifiers())) {
			throw new ListenerConfigurationException(description, null, "is static", "make it a method of the bean");
		}
		if (AnnotatedElementUtils.hasAnnotation(method, Bean.class)) {
			throw new ListenerConfigurationException(description, "@AmqpListener",
					"is on a @Bean method, which makes a bean and takes no messages",
					"put it on a method of the bean's class, or register the bean in an AmqpListenerConfigurer");
		}
		if (method.getReturnType() == void.class && isAsync(bean, method)) {
			throw new ListenerConfigurationException(description, "@Async",
					"is on a method that returns nothing, so that a message would be accepted before it is handled",
					"remove @Async (concurrency says how many are handled at once), or return a CompletableFuture");
		}
		if (AopUtils.isCglibProxy(bean) && Modifier.isFinal(method.getModifiers())) {
			throw new ListenerConfigurationException(description, null,
					"is final, but its bean is a proxy that cannot override it", "remove final");
		}
		try {
			return AopUtils.selectInvocableMethod(method, bean.getClass());
		}
		catch (IllegalStateException ex) {
			boolean hidden = Modifier.isPrivate(method.getModifiers());
			throw new ListenerConfigurationException(description, null,
					"cannot be called on the proxy of its bean"
							+ (hidden ? " because it is private" : ", whose interfaces do not have it"),
					hidden ? "make it public" : "add it to an interface, or proxy the class", ex);
		}
	}

	private static boolean isAsync(Object bean, Method method) {
		return AopUtils.isAopProxy(bean) && (AnnotatedElementUtils.hasAnnotation(method, Async.class)
				|| AnnotatedElementUtils.hasAnnotation(AopProxyUtils.ultimateTargetClass(bean), Async.class));
	}

	/**
	 * A listener that was found.
	 *
	 * @param annotation its annotation
	 * @param defaultId its id when the annotation gives none
	 * @param target what it calls
	 * @param description class#method
	 */
	record Found(AmqpListener annotation, String defaultId, ListenerTarget.BeanMethods target, String description) {
	}

}
