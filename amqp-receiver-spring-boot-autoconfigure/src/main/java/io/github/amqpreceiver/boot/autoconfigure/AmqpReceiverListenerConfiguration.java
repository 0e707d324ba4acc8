package io.github.amqpreceiver.boot.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;

import io.github.amqpreceiver.options.Limits;
import io.github.amqpreceiver.spring.annotation.EnableAmqpReceivers;
import io.github.amqpreceiver.spring.container.AmqpBatchInterceptor;
import io.github.amqpreceiver.spring.container.AmqpConnectionResolver;
import io.github.amqpreceiver.spring.container.AmqpListenerContainerFactory;
import io.github.amqpreceiver.spring.container.AmqpListenerInterceptor;
import io.github.amqpreceiver.spring.container.AmqpReceiverOptionsCustomizer;
import io.github.amqpreceiver.spring.container.AmqpSessionPolicy;
import io.github.amqpreceiver.spring.container.DefaultAmqpListenerContainerFactory;
import io.github.amqpreceiver.spring.convert.JsonCodec;
import io.github.amqpreceiver.spring.endpoint.ListenerSettings;
import io.github.amqpreceiver.spring.observe.ListenerMetricsFactory;
import io.github.amqpreceiver.spring.observe.ListenerObservation;
import io.github.amqpreceiver.spring.settle.AmqpListenerErrorHandler;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.thread.Threading;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.core.env.Environment;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.Validator;

/** The container factory, and what finds and keeps the annotated methods. */
@Configuration(proxyBeanMethods = false)
@EnableAmqpReceivers
class AmqpReceiverListenerConfiguration {

	@Bean
	@ConditionalOnMissingBean
	AmqpSessionPolicy amqpReceiverSessionPolicy() {
		return AmqpSessionPolicy.DEFAULT;
	}

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
			AmqpReceiverProperties properties, AmqpConnectionResolver connections, AmqpSessionPolicy sessionPolicy,
			ObjectProvider<AmqpReceiverOptionsCustomizer> customizers,
			ObjectProvider<AmqpListenerInterceptor> interceptors,
			ObjectProvider<AmqpBatchInterceptor> batchInterceptors, ObjectProvider<JsonCodec> json,
			ObjectProvider<Validator> validator, ObjectProvider<MessageConverter> messageConverter,
			ObjectProvider<HandlerMethodArgumentResolver> argumentResolvers,
			ObjectProvider<AmqpListenerErrorHandler> errorHandler, ObjectProvider<ListenerMetricsFactory> metrics,
			ObjectProvider<ListenerObservation> observation, Environment environment) {
		return DefaultAmqpListenerContainerFactory.builder(connections)
			.defaults(settings("amqp.receiver.listener", properties.listener(), properties))
			.settings(settingsById(properties))
			.sessionPolicy(sessionPolicy)
			.customizers(customizers.orderedStream().toList())
			.interceptors(interceptors.orderedStream().toList())
			.batchInterceptors(batchInterceptors.orderedStream().toList())
			.json(json.getIfUnique())
			.validator(validator.getIfUnique())
			.messageConverter(messageConverter.getIfUnique())
			.argumentResolvers(argumentResolvers.orderedStream().toList())
			.callExecutor(Threading.VIRTUAL.isActive(environment) ? virtualThreads() : null)
			.errorHandler(errorHandler.getIfUnique())
			.metrics(metrics.getIfUnique(() -> ListenerMetricsFactory.NONE))
			.observation(observation.getIfUnique(() -> ListenerObservation.NONE));
	}

	@Bean
	static EagerListeners amqpReceiverEagerListeners() {
		return new EagerListeners();
	}

	private static Executor virtualThreads() {
		SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor("amqp-receiver-call-");
		executor.setVirtualThreads(true);
		return executor;
	}

	private static Map<String, ListenerSettings> settingsById(AmqpReceiverProperties properties) {
		Map<String, ListenerSettings> settings = new LinkedHashMap<>();
		properties.listeners()
			.forEach((id, listener) -> settings.put(id,
					settings("amqp.receiver.listeners." + id, listener, properties)));
		return settings;
	}

	private static ListenerSettings settings(String prefix, ListenerProperties listener,
			AmqpReceiverProperties properties) {
		if (listener == properties.listener() && listener.addresses() != null) {
			throw new InvalidAmqpReceiverPropertyException(prefix + ".addresses", listener.addresses().toString(),
					"Each listener receives from addresses of its own.",
					"Set addresses of the annotation, or amqp.receiver.listeners.<id>.addresses.");
		}
		DataSize limit = properties.limits().inFlightSize();
		DataSize size = listener.maxMessageSize();
		long held = (limit != null) ? limit.toBytes() : Limits.DEFAULT.inFlightBytes();
		// such a message could never come; several large ones may wait for each other
		if (size != null && size.toBytes() > held && properties.connections().isEmpty()) {
			throw new InvalidAmqpReceiverPropertyException(prefix + ".max-message-size", size.toString(),
					"It is more than a connection holds, amqp.receiver.limits.in-flight-size, which is "
							+ DataSize.ofBytes(held) + ".",
					"Raise the one or lower the other.");
		}
		return ListenerPropertyMapper.map(prefix, listener);
	}

}
