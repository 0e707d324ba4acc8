package io.github.amqpreceiver.spring.invoke;

import java.lang.reflect.Method;
import java.util.List;

import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.spring.endpoint.ListenerConfigurationException;
import io.github.amqpreceiver.spring.settle.AckMode;
import io.github.amqpreceiver.spring.settle.AmqpAcknowledgment;
import org.jspecify.annotations.Nullable;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.KotlinDetector;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.SynthesizingMethodParameter;
import org.springframework.messaging.handler.annotation.SendTo;
import org.springframework.util.ClassUtils;

/**
 * A method as it was looked at at start: its arguments and what it returns, checked.
 *
 * @param method the method
 * @param arguments how each parameter gets its argument
 * @param payload the type of the payload parameter, or null when there is none
 * @param result what it returns
 * @param sendTo where the method says that replies go; empty for the message's own
 * reply-to; null when it does not say
 */
record MethodShape(Method method, Argument[] arguments, @Nullable ResolvableType payload, ResultType result,
		@Nullable String sendTo) {

	static MethodShape of(Object bean, Method method, boolean batch, InvocationParts parts) {
		Class<?> beanType = ClassUtils.getUserClass(bean);
		boolean suspending = KotlinDetector.isSuspendingFunction(method);
		ArgumentChooser chooser = new ArgumentChooser(parts);
		Argument[] arguments = new Argument[method.getParameterCount()];
		ResolvableType payload = null;
		boolean settles = false;
		for (int i = 0; i < arguments.length; i++) {
			if (suspending && i == arguments.length - 1) {
				arguments[i] = Argument.CONTINUATION;
				continue;
			}
			MethodParameter parameter = new SynthesizingMethodParameter(method, i).withContainingClass(beanType);
			parameter.initParameterNameDiscovery(new DefaultParameterNameDiscoverer());
			ResolvableType type = type(parameter, batch, parts);
			arguments[i] = chooser.choose(parameter, type);
			settles |= type.resolve() == AmqpAcknowledgment.class || type.resolve() == Delivery.class;
			refuseAcknowledgment(type, parts);
			if (ArgumentChooser.isPayload(arguments[i])) {
				if (payload != null) {
					throw chooser.mistake(parameter, "is a second payload, besides one of type " + payload, null);
				}
				payload = type;
			}
		}
		if (parts.ackMode() == AckMode.MANUAL && !settles) {
			throw new ListenerConfigurationException(parts.description(), "ackMode",
					"is MANUAL but the method has no AmqpAcknowledgment parameter to settle with",
					"add the parameter, or leave ackMode at AUTO");
		}
		String sendTo = sendTo(method, beanType, parts);
		ResultType result = ResultType.of(method, beanType, parts.description());
		if (!batch) {
			result.check(parts, method, sendTo != null);
		}
		return new MethodShape(method, arguments, payload, result, sendTo);
	}

	private static void refuseAcknowledgment(ResolvableType type, InvocationParts parts) {
		if (type.resolve() == AmqpAcknowledgment.class && parts.ackMode() == AckMode.AUTO) {
			throw new ListenerConfigurationException(parts.description(), "ackMode",
					"is AUTO but the method has an AmqpAcknowledgment parameter",
					"set ackMode to MANUAL, or remove the parameter and return an Outcome");
		}
	}

	private static ResolvableType type(MethodParameter parameter, boolean batch, InvocationParts parts) {
		ResolvableType type = ResolvableType.forMethodParameter(parameter);
		if (!batch) {
			return type;
		}
		if (type.resolve() != List.class) {
			throw new ListenerConfigurationException(parts.description(), "batch",
					"is true but parameter " + parameter.getParameterIndex() + " is of type " + type,
					"each parameter of a batch method must be a List, of payloads or of anything else that a method may take");
		}
		return type.getGeneric(0);
	}

	private static @Nullable String sendTo(Method method, Class<?> beanType, InvocationParts parts) {
		SendTo sendTo = AnnotatedElementUtils.findMergedAnnotation(method, SendTo.class);
		if (sendTo == null) {
			sendTo = AnnotatedElementUtils.findMergedAnnotation(beanType, SendTo.class);
		}
		if (sendTo == null) {
			return null;
		}
		if (sendTo.value().length > 1) {
			throw new ListenerConfigurationException(parts.description(), "@SendTo",
					"names " + sendTo.value().length + " addresses",
					"name one, or none for the message's own reply-to");
		}
		return (sendTo.value().length == 1) ? parts.placeholders().apply(sendTo.value()[0]) : "";
	}

	ListenerMethod listener(Object bean, InvocationParts parts) {
		Results results = new Results(this.result.wrapper(), parts.ackMode(), parts.replies(), this.sendTo);
		return new ListenerMethod(bean, this.method, this.arguments, results,
				this.result.wrapper() == ResultType.Wrapper.SUSPENDED);
	}

}
