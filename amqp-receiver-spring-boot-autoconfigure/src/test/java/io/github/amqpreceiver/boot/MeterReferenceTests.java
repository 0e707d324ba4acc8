package io.github.amqpreceiver.boot;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;

import io.github.amqpreceiver.boot.metrics.ConnectionMetricsCustomizer;
import io.github.amqpreceiver.boot.metrics.MicrometerListenerMetricsFactory;
import io.github.amqpreceiver.event.ReceiverEvent;
import io.github.amqpreceiver.options.ConnectionOptions;
import io.github.amqpreceiver.options.ReceiverOptions;
import io.github.amqpreceiver.spring.container.AmqpListenerRegistry;
import io.github.amqpreceiver.spring.observe.ListenerMetrics;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.mockito.Mockito.mock;

/**
 * Holds the meters of {@code docs/reference.md} to those that are made. That a running
 * application has them too is seen by {@link MetricsIT}.
 */
class MeterReferenceTests {

	@Test
	void everyMeterIsListedWithItsUnitAndTags() {
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		AmqpListenerRegistry listeners = mock(AmqpListenerRegistry.class);
		MicrometerListenerMetricsFactory factory = new MicrometerListenerMetricsFactory(registry, () -> listeners);
		ListenerMetrics metrics = factory.create("orders", "orders", "default");
		metrics.stale("age");
		metrics.exhausted();
		metrics.retried();
		ReceiverOptions.Builder options = ReceiverOptions.builder("orders");
		factory.customize("orders", options);
		options.build().listener().onEvent(new ReceiverEvent.Detached("c", "l", null));
		options.build().listener().onEvent(new ReceiverEvent.Stalled("c", "l", Duration.ZERO));
		options.build().listener().onEvent(new ReceiverEvent.Recovered("c", "l", 1, Duration.ZERO));
		new ConnectionMetricsCustomizer(registry).customize("default", ConnectionOptions.builder());
		TreeMap<String, String> sorted = new TreeMap<>();
		for (Meter meter : registry.getMeters()) {
			Meter.Id id = meter.getId();
			sorted.put(id.getName(), ReferencePage.row(ReferencePage.code(id.getName()), type(id), unit(id), tags(id),
					id.getDescription() + "."));
		}
		List<String> rows = ReferencePage.header("meter", "type", "unit", "tags", "what it measures");
		rows.addAll(sorted.values());
		ReferencePage.check("meters", rows);
	}

	static String type(Meter.Id id) {
		return id.getType().name().toLowerCase(Locale.ROOT);
	}

	static String unit(Meter.Id id) {
		return Objects.requireNonNullElse(id.getBaseUnit(), "");
	}

	static String tags(Meter.Id id) {
		return String.join(", ", id.getTags().stream().map(Tag::getKey).toList());
	}

}
