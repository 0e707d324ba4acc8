package io.github.amqpreceiver.spring.container;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.message.MessageProperties;
import io.github.amqpreceiver.message.OutgoingMessage;
import io.github.amqpreceiver.spring.convert.ReplyConverter;
import io.github.amqpreceiver.spring.invoke.ReplySender;
import org.jspecify.annotations.Nullable;

/**
 * Sends replies: to the request's reply-to, else to where the method or the settings say;
 * with its correlation-id, or its message-id where it has none.
 */
record Replies(CachedSenders senders, ReplyConverter converter, @Nullable String fallback) implements ReplySender {

	@Override
	public CompletionStage<Void> send(Delivery request, Object reply, @Nullable String sendTo) {
		MessageProperties asked = request.message().properties();
		String address = firstWithText(asked.replyTo(), sendTo, this.fallback);
		if (address == null) {
			return CompletableFuture.failedStage(new AmqpReceiverException(
					"The method returned a reply but the message names no reply-to; send requests with a reply-to, "
							+ "or give @SendTo or replyTo an address",
					null, null));
		}
		OutgoingMessage message = this.converter.convert(reply);
		Object correlation = (asked.correlationId() != null) ? asked.correlationId() : asked.messageId();
		return this.senders.send(address, correlated(message, address, correlation));
	}

	private static OutgoingMessage correlated(OutgoingMessage message, String address, @Nullable Object correlation) {
		MessageProperties own = message.properties();
		Object id = (own.correlationId() != null) ? own.correlationId() : correlation;
		MessageProperties properties = new MessageProperties(own.messageId(), own.userId(), address, own.subject(),
				own.replyTo(), id, own.contentType(), own.contentEncoding(), own.absoluteExpiryTime(),
				own.creationTime(), own.groupId(), own.groupSequence(), own.replyToGroupId());
		return new OutgoingMessage(message.header(), Map.of(), message.messageAnnotations(), properties,
				message.applicationProperties(), message.body());
	}

	static MessageProperties withTo(MessageProperties own, String address) {
		return new MessageProperties(own.messageId(), own.userId(), address, own.subject(), own.replyTo(),
				own.correlationId(), own.contentType(), own.contentEncoding(), own.absoluteExpiryTime(),
				own.creationTime(), own.groupId(), own.groupSequence(), own.replyToGroupId());
	}

	private static @Nullable String firstWithText(@Nullable String... addresses) {
		for (String address : addresses) {
			if (address != null && !address.isBlank()) {
				return address;
			}
		}
		return null;
	}

}
