package io.github.amqpreceiver.spring.convert;

import io.github.amqpreceiver.message.MessageBody;

/** How messages to people call a body. */
final class BodyKind {

	private BodyKind() {
	}

	static String of(MessageBody body) {
		if (body instanceof MessageBody.Value value) {
			Object content = value.value();
			return "amqp-value (" + ((content != null) ? content.getClass().getSimpleName() : "null") + ")";
		}
		if (body instanceof MessageBody.Sequence) {
			return "amqp-sequence";
		}
		return (body instanceof MessageBody.Data) ? "data" : "empty";
	}

}
