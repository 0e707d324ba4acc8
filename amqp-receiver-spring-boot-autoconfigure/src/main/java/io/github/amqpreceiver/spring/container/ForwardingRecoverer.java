package io.github.amqpreceiver.spring.container;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;

import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.message.MessageHeader;
import io.github.amqpreceiver.message.OutgoingMessage;
import io.github.amqpreceiver.message.ReceivedMessage;
import io.github.amqpreceiver.spring.settle.FailureReason;
import io.github.amqpreceiver.type.Symbol;

/** Sends failed messages to another address, with the reason in their annotations. */
record ForwardingRecoverer(String listener, String address, CachedSenders senders) implements AmqpMessageRecoverer {

	static final Symbol EXCEPTION = Symbol.valueOf("x-opt-amqp-receiver-exception");

	static final Symbol REASON = Symbol.valueOf("x-opt-amqp-receiver-reason");

	static final Symbol FROM = Symbol.valueOf("x-opt-amqp-receiver-address");

	static final Symbol LISTENER = Symbol.valueOf("x-opt-amqp-receiver-listener");

	@Override
	public CompletionStage<Void> recover(Delivery delivery, Throwable failure) {
		ReceivedMessage message = delivery.message();
		MessageHeader header = message.header();
		Map<Symbol, Object> annotations = new LinkedHashMap<>(message.messageAnnotations());
		annotations.put(EXCEPTION, failure.getClass().getName());
		annotations.put(REASON, FailureReason.describe(failure));
		annotations.put(FROM, delivery.address());
		annotations.put(LISTENER, this.listener);
		MessageHeader fresh = new MessageHeader(header.durable(), header.priority(), header.ttl(), false, 0);
		return this.senders.send(this.address, new OutgoingMessage(fresh, Map.of(), annotations, message.properties(),
				message.applicationProperties(), message.body()));
	}

}
