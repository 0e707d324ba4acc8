package io.github.amqpreceiver.spring.invoke;

import java.lang.reflect.Method;
import java.util.concurrent.CompletionStage;

import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.delivery.Outcome;
import org.jspecify.annotations.Nullable;

/** Calls a method with one message. Immutable; any thread. */
final class ListenerMethod implements MessageHandler {

	private final Argument[] arguments;

	private final MethodCall call;

	private final Results results;

	private final boolean suspending;

	ListenerMethod(Object bean, Method method, Argument[] arguments, Results results, boolean suspending) {
		this.call = new MethodCall(bean, method);
		this.arguments = arguments;
		this.results = results;
		this.suspending = suspending;
	}

	@Override
	public CompletionStage<@Nullable Outcome> onMessage(Delivery delivery) throws Exception {
		@Nullable Object[] values = new @Nullable Object[this.arguments.length];
		for (int i = 0; i < values.length; i++) {
			values[i] = this.arguments[i].resolve(delivery);
		}
		Object result = this.suspending ? SuspendedCall.invoke(this.call, values) : this.call.invoke(values);
		return this.results.outcome(result, delivery);
	}

}
