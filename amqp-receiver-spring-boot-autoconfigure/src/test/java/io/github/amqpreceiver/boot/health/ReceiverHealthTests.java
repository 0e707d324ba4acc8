package io.github.amqpreceiver.boot.health;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.error.Conditions;
import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.error.LinkDetachedException;
import io.github.amqpreceiver.event.PeerInfo;
import io.github.amqpreceiver.event.ReceiverState;
import io.github.amqpreceiver.event.ReceiverStatus;
import io.github.amqpreceiver.spring.container.AmqpListenerContainer;
import io.github.amqpreceiver.spring.container.AmqpListenerContainer.Condition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

class ReceiverHealthTests {

	private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

	private static final Duration GRACE = Duration.ofSeconds(30);

	@ParameterizedTest
	@CsvSource({ "OPEN, 100, true, false, UP", "RECOVERING, 1, true, true, OUT_OF_SERVICE",
			"OPENING, 1, false, false, DOWN", "OPENING, 1, true, false, UP", "RECOVERING, 30, true, false, UP",
			"RECOVERING, 31, true, false, DOWN", "ERROR, 1, true, false, DOWN", "IDLE, 1, false, false, DOWN",
			"CLOSING, 1, true, false, OUT_OF_SERVICE", "DESTROYED, 1, true, false, DOWN" })
	void stateDecides(ReceiverState state, int secondsAgo, boolean wasOpen, boolean stalled, String expected) {
		ReceiverHealth health = ReceiverHealth
			.of(receiver("a", state, NOW.minusSeconds(secondsAgo), wasOpen, stalled, null), GRACE, NOW);
		assertThat(health.status()).isEqualTo(new Status(expected));
	}

	@ParameterizedTest
	@CsvSource({ "STOPPED_BY_USER, true, UP", "STOPPED_BY_CONTEXT, true, OUT_OF_SERVICE", "NEVER_STARTED, true, DOWN",
			"NEVER_STARTED, false, UP", "RUNNING, true, DOWN" })
	void conditionDecidesWhereThereIsNoReceiver(Condition condition, boolean autoStartup, String expected) {
		AmqpListenerContainer container = container(condition);
		given(container.isAutoStartup()).willReturn(autoStartup);
		assertThat(health(container).getStatus()).isEqualTo(new Status(expected));
	}

	@Test
	void pausedListenerIsUpAndSaysSo() {
		ReceiverStatus open = receiver("a", ReceiverState.OPEN, NOW, true, false, null);
		Health health = health(container(Condition.PAUSED, open));
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails()).containsEntry("condition", Condition.PAUSED);
	}

	@Test
	void worstReceiverDecidesAndAllAreShown() {
		Health health = health(container(Condition.RUNNING, receiver("a", ReceiverState.OPEN, NOW, true, false, null),
				receiver("b", ReceiverState.RECOVERING, NOW, true, true, null)));
		assertThat(health.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
		assertThat((Map<?, ?>) health.getDetails().get("receivers")).hasSize(2);
		health = health(container(Condition.RUNNING, receiver("a", ReceiverState.RECOVERING, NOW, true, true, null),
				receiver("b", ReceiverState.ERROR, NOW, true, false, null)));
		assertThat(health.getStatus()).isEqualTo(Status.DOWN);
	}

	@Test
	void detailsSayWhatHappenedAndSinceWhen() {
		AmqpReceiverException error = new LinkDetachedException("Queue 'a' is gone",
				new ErrorCondition(Conditions.RESOURCE_DELETED, "deleted"), null);
		Health health = health(
				container(Condition.RUNNING, receiver("a", ReceiverState.ERROR, NOW, true, false, error)));
		assertThat(health.getDetails()).containsEntry("state", ReceiverState.ERROR)
			.containsEntry("since", NOW)
			.containsEntry("attempt", 3)
			.containsEntry("lastError", "Queue 'a' is gone")
			.containsEntry("lastErrorCondition", "amqp:resource-deleted")
			.containsEntry("peer", "broker:5672")
			.containsEntry("product", "Broker")
			.containsEntry("version", "1.0");
	}

	private static Health health(AmqpListenerContainer container) {
		return new ListenerHealthIndicator(container, GRACE, Clock.fixed(NOW, ZoneOffset.UTC)).health();
	}

	private static AmqpListenerContainer container(Condition condition, ReceiverStatus... receivers) {
		AmqpListenerContainer container = mock(AmqpListenerContainer.class);
		given(container.id()).willReturn("orders");
		given(container.connectionName()).willReturn("default");
		given(container.condition()).willReturn(condition);
		given(container.status()).willReturn(Arrays.asList(receivers));
		return container;
	}

	private static ReceiverStatus receiver(String name, ReceiverState state, Instant since, boolean wasOpen,
			boolean stalled, AmqpReceiverException error) {
		return new ReceiverStatus(name, "orders", state, since, wasOpen, false, stalled, (error != null) ? 3 : 0, error,
				null, new ReceiverStatus.Counters(10, 0, 0, 0, 0, Duration.ZERO),
				new PeerInfo("c", "Broker", "1.0", Map.of(), List.of(), "broker", 5672));
	}

}
