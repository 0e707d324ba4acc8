package io.github.amqpreceiver.spring.invoke;

import io.github.amqpreceiver.delivery.Delivery;
import org.jspecify.annotations.Nullable;

/** Makes one argument of a method; chosen at start, called for each message. */
@FunctionalInterface
interface Argument {

	/** For the last parameter of a suspending function, which the call itself fills. */
	Argument CONTINUATION = (delivery) -> null;

	@Nullable Object resolve(Delivery delivery) throws Exception;

}
