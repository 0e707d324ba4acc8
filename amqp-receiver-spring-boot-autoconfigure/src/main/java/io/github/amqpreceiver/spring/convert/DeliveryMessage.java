package io.github.amqpreceiver.spring.convert;

import java.util.Map;

import io.github.amqpreceiver.delivery.Delivery;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;

/**
 * A delivery as Spring's message, for arguments and converters that want one.
 *
 * @param <T> the payload's type
 * @since 0.1
 */
public final class DeliveryMessage<T> implements Message<T> {

	private final T payload;

	private final MessageHeaders headers;

	private DeliveryMessage(T payload, MessageHeaders headers) {
		this.payload = payload;
		this.headers = headers;
	}

	/**
	 * A message with a payload.
	 * @param <T> the payload's type
	 * @param delivery the delivery
	 * @param payload the payload
	 * @return the message
	 */
	public static <T> DeliveryMessage<T> of(Delivery delivery, T payload) {
		return new DeliveryMessage<>(payload, headers(delivery));
	}

	/**
	 * The headers of a delivery as Spring knows them; without the id and timestamp that
	 * Spring would invent.
	 * @param delivery the delivery
	 * @return the headers
	 */
	public static MessageHeaders headers(Delivery delivery) {
		Map<String, Object> headers = DeliveryHeaders.all(delivery);
		Object contentType = headers.get(AmqpHeaders.CONTENT_TYPE);
		if (contentType != null) {
			headers.put(MessageHeaders.CONTENT_TYPE, contentType);
		}
		return new Headers(headers);
	}

	static Message<Object> raw(Delivery delivery) {
		Object body = NaturalBody.of(delivery);
		return of(delivery, (body != null) ? body : new byte[0]);
	}

	@Override
	public T getPayload() {
		return this.payload;
	}

	@Override
	public MessageHeaders getHeaders() {
		return this.headers;
	}

	@Override
	public String toString() {
		// Never the payload: this ends in logs
		return "DeliveryMessage[headers=" + this.headers.keySet() + "]";
	}

	@SuppressWarnings("serial")
	private static final class Headers extends MessageHeaders {

		Headers(Map<String, Object> headers) {
			super(headers, ID_VALUE_NONE, -1L);
		}

	}

}
