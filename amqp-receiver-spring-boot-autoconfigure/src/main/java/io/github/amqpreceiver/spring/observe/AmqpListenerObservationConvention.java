package io.github.amqpreceiver.spring.observe;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * Names the observation of a message and its key values.
 *
 * @since 0.1
 */
public interface AmqpListenerObservationConvention extends ObservationConvention<AmqpListenerObservationContext> {

	@Override
	default boolean supportsContext(Observation.Context context) {
		return context instanceof AmqpListenerObservationContext;
	}

}
