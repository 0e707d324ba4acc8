package io.github.amqpreceiver.spring.fake;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import io.github.amqpreceiver.message.MessageBody;
import io.github.amqpreceiver.message.MessageHeader;
import io.github.amqpreceiver.message.MessageProperties;
import io.github.amqpreceiver.message.OutgoingMessage;
import io.github.amqpreceiver.message.ReceivedMessage;
import io.github.amqpreceiver.type.Symbol;

/** A received message that was never encoded. */
public record FakeMessage(OutgoingMessage sent) implements ReceivedMessage {

	@Override
	public MessageHeader header() {
		return this.sent.header();
	}

	@Override
	public Map<Symbol, Object> deliveryAnnotations() {
		return this.sent.deliveryAnnotations();
	}

	@Override
	public Map<Symbol, Object> messageAnnotations() {
		return this.sent.messageAnnotations();
	}

	@Override
	public MessageProperties properties() {
		return this.sent.properties();
	}

	@Override
	public Map<String, Object> applicationProperties() {
		return this.sent.applicationProperties();
	}

	@Override
	public Object applicationProperty(String name) {
		return this.sent.applicationProperties().get(name);
	}

	@Override
	public MessageBody body() {
		return this.sent.body();
	}

	@Override
	public Map<Symbol, Object> footer() {
		return Map.of();
	}

	@Override
	public byte[] bodyBytes() {
		if (body() instanceof MessageBody.Data data) {
			return data.bytes();
		}
		if (body() instanceof MessageBody.Value value && value.value() instanceof byte[] bytes) {
			return bytes;
		}
		return bodyText().getBytes(StandardCharsets.UTF_8);
	}

	@Override
	public String bodyText() {
		if (body() instanceof MessageBody.Data data) {
			return new String(data.bytes(), StandardCharsets.UTF_8);
		}
		if (body() instanceof MessageBody.Value value && !(value.value() instanceof Map)) {
			return String.valueOf(value.value());
		}
		if (body() instanceof MessageBody.Empty) {
			return "";
		}
		throw new IllegalStateException("no text");
	}

	@Override
	public int size() {
		return 100;
	}

	@Override
	public long messageFormat() {
		return 0;
	}

	@Override
	public byte[] encoded() {
		return new byte[0];
	}

}
