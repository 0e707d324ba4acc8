package io.github.amqpreceiver.boot.metrics;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

import io.github.amqpreceiver.event.ReceiverListener;
import io.github.amqpreceiver.event.ReceiverStatus;
import io.github.amqpreceiver.options.ReceiverOptions;
import io.github.amqpreceiver.spring.container.AmqpListenerContainer;
import io.github.amqpreceiver.spring.container.AmqpListenerRegistry;
import io.github.amqpreceiver.spring.container.AmqpReceiverOptionsCustomizer;
import io.github.amqpreceiver.spring.endpoint.LinkSettings;
import io.github.amqpreceiver.spring.observe.ListenerMetrics;
import io.github.amqpreceiver.spring.observe.ListenerMetricsFactory;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

import org.springframework.core.Ordered;

/**
 * Makes the meters of listeners, and as the last customizer of their receivers counts
 * their events. Thread-safe.
 *
 * @since 0.1
 */
public final class MicrometerListenerMetricsFactory
		implements ListenerMetricsFactory, AmqpReceiverOptionsCustomizer, Ordered {

	private final MeterRegistry meters;

	private final Supplier<AmqpListenerRegistry> listeners;

	private final MeterNames names = new MeterNames();

	private final Map<Key, MicrometerListenerMetrics> metrics = new ConcurrentHashMap<>();

	/**
	 * Creates the factory.
	 * @param meters where the meters go
	 * @param listeners gives the listeners, whose states the gauges read
	 */
	public MicrometerListenerMetricsFactory(MeterRegistry meters, Supplier<AmqpListenerRegistry> listeners) {
		this.meters = meters;
		this.listeners = listeners;
	}

	@Override
	public ListenerMetrics create(String listener, String address, String connection) {
		return this.metrics.computeIfAbsent(new Key(listener, address), (key) -> {
			Tags tags = Tags.of("listener", listener, "address", address, "connection", connection);
			gauge("credit", "Credit on the wire", key, tags, (status) -> status.counters().credit());
			gauge("buffered", "Messages that wait for a handler", key, tags, (status) -> status.counters().buffered());
			gauge("in.flight", "Messages that are being handled", key, tags, (status) -> status.counters().inFlight());
			gauge("unsettled", "Messages without a settlement on the wire", key, tags,
					(status) -> status.counters().unsettled());
			return new MicrometerListenerMetrics(this.meters, this.names, tags);
		});
	}

	@Override
	public void customize(String id, ReceiverOptions.Builder options) {
		ReceiverOptions set = options.build();
		ReceiverListener before = set.listener();
		Key key = new Key(id, String.valueOf(set.source().address()));
		options.listener((event) -> {
			MicrometerListenerMetrics counted = this.metrics.get(key);
			if (counted != null) {
				counted.onEvent(event);
			}
			before.onEvent(event);
		});
	}

	// last, so that it wraps the listener that the application set
	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

	private void gauge(String name, String description, Key key, Tags tags, ToIntFunction<ReceiverStatus> value) {
		Gauge.builder(MeterNames.PREFIX + name, () -> sum(key, value))
			.description(description)
			.tags(tags)
			.register(this.meters);
	}

	private int sum(Key key, ToIntFunction<ReceiverStatus> value) {
		AmqpListenerContainer container = this.listeners.get().container(key.listener());
		if (container == null) {
			return 0;
		}
		return container.status()
			.stream()
			.filter((status) -> key.address().equals(status.address()) || isOnly(container))
			.mapToInt(value)
			.sum();
	}

	// the address of a dynamic source is the peer's, not the one that was asked for
	private static boolean isOnly(AmqpListenerContainer container) {
		List<String> addresses = container.settings().get(LinkSettings.ADDRESSES);
		return addresses == null || addresses.size() == 1;
	}

	/**
	 * What has meters of its own.
	 *
	 * @param listener the listener's id
	 * @param address the address
	 */
	private record Key(String listener, String address) {
	}

}
