package io.github.amqpreceiver.spring.observe;

import java.util.Locale;

import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.message.MessageProperties;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import org.jspecify.annotations.Nullable;

/**
 * The names of OpenTelemetry's conventions for messaging, operation {@code process}, and
 * the tags of the metrics: {@code listener}, {@code connection}, {@code outcome}. Not
 * named as the timer {@code amqp.receiver.process}, which counts without observations
 * too.
 *
 * @since 0.1
 */
public class DefaultAmqpListenerObservationConvention implements AmqpListenerObservationConvention {

	/** The name of the observation. */
	public static final String NAME = "amqp.receiver.listener";

	static final KeyValues CONSTANT = KeyValues.of("messaging.system", "amqp", "messaging.operation.name", "process",
			"messaging.operation.type", "process");

	@Override
	public String getName() {
		return NAME;
	}

	@Override
	public String getContextualName(AmqpListenerObservationContext context) {
		return "process " + context.address();
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(AmqpListenerObservationContext context) {
		Outcome outcome = context.outcome();
		return CONSTANT.and("messaging.destination.name", context.address(), "listener", context.listener(),
				"connection", context.connection(), "outcome",
				(outcome != null) ? outcome.kind().name().toLowerCase(Locale.ROOT) : "none");
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(AmqpListenerObservationContext context) {
		Delivery delivery = context.getCarrier();
		if (delivery == null) {
			return KeyValues.empty();
		}
		try {
			MessageProperties properties = delivery.message().properties();
			return KeyValues.of("messaging.message.body.size", String.valueOf(delivery.message().size()))
				.and(present("messaging.message.id", properties.messageId()))
				.and(present("messaging.message.conversation_id", properties.correlationId()));
		}
		catch (RuntimeException ex) {
			// A broken section is told where the method wants it, not here
			return KeyValues.empty();
		}
	}

	private static KeyValues present(String key, @Nullable Object value) {
		return (value == null || value instanceof byte[]) ? KeyValues.empty()
				: KeyValues.of(KeyValue.of(key, value.toString()));
	}

}
