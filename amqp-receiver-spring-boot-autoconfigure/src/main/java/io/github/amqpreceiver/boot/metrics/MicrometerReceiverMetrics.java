package io.github.amqpreceiver.boot.metrics;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.event.ReceiverMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;

/** What the core counts for a receiver, as meters that are all there from the start. */
final class MicrometerReceiverMetrics implements ReceiverMetrics {

	private final Map<Outcome.Kind, Timer> latencies = new EnumMap<>(Outcome.Kind.class);

	private final Map<Outcome.Kind, Counter> deliveries = new EnumMap<>(Outcome.Kind.class);

	private final Counter received;

	private final Counter bytes;

	private final Counter dispositionFrames;

	private final Counter redelivered;

	private final Counter oversize;

	private final Counter decodeErrors;

	private final Counter staleSettlements;

	private final Counter overLimit;

	MicrometerReceiverMetrics(MeterRegistry registry, Tags tags) {
		for (Outcome.Kind kind : Outcome.Kind.values()) {
			Tags tagged = tags.and("outcome", MeterNames.outcome(kind));
			this.latencies.put(kind,
					Timer.builder(MeterNames.PREFIX + "settle.latency")
						.description("Time from the arrival of a message to its written disposition")
						.tags(tagged)
						.register(registry));
			this.deliveries.put(kind, counter(registry, "deliveries", "Messages that were settled", tagged));
		}
		this.received = counter(registry, "received", "Messages that arrived", tags);
		this.bytes = Counter.builder(MeterNames.PREFIX + "bytes")
			.description("Encoded size of the messages that arrived")
			.baseUnit("bytes")
			.tags(tags)
			.register(registry);
		this.dispositionFrames = counter(registry, "disposition.frames", "Disposition frames that were written", tags);
		this.redelivered = counter(registry, "redelivered", "Messages that were delivered before", tags);
		this.oversize = counter(registry, "rejected.oversize", "Messages rejected because of their size", tags);
		this.decodeErrors = counter(registry, "decode.errors", "Messages rejected as undecodable", tags);
		this.staleSettlements = counter(registry, "stale.settlements", "Settlements of links that were gone", tags);
		this.overLimit = counter(registry, "over.limit", "Messages given back at the in-flight limit", tags);
	}

	private static Counter counter(MeterRegistry registry, String name, String description, Tags tags) {
		return Counter.builder(MeterNames.PREFIX + name).description(description).tags(tags).register(registry);
	}

	@Override
	public void received(int messages, long size) {
		this.received.increment(messages);
		this.bytes.increment((double) size);
	}

	@Override
	public void settled(Outcome.Kind kind, long nanos) {
		Objects.requireNonNull(this.latencies.get(kind)).record(nanos, TimeUnit.NANOSECONDS);
		Objects.requireNonNull(this.deliveries.get(kind)).increment();
	}

	@Override
	public void dispositionFrames(int frames) {
		this.dispositionFrames.increment(frames);
	}

	@Override
	public void redelivered() {
		this.redelivered.increment();
	}

	@Override
	public void oversize() {
		this.oversize.increment();
	}

	@Override
	public void decodeError() {
		this.decodeErrors.increment();
	}

	@Override
	public void staleSettlement() {
		this.staleSettlements.increment();
	}

	@Override
	public void overLimit() {
		this.overLimit.increment();
	}

}
