package io.github.amqpreceiver.spring.convert;

import java.util.ArrayList;
import java.util.List;

import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.message.MessageBody;
import org.jspecify.annotations.Nullable;

/** The body as it is most natural in Java, for methods that take any object. */
final class NaturalBody {

	private NaturalBody() {
	}

	static @Nullable Object of(Delivery delivery) {
		MessageBody body = delivery.message().body();
		if (body instanceof MessageBody.Value value) {
			return AmqpValues.toJava(value.value());
		}
		if (body instanceof MessageBody.Sequence sequence) {
			return AmqpValues.toJava(elements(sequence));
		}
		if (body instanceof MessageBody.Data data) {
			return ContentType.of(delivery).isText() ? delivery.message().bodyText() : data.bytes();
		}
		return null;
	}

	static List<@Nullable Object> elements(MessageBody.Sequence sequence) {
		if (sequence.sections().size() == 1) {
			return sequence.sections().get(0);
		}
		List<@Nullable Object> all = new ArrayList<>();
		sequence.sections().forEach(all::addAll);
		return all;
	}

}
