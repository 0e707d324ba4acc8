package io.github.amqpreceiver.spring.invoke;

import java.util.List;
import java.util.function.UnaryOperator;

import io.github.amqpreceiver.spring.convert.PayloadConverter;
import io.github.amqpreceiver.spring.settle.AckMode;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.ConversionService;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.validation.Validator;

/**
 * What a method needs to be called.
 *
 * @param converter reads payloads
 * @param conversionService converts headers
 * @param validator validates payloads, or null
 * @param resolvers for parameters that this library does not know
 * @param placeholders resolves <code>${…}</code> in default values
 * @param ackMode who settles
 * @param replies sends what methods return
 * @param replyTo whether the settings name an address for replies
 * @param description class#method for messages to people
 * @since 0.1
 */
public record InvocationParts(PayloadConverter converter, ConversionService conversionService,
		@Nullable Validator validator, List<HandlerMethodArgumentResolver> resolvers,
		UnaryOperator<String> placeholders, AckMode ackMode, ReplySender replies, boolean replyTo, String description) {

	InvocationParts describedAs(String other) {
		return new InvocationParts(this.converter, this.conversionService, this.validator, this.resolvers,
				this.placeholders, this.ackMode, this.replies, this.replyTo, other);
	}

}
