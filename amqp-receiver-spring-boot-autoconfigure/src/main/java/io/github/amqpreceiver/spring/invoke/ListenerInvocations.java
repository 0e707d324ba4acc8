package io.github.amqpreceiver.spring.invoke;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.spring.endpoint.AmqpListenerEndpoint;
import io.github.amqpreceiver.spring.endpoint.ListenerConfigurationException;
import io.github.amqpreceiver.spring.endpoint.ListenerTarget;

/**
 * Makes the call of a listener's target; everything is checked here, at start.
 *
 * @since 0.1
 */
public final class ListenerInvocations {

	private ListenerInvocations() {
	}

	/**
	 * The call for single messages.
	 * @param target what is called
	 * @param parts what the call needs
	 * @return the call; throws what the method throws
	 */
	public static MessageHandler single(ListenerTarget target, InvocationParts parts) {
		if (target instanceof ListenerTarget.Handler handler) {
			return handler.handler();
		}
		ListenerTarget.BeanMethods bean = (ListenerTarget.BeanMethods) target;
		if (bean.methods().size() == 1 && bean.fallback() == null) {
			return MethodShape.of(bean.bean(), bean.methods().get(0), false, parts).listener(bean.bean(), parts);
		}
		List<MethodByPayload.Candidate> candidates = new ArrayList<>();
		for (Method method : bean.methods()) {
			InvocationParts own = parts.describedAs(AmqpListenerEndpoint.describe(method));
			MethodShape shape = MethodShape.of(bean.bean(), method, false, own);
			candidates.add(new MethodByPayload.Candidate(shape, shape.listener(bean.bean(), own),
					method.equals(bean.fallback())));
		}
		return MethodByPayload.of(candidates, parts.description());
	}

	/**
	 * The call for batches.
	 * @param target what is called
	 * @param parts what the call needs
	 * @return the call
	 */
	public static BatchMethod batch(ListenerTarget target, InvocationParts parts) {
		if (!(target instanceof ListenerTarget.BeanMethods bean) || bean.methods().size() != 1) {
			throw new ListenerConfigurationException(parts.description(), "batch", "is true",
					"batches go to one method; leave batch out where the payload's type chooses the method");
		}
		MethodShape shape = MethodShape.of(bean.bean(), bean.methods().get(0), true, parts);
		return new BatchMethod(bean.bean(), shape, parts);
	}

}
