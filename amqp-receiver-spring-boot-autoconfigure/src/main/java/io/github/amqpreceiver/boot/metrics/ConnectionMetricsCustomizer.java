package io.github.amqpreceiver.boot.metrics;

import io.github.amqpreceiver.boot.autoconfigure.AmqpReceiverConnectionOptionsCustomizer;
import io.github.amqpreceiver.event.ReceiverListener;
import io.github.amqpreceiver.options.ConnectionOptions;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.core.Ordered;

/**
 * Gives each connection its meters; comes last and wraps what the application set.
 *
 * @since 0.1
 */
public final class ConnectionMetricsCustomizer implements AmqpReceiverConnectionOptionsCustomizer, Ordered {

	private final MeterRegistry registry;

	/**
	 * Creates the customizer.
	 * @param registry where the meters go
	 */
	public ConnectionMetricsCustomizer(MeterRegistry registry) {
		this.registry = registry;
	}

	@Override
	public void customize(String connection, ConnectionOptions.Builder options) {
		MicrometerConnectionMetrics metrics = new MicrometerConnectionMetrics(this.registry, connection);
		ReceiverListener before = options.build().listener();
		options.metrics(metrics);
		options.listener((event) -> {
			metrics.onEvent(event);
			before.onEvent(event);
		});
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
