package io.github.amqpreceiver.spring.invoke;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.UndeclaredThrowableException;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ReflectionUtils;

/** A method of a bean, ready to be called. What it throws comes out as it is. */
final class MethodCall {

	private final MethodHandle handle;

	private final Method method;

	MethodCall(Object bean, Method method) {
		this.method = method;
		ReflectionUtils.makeAccessible(method);
		try {
			this.handle = MethodHandles.lookup()
				.unreflect(method)
				.bindTo(bean)
				.asFixedArity()
				.asSpreader(Object[].class, method.getParameterCount())
				.asType(MethodType.methodType(Object.class, Object[].class));
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException("Method cannot be called: " + method, ex);
		}
	}

	@Nullable Object invoke(@Nullable Object[] arguments) throws Exception {
		try {
			return (Object) this.handle.invokeExact(arguments);
		}
		catch (Error ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw ArgumentViolations.translated(ex, this.method);
		}
		catch (Throwable ex) {
			throw new UndeclaredThrowableException(ex);
		}
	}

}
