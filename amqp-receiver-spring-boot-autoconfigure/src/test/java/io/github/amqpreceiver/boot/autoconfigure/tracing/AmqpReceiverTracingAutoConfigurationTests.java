package io.github.amqpreceiver.boot.autoconfigure.tracing;

import java.util.List;

import io.github.amqpreceiver.boot.autoconfigure.AmqpReceiverAutoConfiguration;
import io.github.amqpreceiver.spring.observe.AmqpListenerBatchObservationContext;
import io.github.amqpreceiver.spring.observe.BatchTracingObservationHandler;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.transport.ReceiverContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.propagation.Propagator;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.ResolvableType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

class AmqpReceiverTracingAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AmqpReceiverAutoConfiguration.class,
				AmqpReceiverTracingAutoConfiguration.class, MicrometerTracingAutoConfiguration.class));

	@Test
	void batchesAreSpansWhereThereIsATracer() {
		this.contextRunner.run((context) -> assertThat(context).doesNotHaveBean(BatchTracingObservationHandler.class));
		this.contextRunner.withBean(Tracer.class, () -> Tracer.NOOP)
			.run((context) -> assertThat(context).hasSingleBean(BatchTracingObservationHandler.class));
		this.contextRunner.withBean(Tracer.class, () -> Tracer.NOOP)
			.withClassLoader(new FilteredClassLoader("io.micrometer.tracing.handler"))
			.run((context) -> assertThat(context).doesNotHaveBean("amqpReceiverBatchTracingObservationHandler"));
	}

	@Test
	void theFirstHandlerThatSupportsABatchIsOursAndItSupportsNothingElse() {
		this.contextRunner.withBean(Tracer.class, () -> Tracer.NOOP)
			.withBean(Propagator.class, () -> Propagator.NOOP)
			.run((context) -> {
				assertThat(context).hasSingleBean(DefaultTracingObservationHandler.class);
				List<ObservationHandler<?>> handlers = context
					.<ObservationHandler<?>>getBeanProvider(ResolvableType.forClass(ObservationHandler.class))
					.orderedStream()
					.toList();
				assertThat(first(handlers, mock(AmqpListenerBatchObservationContext.class)))
					.isInstanceOf(BatchTracingObservationHandler.class);
				assertThat(first(handlers, new ReceiverContext<>((carrier, key) -> null)))
					.isNotInstanceOf(BatchTracingObservationHandler.class);
				assertThat(first(handlers, new Observation.Context()))
					.isNotInstanceOf(BatchTracingObservationHandler.class);
			});
	}

	private static ObservationHandler<?> first(List<ObservationHandler<?>> handlers, Observation.Context context) {
		return handlers.stream().filter((handler) -> handler.supportsContext(context)).findFirst().orElseThrow();
	}

}
