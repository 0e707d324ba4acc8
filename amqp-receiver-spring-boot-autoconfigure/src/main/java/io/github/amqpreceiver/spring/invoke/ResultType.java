package io.github.amqpreceiver.spring.invoke;

import java.lang.reflect.Method;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.spring.endpoint.ListenerConfigurationException;
import io.github.amqpreceiver.spring.settle.AckMode;
import org.jspecify.annotations.Nullable;
import org.springframework.core.KotlinDetector;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.messaging.handler.annotation.SendTo;

/**
 * What a method returns, looked at once at start.
 *
 * @param wrapper what the result comes in
 * @param element the type inside of that
 */
record ResultType(Wrapper wrapper, ResolvableType element) {

	private static final String RIGHT = "return void, Outcome, a reply (with @SendTo or replyTo), or a CompletionStage or Mono of these";

	/** What a result comes in. */
	enum Wrapper {

		/** Nothing: the result is there when the method returns. */
		NONE,
		/** A future. */
		STAGE,
		/** A publisher of at most one result. */
		SINGLE,
		/** A publisher of several results. */
		MANY,
		/** The continuation of a suspending function. */
		SUSPENDED

	}

	static ResultType of(Method method, Class<?> beanType, String description) {
		ResolvableType declared = ResolvableType.forMethodReturnType(method, beanType);
		if (KotlinDetector.isSuspendingFunction(method)) {
			int last = method.getParameterCount() - 1;
			return new ResultType(Wrapper.SUSPENDED,
					ResolvableType.forMethodParameter(method, last, beanType).getGeneric(0));
		}
		Class<?> type = declared.resolve(Object.class);
		if (CompletionStage.class.isAssignableFrom(type)) {
			return new ResultType(Wrapper.STAGE, declared.as(CompletionStage.class).getGeneric(0));
		}
		if (Future.class.isAssignableFrom(type)) {
			throw new ListenerConfigurationException(description, null,
					"returns " + declared + ", whose end cannot be waited for without a thread", RIGHT);
		}
		ReactiveAdapter adapter = adapter(type);
		if (adapter == null) {
			return new ResultType(Wrapper.NONE, declared);
		}
		return new ResultType(adapter.isMultiValue() ? Wrapper.MANY : Wrapper.SINGLE,
				adapter.isNoValue() ? ResolvableType.forClass(Void.class) : declared.getGeneric(0));
	}

	/**
	 * Fails when such results cannot be handled.
	 * @param parts how the listener is set up
	 * @param method the method
	 * @param sendTo whether the method or its class says where replies go
	 */
	void check(InvocationParts parts, Method method, boolean sendTo) {
		if (isNothing() && AnnotatedElementUtils.hasAnnotation(method, SendTo.class)) {
			throw new ListenerConfigurationException(parts.description(), "@SendTo",
					"is on a method that returns nothing to send", "return the reply, or remove @SendTo");
		}
		if (isOutcome() && this.wrapper == Wrapper.MANY) {
			throw mistake(parts, "returns several outcomes for one message");
		}
		if (isOutcome() && parts.ackMode() == AckMode.MANUAL) {
			throw mistake(parts, "returns an Outcome but ackMode is MANUAL, where the AmqpAcknowledgment settles");
		}
		if (isReply() && !sendTo && !parts.replyTo()) {
			throw mistake(parts, "returns " + this.element + " but nothing says where replies go: annotate it with "
					+ "@SendTo (without a value for the message's own reply-to), or set replyTo");
		}
	}

	private static ListenerConfigurationException mistake(InvocationParts parts, String what) {
		return new ListenerConfigurationException(parts.description(), null, what, RIGHT);
	}

	boolean isReply() {
		Class<?> type = this.element.resolve();
		return !isOutcome() && !isNothing() && type != null && type != Object.class;
	}

	private boolean isNothing() {
		Class<?> type = this.element.resolve();
		return type == void.class || type == Void.class || (type != null && type.getName().equals("kotlin.Unit"));
	}

	private boolean isOutcome() {
		Class<?> type = this.element.resolve();
		return type != null && Outcome.class.isAssignableFrom(type);
	}

	private static @Nullable ReactiveAdapter adapter(Class<?> type) {
		ReactiveAdapterRegistry registry = ReactiveAdapterRegistry.getSharedInstance();
		return (type != Object.class && registry.hasAdapters()) ? registry.getAdapter(type) : null;
	}

}
