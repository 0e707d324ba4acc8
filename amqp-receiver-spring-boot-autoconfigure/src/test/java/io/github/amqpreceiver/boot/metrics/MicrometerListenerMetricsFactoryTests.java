package io.github.amqpreceiver.boot.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.error.Conditions;
import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.event.ReceiverEvent;
import io.github.amqpreceiver.event.ReceiverState;
import io.github.amqpreceiver.event.ReceiverStatus;
import io.github.amqpreceiver.options.ConnectionOptions;
import io.github.amqpreceiver.options.ReceiverOptions;
import io.github.amqpreceiver.spring.container.AmqpListenerContainer;
import io.github.amqpreceiver.spring.container.AmqpListenerRegistry;
import io.github.amqpreceiver.spring.endpoint.LinkSettings;
import io.github.amqpreceiver.spring.endpoint.ListenerSettings;
import io.github.amqpreceiver.spring.observe.ListenerMetrics;
import io.github.amqpreceiver.type.Symbol;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

class MicrometerListenerMetricsFactoryTests {

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final AmqpListenerRegistry listeners = mock(AmqpListenerRegistry.class);

	private final MicrometerListenerMetricsFactory factory = new MicrometerListenerMetricsFactory(this.meters,
			() -> this.listeners);

	private final ListenerMetrics metrics = this.factory.create("orders", "queue", "default");

	@Test
	void processingIsTimedByOutcomeAndError() {
		this.metrics.processed(5_000_000, Outcome.Kind.ACCEPTED, null);
		this.metrics.processed(1, Outcome.Kind.MODIFIED, new IllegalStateException("secret"));
		this.metrics.processed(1, null, null);
		assertThat(this.meters.get("amqp.receiver.process")
			.tags("listener", "orders", "address", "queue", "connection", "default", "outcome", "accepted", "error",
					"none")
			.timer()
			.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(5);
		assertThat(this.meters.get("amqp.receiver.process")
			.tags("outcome", "modified", "error", "IllegalStateException")
			.timer()
			.count()).isOne();
		assertThat(this.meters.get("amqp.receiver.process").tags("outcome", "manual").timer().count()).isOne();
	}

	@Test
	void whatTheCoreCountsIsCounted() {
		this.metrics.receiver().received(3, 300);
		this.metrics.receiver().settled(Outcome.Kind.REJECTED, 1_000);
		this.metrics.receiver().dispositionFrames(2);
		this.metrics.receiver().redelivered();
		this.metrics.receiver().oversize();
		this.metrics.receiver().decodeError();
		this.metrics.receiver().staleSettlement();
		this.metrics.receiver().overLimit();
		assertThat(count("received")).isEqualTo(3);
		assertThat(count("bytes")).isEqualTo(300);
		assertThat(this.meters.get("amqp.receiver.deliveries").tags("outcome", "rejected").counter().count()).isOne();
		assertThat(this.meters.get("amqp.receiver.settle.latency").tags("outcome", "rejected").timer().count()).isOne();
		assertThat(count("disposition.frames")).isEqualTo(2);
		assertThat(List.of(count("redelivered"), count("rejected.oversize"), count("decode.errors"),
				count("stale.settlements"), count("over.limit")))
			.containsOnly(1.0);
	}

	@Test
	void gaugesReadTheStateOfTheReceivers() {
		AmqpListenerContainer container = mock(AmqpListenerContainer.class);
		given(this.listeners.container("orders")).willReturn(container);
		given(container.settings())
			.willReturn(ListenerSettings.builder().set(LinkSettings.ADDRESSES, List.of("queue")).build());
		given(container.status()).willReturn(List.of(status(), status()));
		assertThat(this.meters.get("amqp.receiver.credit").gauge().value()).isEqualTo(200);
		assertThat(this.meters.get("amqp.receiver.buffered").gauge().value()).isEqualTo(4);
		assertThat(this.meters.get("amqp.receiver.in.flight").gauge().value()).isEqualTo(6);
		assertThat(this.meters.get("amqp.receiver.unsettled").gauge().value()).isEqualTo(8);
	}

	@Test
	void eventsAreCountedAndPassedOn() {
		List<ReceiverEvent> passed = new ArrayList<>();
		ReceiverOptions.Builder options = ReceiverOptions.builder("queue").listener(passed::add);
		this.factory.customize("orders", options);
		options.build()
			.listener()
			.onEvent(new ReceiverEvent.Detached("c", "l", new ErrorCondition(Conditions.DETACH_FORCED, "text")));
		options.build().listener().onEvent(new ReceiverEvent.Stalled("c", "l", Duration.ofSeconds(60)));
		assertThat(passed).hasSize(2);
		assertThat(this.meters.get("amqp.receiver.detaches")
			.tags("condition", Conditions.DETACH_FORCED.toString())
			.counter()
			.count()).isOne();
		assertThat(count("stalls")).isOne();
	}

	@Test
	void inventedConditionsDoNotMakeMetersWithoutEnd() {
		ReceiverOptions.Builder options = ReceiverOptions.builder("queue");
		this.factory.customize("orders", options);
		for (int i = 0; i < 1_000; i++) {
			options.build()
				.listener()
				.onEvent(new ReceiverEvent.Detached("c", "l", new ErrorCondition(Symbol.valueOf("x:" + i), null)));
		}
		assertThat(this.meters.find("amqp.receiver.detaches").counters()).hasSizeLessThanOrEqualTo(51);
		assertThat(this.meters.get("amqp.receiver.detaches").tags("condition", "other").counter().count())
			.isEqualTo(950);
	}

	@Test
	void connectionCountsFramesAndReconnects() {
		ConnectionOptions.Builder options = ConnectionOptions.builder();
		new ConnectionMetricsCustomizer(this.meters).customize("default", options);
		ConnectionOptions built = options.build();
		built.metrics().received(2, 100);
		built.metrics().sent(1, 10);
		built.listener().onEvent(new ReceiverEvent.Recovered("c", null, 1, Duration.ofSeconds(1)));
		built.listener().onEvent(new ReceiverEvent.Recovered("c", "link", 1, Duration.ofSeconds(1)));
		assertThat(List.of(count("frames.in"), count("frame.bytes.in"), count("frames.out"), count("frame.bytes.out"),
				count("reconnects")))
			.containsExactly(2.0, 100.0, 1.0, 10.0, 1.0);
	}

	private double count(String name) {
		return this.meters.get("amqp.receiver." + name).counter().count();
	}

	private static ReceiverStatus status() {
		return new ReceiverStatus("link", "queue", ReceiverState.OPEN, Instant.EPOCH, true, false, false, 0, null, null,
				new ReceiverStatus.Counters(100, 2, 3, 4, 500, Duration.ZERO), null);
	}

}
