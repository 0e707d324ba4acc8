package io.github.amqpreceiver.spring.invoke;

import java.util.concurrent.CompletionStage;

import io.github.amqpreceiver.delivery.Delivery;
import org.jspecify.annotations.Nullable;

/**
 * Sends what a method returned.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface ReplySender {

	/**
	 * Sends one reply.
	 * @param request what the method was called with
	 * @param reply what it returned
	 * @param sendTo where the method says that replies go when the request names no
	 * reply-to; null or empty when it does not say
	 * @return completes when the peer has accepted the reply; fails when it did not
	 */
	CompletionStage<Void> send(Delivery request, Object reply, @Nullable String sendTo);

}
