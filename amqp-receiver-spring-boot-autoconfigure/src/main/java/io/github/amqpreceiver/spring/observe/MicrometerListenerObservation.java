package io.github.amqpreceiver.spring.observe;

import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.delivery.Outcome;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Observes each message with Micrometer. Its parent is the trace context that the sender
 * put into the message annotations, or else into the application properties.
 *
 * @since 0.1
 */
public final class MicrometerListenerObservation implements ListenerObservation {

	private static final AmqpListenerObservationConvention DEFAULT = new DefaultAmqpListenerObservationConvention();

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
		if (this.registry.isNoop()) {
			return null;
		}
		AmqpListenerObservationContext context = new AmqpListenerObservationContext(listener, connection, delivery);
		Observation observation = Observation.createNotStarted(this.convention, DEFAULT, () -> context, this.registry);
		return observation.isNoop() ? null : new Observed(observation.start(), context);
	}

	private record Observed(Observation observation, AmqpListenerObservationContext context) implements Running {

		@Override
		public Scope openScope() {
			return this.observation.openScope()::close;
		}

		@Override
		public void stop(@Nullable Outcome outcome, @Nullable Throwable failure) {
			this.context.outcome(outcome);
			if (failure != null) {
				this.observation.error(failure);
			}
			this.observation.stop();
		}

	}

}
