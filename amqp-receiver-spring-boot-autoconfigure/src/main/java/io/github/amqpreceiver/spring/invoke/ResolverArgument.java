package io.github.amqpreceiver.spring.invoke;

import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.spring.convert.DeliveryMessage;
import io.github.amqpreceiver.spring.convert.PayloadReader;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;

/** An argument of a resolver of spring-messaging, which wants a Spring message. */
record ResolverArgument(HandlerMethodArgumentResolver resolver, MethodParameter parameter,
		PayloadReader body) implements Argument {

	@Override
	public @Nullable Object resolve(Delivery delivery) throws Exception {
		Object payload = this.body.read(delivery);
		return this.resolver.resolveArgument(this.parameter,
				DeliveryMessage.of(delivery, (payload != null) ? payload : new byte[0]));
	}

}
