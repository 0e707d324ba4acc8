package io.github.amqpreceiver.boot.aot;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.LinkedHashSet;
import java.util.Set;

import io.github.amqpreceiver.spring.annotation.AmqpHandler;
import io.github.amqpreceiver.spring.annotation.AmqpListener;
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
import org.springframework.util.ClassUtils;

/**
 * Registers the methods of listeners for calls, and the types of their payloads and
 * results for binding. Stateless.
 */
class AmqpListenerBeanRegistrationAotProcessor implements BeanRegistrationAotProcessor {

	private static final BindingReflectionHintsRegistrar binding = new BindingReflectionHintsRegistrar();

	@Override
	public @Nullable BeanRegistrationAotContribution processAheadOfTime(RegisteredBean registeredBean) {
		Class<?> type = ClassUtils.getUserClass(registeredBean.getBeanClass());
		Set<Method> methods = MethodIntrospector.selectMethods(type,
				(Method method) -> AnnotatedElementUtils.hasAnnotation(method, AmqpListener.class)
						|| AnnotatedElementUtils.hasAnnotation(method, AmqpHandler.class));
		return methods.isEmpty() ? null
				: (generation, code) -> methods.forEach((method) -> register(generation.getRuntimeHints(), method));
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

	// the payload may be what a Message, List or Mono is of
	private static void collect(ResolvableType type, Set<Type> types) {
		Class<?> resolved = type.resolve();
		if (resolved != null && isPayload(resolved)) {
			types.add(type.getType());
		}
		for (ResolvableType generic : type.getGenerics()) {
			collect(generic, types);
		}
	}

	private static boolean isPayload(Class<?> type) {
		String name = type.getName();
		return !type.isPrimitive() && !type.isArray() && !name.startsWith("java.")
				&& !name.startsWith("org.springframework.") && !name.startsWith("reactor.") && !isOurs(name);
	}

	private static boolean isOurs(String name) {
		return name.startsWith("io.github.amqpreceiver.message.") || name.startsWith("io.github.amqpreceiver.delivery.")
				|| name.startsWith("io.github.amqpreceiver.spring.");
	}

}
