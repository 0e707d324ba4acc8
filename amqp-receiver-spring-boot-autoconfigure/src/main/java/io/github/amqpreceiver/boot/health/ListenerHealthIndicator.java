package io.github.amqpreceiver.boot.health;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.amqpreceiver.event.ReceiverStatus;
import io.github.amqpreceiver.spring.container.AmqpListenerContainer;
import io.github.amqpreceiver.spring.container.AmqpListenerContainer.Condition;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/** Health of one listener: that of the worst of its receivers. Stateless; never dials. */
final class ListenerHealthIndicator implements HealthIndicator {

	private final AmqpListenerContainer container;

	private final Duration grace;

	private final Clock clock;

	ListenerHealthIndicator(AmqpListenerContainer container, Duration grace, Clock clock) {
		this.container = container;
		this.grace = grace;
		this.clock = clock;
	}

	@Override
	public Health health() {
		Condition condition = this.container.condition();
		Health.Builder health = new Health.Builder().withDetail("connection", this.container.connectionName())
			.withDetail("condition", condition);
		return switch (condition) {
			// what somebody wanted is no reason to restart the application
			case STOPPED_BY_USER -> health.up().build();
			case STOPPED_BY_CONTEXT -> health.outOfService().build();
			case NEVER_STARTED -> neverStarted(health).build();
			case RUNNING, PAUSED -> running(health, this.container.status()).build();
		};
	}

	private Health.Builder neverStarted(Health.Builder health) {
		return this.container.isAutoStartup() ? health.down() : health.up();
	}

	private Health.Builder running(Health.Builder health, List<ReceiverStatus> receivers) {
		Status worst = receivers.isEmpty() ? Status.DOWN : Status.UP;
		Map<String, Object> all = new LinkedHashMap<>();
		for (ReceiverStatus receiver : receivers) {
			ReceiverHealth judged = ReceiverHealth.of(receiver, this.grace, this.clock.instant());
			worst = worse(worst, judged.status());
			if (receivers.size() == 1) {
				health.withDetails(judged.details());
			}
			all.put(receiver.name(), judged.details());
		}
		if (receivers.size() > 1) {
			health.withDetail("receivers", all);
		}
		return health.status(worst);
	}

	private static Status worse(Status one, Status other) {
		if (one.equals(Status.DOWN) || other.equals(Status.DOWN)) {
			return Status.DOWN;
		}
		return one.equals(Status.UP) ? other : one;
	}

}
