package io.github.amqpreceiver.boot.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.event.ReceiverEvent;
import io.github.amqpreceiver.event.ReceiverMetrics;
import io.github.amqpreceiver.spring.observe.ListenerMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

/** Meters of one address of a listener. Thread-safe; meters are looked up once. */
final class MicrometerListenerMetrics implements ListenerMetrics {

	private final MeterRegistry registry;

	private final MeterNames names;

	private final Tags tags;

	private final Map<String, Timer> processed = new ConcurrentHashMap<>();

	private final Map<String, Counter> counters = new ConcurrentHashMap<>();

	private final MicrometerReceiverMetrics receiver;

	MicrometerListenerMetrics(MeterRegistry registry, MeterNames names, Tags tags) {
		this.registry = registry;
		this.names = names;
		this.tags = tags;
		this.receiver = new MicrometerReceiverMetrics(registry, tags);
		// there from the start, so that a dashboard finds it before the first message
		timer(MeterNames.outcome(Outcome.Kind.ACCEPTED), "none");
		stalls();
		recoveries();
		exhaustions();
		retries();
	}

	@Override
	public void processed(long nanos, Outcome.@Nullable Kind outcome, @Nullable Throwable failure) {
		timer(MeterNames.outcome(outcome), this.names.error(failure)).record(nanos, TimeUnit.NANOSECONDS);
	}

	@Override
	public void stale(String reason) {
		counter("stale.messages", "reason", reason, "Messages given back without a call").increment();
	}

	@Override
	public void exhausted() {
		exhaustions().increment();
	}

	@Override
	public void retried() {
		retries().increment();
	}

	@Override
	public ReceiverMetrics receiver() {
		return this.receiver;
	}

	void onEvent(ReceiverEvent event) {
		if (event instanceof ReceiverEvent.Detached detached) {
			ErrorCondition condition = detached.condition();
			counter("detaches", "condition", this.names.condition((condition != null) ? condition.condition() : null),
					"Links that the peer detached")
				.increment();
		}
		else if (event instanceof ReceiverEvent.Stalled) {
			stalls().increment();
		}
		else if (event instanceof ReceiverEvent.Recovered) {
			recoveries().increment();
		}
	}

	private Counter stalls() {
		return counter("stalls", "", "", "Silent links that were probed");
	}

	private Counter recoveries() {
		return counter("recoveries", "", "", "Links that were attached again");
	}

	private Counter exhaustions() {
		return counter("exhausted", "", "", "Messages rejected because they were tried too often");
	}

	private Counter retries() {
		return counter("retries", "", "", "Calls that were repeated");
	}

	private Timer timer(String outcome, String error) {
		return this.processed.computeIfAbsent(outcome + '/' + error,
				(key) -> Timer.builder(MeterNames.PREFIX + "process")
					.description("Time from the call of the method to its outcome")
					.tags(this.tags)
					.tag("outcome", outcome)
					.tag("error", error)
					.register(this.registry));
	}

	private Counter counter(String name, String tag, String value, String description) {
		return this.counters.computeIfAbsent(name + '/' + value,
				(key) -> Counter.builder(MeterNames.PREFIX + name)
					.description(description)
					.tags(tag.isEmpty() ? this.tags : this.tags.and(tag, value))
					.register(this.registry));
	}

}
