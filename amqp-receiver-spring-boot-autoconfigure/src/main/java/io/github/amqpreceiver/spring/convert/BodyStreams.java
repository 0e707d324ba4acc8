package io.github.amqpreceiver.spring.convert;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Collections;

import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.message.MessageBody;

/** Bodies as streams, without joining their sections first. */
final class BodyStreams {

	private BodyStreams() {
	}

	static InputStream open(Delivery delivery) {
		if (delivery.message().body() instanceof MessageBody.Data data && data.sections().size() > 1) {
			return new SequenceInputStream(
					Collections.enumeration(data.sections().stream().map(ByteArrayInputStream::new).toList()));
		}
		try {
			return new ByteArrayInputStream(delivery.message().bodyBytes());
		}
		catch (IllegalStateException ex) {
			throw PayloadConverter.unsuitable(delivery, "InputStream", ex);
		}
	}

}
