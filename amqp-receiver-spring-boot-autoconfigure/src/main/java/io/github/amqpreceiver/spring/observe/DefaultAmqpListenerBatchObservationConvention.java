package io.github.amqpreceiver.spring.observe;

import io.micrometer.common.KeyValues;

/**
 * The names of OpenTelemetry's conventions for messaging, operation {@code process}, and
 * the tags of the metrics: {@code listener} and {@code connection}. Each message has an
 * outcome of its own, so that the batch has none.
 *
 * @since 0.1
 */
public class DefaultAmqpListenerBatchObservationConvention implements AmqpListenerBatchObservationConvention {

	/** The name of the observation. */
	public static final String NAME = "amqp.receiver.batch";

	@Override
	public String getName() {
		return NAME;
	}

	@Override
	public String getContextualName(AmqpListenerBatchObservationContext context) {
		return "process " + context.address();
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(AmqpListenerBatchObservationContext context) {
		return DefaultAmqpListenerObservationConvention.CONSTANT.and("messaging.destination.name", context.address(),
				"listener", context.listener(), "connection", context.connection());
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(AmqpListenerBatchObservationContext context) {
		return KeyValues.of("messaging.batch.message_count", String.valueOf(context.deliveries().size()));
	}

}
