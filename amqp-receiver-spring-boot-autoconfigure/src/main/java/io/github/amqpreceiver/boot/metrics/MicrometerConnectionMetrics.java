package io.github.amqpreceiver.boot.metrics;

import io.github.amqpreceiver.event.ConnectionMetrics;
import io.github.amqpreceiver.event.ReceiverEvent;
import io.github.amqpreceiver.event.ReceiverListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Meters of one connection. */
final class MicrometerConnectionMetrics implements ConnectionMetrics, ReceiverListener {

	private final Counter framesIn;

	private final Counter framesOut;

	private final Counter bytesIn;

	private final Counter bytesOut;

	private final Counter reconnects;

	MicrometerConnectionMetrics(MeterRegistry registry, String connection) {
		this.framesIn = counter(registry, "frames.in", "Frames that were read", connection);
		this.framesOut = counter(registry, "frames.out", "Frames that were written", connection);
		this.bytesIn = counter(registry, "frame.bytes.in", "Bytes of the frames that were read", connection);
		this.bytesOut = counter(registry, "frame.bytes.out", "Bytes of the frames that were written", connection);
		this.reconnects = counter(registry, "reconnects", "Lost connections that were opened again", connection);
	}

	private static Counter counter(MeterRegistry registry, String name, String description, String connection) {
		return Counter.builder(MeterNames.PREFIX + name)
			.description(description)
			.tag("connection", connection)
			.register(registry);
	}

	@Override
	public void received(int frames, long bytes) {
		this.framesIn.increment(frames);
		this.bytesIn.increment((double) bytes);
	}

	@Override
	public void sent(int frames, long bytes) {
		this.framesOut.increment(frames);
		this.bytesOut.increment((double) bytes);
	}

	@Override
	public void onEvent(ReceiverEvent event) {
		if (event instanceof ReceiverEvent.Recovered && event.link() == null) {
			this.reconnects.increment();
		}
	}

}
