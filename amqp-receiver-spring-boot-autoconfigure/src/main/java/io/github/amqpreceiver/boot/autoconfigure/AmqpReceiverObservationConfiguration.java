package io.github.amqpreceiver.boot.autoconfigure;

import io.github.amqpreceiver.spring.observe.AmqpListenerBatchObservationConvention;
import io.github.amqpreceiver.spring.observe.AmqpListenerObservationConvention;
import io.github.amqpreceiver.spring.observe.ListenerObservation;
import io.github.amqpreceiver.spring.observe.MicrometerListenerObservation;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Observes messages and batches where Micrometer's observation is there. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(ObservationRegistry.class)
class AmqpReceiverObservationConfiguration {

	@Bean
	@ConditionalOnMissingBean(ListenerObservation.class)
	@ConditionalOnSingleCandidate(ObservationRegistry.class)
	MicrometerListenerObservation amqpReceiverListenerObservation(ObservationRegistry registry,
			ObjectProvider<AmqpListenerObservationConvention> convention,
			ObjectProvider<AmqpListenerBatchObservationConvention> batchConvention) {
		return new MicrometerListenerObservation(registry, convention.getIfUnique(), batchConvention.getIfUnique());
	}

}
