package io.github.amqpreceiver.spring.convert;

import java.io.InputStream;

import io.github.amqpreceiver.delivery.Delivery;

/** Bodies as streams, without joining their sections first. */
final class BodyStreams {

	private BodyStreams() {
	}

	static InputStream open(Delivery delivery) {
		try {
			return delivery.message().bodyStream();
		}
		catch (IllegalStateException ex) {
			throw PayloadConverter.unsuitable(delivery, "InputStream", ex);
		}
	}

}
