package io.github.amqpreceiver.spring.observe;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * Names the observation of a call with a batch and its key values.
 *
 * @since 0.1
 */
public interface AmqpListenerBatchObservationConvention
		extends ObservationConvention<AmqpListenerBatchObservationContext> {

	@Override
	default boolean supportsContext(Observation.Context context) {
		return context instanceof AmqpListenerBatchObservationContext;
	}

}
