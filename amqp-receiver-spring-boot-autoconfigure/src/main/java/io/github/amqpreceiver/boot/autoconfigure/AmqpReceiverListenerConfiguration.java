package io.github.amqpreceiver.boot.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;

import io.github.amqpreceiver.spring.annotation.EnableAmqpReceivers;
import io.github.amqpreceiver.spring.container.AmqpConnectionResolver;
import io.github.amqpreceiver.spring.container.AmqpListenerContainerFactory;
import io.github.amqpreceiver.spring.container.AmqpListenerCustomizer;
import io.github.amqpreceiver.spring.container.AmqpListenerInterceptor;
import io.github.amqpreceiver.spring.container.DefaultAmqpListenerContainerFactory;
import io.github.amqpreceiver.spring.convert.JsonCodec;
import io.github.amqpreceiver.spring.endpoint.ListenerSettings;
import io.github.amqpreceiver.spring.observe.ListenerMetricsFactory;
import io.github.amqpreceiver.spring.observe.ListenerObservation;
import io.github.amqpreceiver.spring.settle.AmqpListenerErrorHandler;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.validation.Validator;

/** The container factory, and what finds and keeps the annotated methods. */
@Configuration(proxyBeanMethods = false)
@EnableAmqpReceivers
class AmqpReceiverListenerConfiguration {

	@Bean(name = AmqpListenerContainerFactory.DEFAULT_BEAN_NAME)
	@ConditionalOnMissingBean(name = AmqpListenerContainerFactory.DEFAULT_BEAN_NAME)
	DefaultAmqpListenerContainerFactory amqpReceiverListenerContainerFactory(
			DefaultAmqpListenerContainerFactory.Builder builder) {
		return builder.build();
	}

	/*
	 * A bean of its own, so that the application makes further factories without
	 * repeating what the properties say.
	 */
	@Bean
	@Scope("prototype")
	@ConditionalOnMissingBean
	DefaultAmqpListenerContainerFactory.Builder amqpReceiverListenerContainerFactoryBuilder(
			AmqpReceiverProperties properties, AmqpConnectionResolver connections,
			ObjectProvider<AmqpListenerCustomizer> customizers, ObjectProvider<AmqpListenerInterceptor> interceptors,
			ObjectProvider<JsonCodec> json, ObjectProvider<Validator> validator,
			ObjectProvider<AmqpListenerErrorHandler> errorHandler, ObjectProvider<ListenerMetricsFactory> metrics,
			ObjectProvider<ListenerObservation> observation) {
		return DefaultAmqpListenerContainerFactory.builder(connections)
			.defaults(ListenerPropertyMapper.map("amqp.receiver.listener", properties.listener()))
			.settings(settingsById(properties))
			.customizers(customizers.orderedStream().toList())
			.interceptors(interceptors.orderedStream().toList())
			.json(json.getIfUnique())
			.validator(validator.getIfUnique())
			.errorHandler(errorHandler.getIfUnique())
			.metrics(metrics.getIfUnique(() -> ListenerMetricsFactory.NONE))
			.observation(observation.getIfUnique(() -> ListenerObservation.NONE));
	}

	private static Map<String, ListenerSettings> settingsById(AmqpReceiverProperties properties) {
		Map<String, ListenerSettings> settings = new LinkedHashMap<>();
		properties.listeners()
			.forEach((id, listener) -> settings.put(id,
					ListenerPropertyMapper.map("amqp.receiver.listeners." + id, listener)));
		return settings;
	}

}
