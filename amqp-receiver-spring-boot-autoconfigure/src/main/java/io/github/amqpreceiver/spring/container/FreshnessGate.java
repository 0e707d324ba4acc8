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

	private final @Nullable Duration maxAge;

	private final @Nullable Duration lockMargin;

	private final @Nullable FailureOutcome expiredOutcome;

	private final int maxDeliveries;

	private final ListenerMetrics metrics;

	private final Clock clock;

	private FreshnessGate(ListenerSettings settings, ListenerMetrics metrics, Clock clock) {
		this.maxAge = settings.get(FailureSettings.MAX_AGE);
		this.lockMargin = settings.get(FailureSettings.LOCK_MARGIN);
		this.expiredOutcome = settings.get(FailureSettings.EXPIRED_OUTCOME);
		Integer limit = settings.get(FailureSettings.MAX_DELIVERIES);
		this.maxDeliveries = (limit != null) ? limit : Integer.MAX_VALUE;
		this.metrics = metrics;
		this.clock = clock;
	}

	/** Null when the settings ask for nothing, so that messages pay for nothing. */
	static @Nullable FreshnessGate of(ListenerSettings settings, ListenerMetrics metrics, Clock clock) {
		boolean asked = settings.has(FailureSettings.MAX_AGE) || settings.has(FailureSettings.LOCK_MARGIN)
				|| settings.has(FailureSettings.EXPIRED_OUTCOME) || settings.has(FailureSettings.MAX_DELIVERIES);
		return asked ? new FreshnessGate(settings, metrics, clock) : null;
	}

	/** The outcome of a message that is not to be handled, or null. */
	@Nullable Outcome check(Delivery delivery) {
		if (this.maxAge != null && System.nanoTime() - delivery.arrivedAtNanos() > this.maxAge.toNanos()) {
			this.metrics.stale("age");
			return Outcome.released();
		}
		ReceivedMessage message = delivery.message();
		if (this.lockMargin != null && lockIsOver(message, this.lockMargin)) {
			this.metrics.stale("lock");
			return Outcome.released();
		}
		if (this.expiredOutcome != null && isExpired(delivery, message)) {
			this.metrics.stale("expired");
			return FailureOutcomes.outcome(this.expiredOutcome, Conditions.PRECONDITION_FAILED,
					new AmqpReceiverException("The message expired before it was handled", null, null));
		}
		if (this.maxDeliveries != Integer.MAX_VALUE) {
			return exhausted(message.header().deliveryCount());
		}
		return null;
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
		// Without a creation time the time to live counts from the arrival: later than
		// right
		Instant sent = (properties.creationTime() != null) ? properties.creationTime()
				: now.minusNanos(System.nanoTime() - delivery.arrivedAtNanos());
		return sent.plus(header.ttl()).isBefore(now);
	}

}
