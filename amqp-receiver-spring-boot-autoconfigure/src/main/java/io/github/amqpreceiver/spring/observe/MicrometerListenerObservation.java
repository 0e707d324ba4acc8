package io.github.amqpreceiver.spring.observe;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.delivery.Outcome;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Observes each message and each call with a batch with Micrometer. The parent of a
 * message is the trace context that the sender put into the message annotations, or else
 * into the application properties; a batch, whose messages come from many traces, has
 * none. Where observing fails, the message is handled without.
 *
 * @since 0.1
 */
public final class MicrometerListenerObservation implements ListenerObservation {

	private static final AmqpListenerObservationConvention DEFAULT = new DefaultAmqpListenerObservationConvention();

	private static final AmqpListenerBatchObservationConvention BATCH_DEFAULT = new DefaultAmqpListenerBatchObservationConvention();

	private final ObservationRegistry registry;

	private final @Nullable AmqpListenerObservationConvention convention;

	private final @Nullable AmqpListenerBatchObservationConvention batchConvention;

	private final ObservationFailures failures = new ObservationFailures();

	/**
	 * Creates the observation, with the default convention for batches.
	 * @param registry where observations go
	 * @param convention names those of messages, or null for the default one
	 */
	public MicrometerListenerObservation(ObservationRegistry registry,
			@Nullable AmqpListenerObservationConvention convention) {
		this(registry, convention, null);
	}

	/**
	 * Creates the observation.
	 * @param registry where observations go
	 * @param convention names those of messages, or null for the default one
	 * @param batchConvention names those of batches, or null for the default one
	 */
	public MicrometerListenerObservation(ObservationRegistry registry,
			@Nullable AmqpListenerObservationConvention convention,
			@Nullable AmqpListenerBatchObservationConvention batchConvention) {
		this.registry = registry;
		this.convention = convention;
		this.batchConvention = batchConvention;
	}

	@Override
	public @Nullable Running start(String listener, String connection, Delivery delivery) {
		if (this.registry.isNoop()) {
			return null;
		}
		AmqpListenerObservationContext context = new AmqpListenerObservationContext(listener, connection, delivery);
		return started(() -> Observation.createNotStarted(this.convention, DEFAULT, () -> context, this.registry));
	}

	@Override
	public @Nullable Running startBatch(String listener, String connection, List<Delivery> deliveries,
			List<Running> messages) {
		if (this.registry.isNoop()) {
			return null;
		}
		List<Observation.ContextView> observed = new ArrayList<>(messages.size());
		for (Running message : messages) {
			if (message instanceof Observed one) {
				observed.add(one.observation().getContextView());
			}
		}
		AmqpListenerBatchObservationContext context = new AmqpListenerBatchObservationContext(listener, connection,
				deliveries, observed);
		return started(
				() -> Observation.createNotStarted(this.batchConvention, BATCH_DEFAULT, () -> context, this.registry));
	}

	private @Nullable Running started(Supplier<Observation> made) {
		try {
			Observation observation = made.get();
			return observation.isNoop() ? null : new Observed(observation.start(), this.failures);
		}
		catch (RuntimeException ex) {
			this.failures.tell(ex);
			return null;
		}
	}

	@Override
	public @Nullable Running current() {
		Observation current = this.registry.getCurrentObservation();
		return (current != null && isOurs(current.getContext())) ? new Observed(current, this.failures) : null;
	}

	private static boolean isOurs(Observation.Context context) {
		return context instanceof AmqpListenerObservationContext
				|| context instanceof AmqpListenerBatchObservationContext;
	}

	private record Observed(Observation observation, ObservationFailures failures) implements Running {

		@Override
		public Scope openScope() {
			try {
				Observation.Scope scope = this.observation.openScope();
				return () -> safely(scope::close);
			}
			catch (RuntimeException ex) {
				this.failures.tell(ex);
				return () -> {
				};
			}
		}

		@Override
		public void stop(@Nullable Outcome outcome, @Nullable Throwable failure) {
			safely(() -> {
				if (this.observation.getContext() instanceof AmqpListenerObservationContext message) {
					message.outcome(outcome);
				}
				if (failure != null) {
					this.observation.error(failure);
				}
				this.observation.stop();
			});
		}

		private void safely(Runnable observe) {
			try {
				observe.run();
			}
			catch (RuntimeException ex) {
				this.failures.tell(ex);
			}
		}

	}

}
