package io.github.amqpreceiver.boot.autoconfigure.tracing;

import io.github.amqpreceiver.boot.autoconfigure.AmqpReceiverAutoConfiguration;
import io.github.amqpreceiver.spring.observe.BatchTracingObservationHandler;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.TracingObservationHandler;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;

/**
 * Auto-configures the spans of batches, which have links; messages get theirs from Spring
 * Boot's own handlers.
 *
 * @since 0.1
 */
@AutoConfiguration(after = AmqpReceiverAutoConfiguration.class,
		afterName = "org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration")
@ConditionalOnClass({ Tracer.class, TracingObservationHandler.class })
@ConditionalOnBean(Tracer.class)
public final class AmqpReceiverTracingAutoConfiguration {

	// before Spring Boot's, the first of which that supports an observation gets it
	private static final int ORDER = 500;

	@Bean
	@ConditionalOnMissingBean
	@Order(ORDER)
	BatchTracingObservationHandler amqpReceiverBatchTracingObservationHandler(Tracer tracer) {
		return new BatchTracingObservationHandler(tracer);
	}

}
