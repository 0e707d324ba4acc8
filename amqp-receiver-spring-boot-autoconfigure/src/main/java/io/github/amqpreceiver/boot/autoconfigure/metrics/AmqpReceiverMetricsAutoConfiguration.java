package io.github.amqpreceiver.boot.autoconfigure.metrics;

import io.github.amqpreceiver.boot.autoconfigure.AmqpReceiverAutoConfiguration;
import io.github.amqpreceiver.boot.metrics.ConnectionMetricsCustomizer;
import io.github.amqpreceiver.boot.metrics.MicrometerListenerMetricsFactory;
import io.github.amqpreceiver.spring.container.AmqpListenerRegistry;
import io.github.amqpreceiver.spring.observe.ListenerMetricsFactory;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configures the meters of connections and listeners.
 *
 * @since 0.1
 */
@AutoConfiguration(after = AmqpReceiverAutoConfiguration.class, afterName = {
		"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
		"org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration" })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({ MeterRegistry.class, AmqpListenerRegistry.class })
public final class AmqpReceiverMetricsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(ListenerMetricsFactory.class)
	MicrometerListenerMetricsFactory amqpReceiverListenerMetricsFactory(MeterRegistry meters,
			ObjectProvider<AmqpListenerRegistry> listeners) {
		return new MicrometerListenerMetricsFactory(meters, listeners::getObject);
	}

	@Bean
	@ConditionalOnMissingBean
	ConnectionMetricsCustomizer amqpReceiverConnectionMetricsCustomizer(MeterRegistry meters) {
		return new ConnectionMetricsCustomizer(meters);
	}

}
