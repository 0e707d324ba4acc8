package io.github.amqpreceiver.boot.aot;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.github.amqpreceiver.spring.annotation.AmqpHandler;
import io.github.amqpreceiver.spring.annotation.AmqpListener;
import io.github.amqpreceiver.spring.annotation.AmqpListeners;
import io.github.amqpreceiver.spring.annotation.OnFailure;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.core.annotation.RepeatableContainers;
import org.springframework.util.ClassUtils;

/**
 * Registers the methods of listeners for calls, the types of their payloads and results
 * for binding, and the exceptions that have outcomes of their own, which are found by
 * name. Stateless.
 */
class AmqpListenerBeanRegistrationAotProcessor implements BeanRegistrationAotProcessor {

	/** Of these packages nothing is bound: they are how messages and results come. */
	private static final List<String> NO_PAYLOADS = List.of("java.", "kotlin.", "kotlinx.", "org.springframework.",
			"reactor.", "org.reactivestreams.", "io.cloudevents.", "io.github.amqpreceiver.message.",
			"io.github.amqpreceiver.delivery.", "io.github.amqpreceiver.spring.convert.",
			"io.github.amqpreceiver.spring.settle.");

	private static final BindingReflectionHintsRegistrar binding = new BindingReflectionHintsRegistrar();

	@Override
	public @Nullable BeanRegistrationAotContribution processAheadOfTime(RegisteredBean registeredBean) {
		Class<?> type = ClassUtils.getUserClass(registeredBean.getBeanClass());
		Set<Method> methods = MethodIntrospector.selectMethods(type,
				(Method method) -> listeners(method).findAny().isPresent()
						|| AnnotatedElementUtils.hasAnnotation(method, AmqpHandler.class));
		return methods.isEmpty() ? null : (generation, code) -> register(generation.getRuntimeHints(), type, methods);
	}

	private static void register(RuntimeHints hints, Class<?> type, Set<Method> methods) {
		registerFailures(hints, type);
		methods.forEach((method) -> {
			registerFailures(hints, method);
			register(hints, method);
		});
	}

	private static void registerFailures(RuntimeHints hints, AnnotatedElement declared) {
		listeners(declared)
			.flatMap((listener) -> Arrays.stream(listener.getAnnotationArray("failures", OnFailure.class)))
			.flatMap((failure) -> Arrays.stream(failure.getClassArray("value")))
			.forEach(hints.reflection()::registerType);
	}

	/** Those of repeated annotations too. */
	private static Stream<MergedAnnotation<AmqpListener>> listeners(AnnotatedElement declared) {
		return MergedAnnotations
			.from(declared, SearchStrategy.TYPE_HIERARCHY,
					RepeatableContainers.explicitRepeatable(AmqpListener.class, AmqpListeners.class))
			.stream(AmqpListener.class);
	}

	private static void register(RuntimeHints hints, Method method) {
		hints.reflection().registerMethod(method, ExecutableMode.INVOKE);
		Set<Type> types = new LinkedHashSet<>();
		for (Parameter parameter : method.getParameters()) {
			collect(ResolvableType.forType(parameter.getParameterizedType()), types);
		}
		collect(ResolvableType.forMethodReturnType(method), types);
		binding.registerReflectionHints(hints.reflection(), types.toArray(new Type[0]));
	}

	// the payload may be what an array, Message, List or Mono is of
	private static void collect(ResolvableType type, Set<Type> types) {
		if (type.isArray()) {
			collect(type.getComponentType(), types);
			return;
		}
		Class<?> resolved = type.resolve();
		if (resolved != null && isPayload(resolved)) {
			types.add(type.getType());
		}
		for (ResolvableType generic : type.getGenerics()) {
			collect(generic, types);
		}
	}

	private static boolean isPayload(Class<?> type) {
		return !type.isPrimitive() && NO_PAYLOADS.stream().noneMatch(type.getName()::startsWith);
	}

}
