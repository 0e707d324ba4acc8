package io.github.amqpreceiver.spring.container;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.error.Conditions;
import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.message.MessageHeader;
import io.github.amqpreceiver.message.MessageProperties;
import io.github.amqpreceiver.message.ReceivedMessage;
import io.github.amqpreceiver.spring.endpoint.FailureSettings;
import io.github.amqpreceiver.spring.endpoint.ListenerSetting;
import io.github.amqpreceiver.spring.endpoint.ListenerSettings;
import io.github.amqpreceiver.spring.observe.ListenerMetrics;
import io.github.amqpreceiver.spring.settle.FailureOutcome;
import io.github.amqpreceiver.spring.settle.FailureOutcomes;
import io.github.amqpreceiver.type.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * Gives messages back without a call that are no longer fresh, or were tried too often.
 * Looks only at what the settings ask for. Immutable.
 */
final class FreshnessGate {

	private static final Symbol LOCKED_UNTIL = Symbol.valueOf("x-opt-locked-until");

	private final @Nullable Limit age;

	private final @Nullable Limit lock;

	private final @Nullable FailureOutcome expired;

	private final int maxDeliveries;

	private final ListenerMetrics metrics;

	private final Clock clock;

	private FreshnessGate(ListenerSettings settings, ListenerMetrics metrics, Clock clock) {
		Duration maxAge = settings.get(FailureSettings.MAX_AGE);
		this.age = Limit.of(maxAge, FailureSettings.MAX_AGE_OUTCOME, settings);
		Duration margin = settings.get(FailureSettings.LOCK_MARGIN);
		boolean locks = margin != null || settings.has(FailureSettings.LOCK_OUTCOME);
		this.lock = Limit.of((margin == null && locks) ? Duration.ZERO : margin, FailureSettings.LOCK_OUTCOME,
				settings);
		this.expired = settings.get(FailureSettings.EXPIRED_OUTCOME);
		Integer limit = settings.get(FailureSettings.MAX_DELIVERIES);
		this.maxDeliveries = (limit != null) ? limit : Integer.MAX_VALUE;
		this.metrics = metrics;
		this.clock = clock;
	}

	/** Null when the settings ask for nothing, so that messages pay for nothing. */
	static @Nullable FreshnessGate of(ListenerSettings settings, ListenerMetrics metrics, Clock clock) {
		FreshnessGate gate = new FreshnessGate(settings, metrics, clock);
		boolean asked = gate.age != null || gate.lock != null || gate.expired != null
				|| gate.maxDeliveries != Integer.MAX_VALUE;
		return asked ? gate : null;
	}

	/** The outcome of a message that is not to be handled, or null. */
	@Nullable Outcome check(Delivery delivery) {
		if (this.age != null && System.nanoTime() - delivery.arrivedAtNanos() > this.age.length().toNanos()) {
			return stale("age", this.age.outcome(),
					"The message waited here for longer than max-age, " + this.age.length());
		}
		if (this.lock == null && this.expired == null && this.maxDeliveries == Integer.MAX_VALUE) {
			return null;
		}
		ReceivedMessage message = delivery.message();
		if (this.lock != null && lockIsOver(message, this.lock.length())) {
			return stale("lock", this.lock.outcome(), "The message's lock ended before it was handled");
		}
		if (this.expired != null && isExpired(delivery, message)) {
			return stale("expired", this.expired, "The message expired before it was handled");
		}
		return (this.maxDeliveries != Integer.MAX_VALUE) ? exhausted(message.header().deliveryCount()) : null;
	}

	private Outcome stale(String reason, FailureOutcome outcome, String sentence) {
		this.metrics.stale(reason);
		return FailureOutcomes.outcome(outcome, Conditions.PRECONDITION_FAILED,
				new AmqpReceiverException(sentence, null, null));
	}

	private @Nullable Outcome exhausted(long failedDeliveries) {
		if (failedDeliveries < this.maxDeliveries) {
			return null;
		}
		this.metrics.exhausted();
		return Outcome.rejected(new ErrorCondition(Conditions.RESOURCE_LIMIT_EXCEEDED,
				"Delivery failed %d times, max-deliveries is %d".formatted(failedDeliveries, this.maxDeliveries)));
	}

	private boolean lockIsOver(ReceivedMessage message, Duration margin) {
		Object until = message.messageAnnotations().get(LOCKED_UNTIL);
		Instant end = (until instanceof Instant instant) ? instant
				: (until instanceof Date date) ? date.toInstant() : null;
		return end != null && end.minus(margin).isBefore(this.clock.instant());
	}

	private boolean isExpired(Delivery delivery, ReceivedMessage message) {
		MessageProperties properties = message.properties();
		Instant now = this.clock.instant();
		if (properties.absoluteExpiryTime() != null && properties.absoluteExpiryTime().isBefore(now)) {
			return true;
		}
		MessageHeader header = message.header();
		if (header.ttl() == null) {
			return false;
		}
		// Without a creation time it counts from the arrival: too late, if anything.
		Instant sent = (properties.creationTime() != null) ? properties.creationTime()
				: now.minusNanos(System.nanoTime() - delivery.arrivedAtNanos());
		return sent.plus(header.ttl()).isBefore(now);
	}

	/** A length of time, and the outcome of a message that is beyond it. */
	private record Limit(Duration length, FailureOutcome outcome) {

		static @Nullable Limit of(@Nullable Duration length, ListenerSetting<FailureOutcome> outcome,
				ListenerSettings settings) {
			return (length != null) ? new Limit(length, settings.value(outcome)) : null;
		}

	}

}
