package io.github.amqpreceiver.spring.container;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;

import io.github.amqpreceiver.spring.convert.JsonCodec;
import io.github.amqpreceiver.spring.endpoint.AmqpListenerEndpoint;
import io.github.amqpreceiver.spring.endpoint.ListenerSettings;
import io.github.amqpreceiver.spring.observe.ListenerMetricsFactory;
import io.github.amqpreceiver.spring.observe.ListenerObservation;
import io.github.amqpreceiver.spring.settle.AmqpListenerErrorHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ApplicationEventPublisherAware;
import org.springframework.core.convert.ConversionService;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.validation.Validator;

/**
 * The container factory. Lays the settings over each other, in this order: the defaults
 * of {@link io.github.amqpreceiver.options.ReceiverOptions}, the defaults of all
 * listeners, the annotation or registration, the settings by id, the customizers.
 * Immutable once the bean factory has set what it gives.
 *
 * @since 0.1
 */
public class DefaultAmqpListenerContainerFactory
		implements AmqpListenerContainerFactory, BeanFactoryAware, ApplicationEventPublisherAware {

	private final Builder parts;

	private @Nullable BeanFactory beanFactory;

	private ApplicationEventPublisher events = (event) -> {
	};

	/**
	 * Creates the factory.
	 * @param parts what it is made of
	 */
	public DefaultAmqpListenerContainerFactory(Builder parts) {
		this.parts = parts;
	}

	/**
	 * Starts with the connections and nothing else.
	 * @param connections finds the connections
	 * @return a builder
	 */
	public static Builder builder(AmqpConnectionResolver connections) {
		return new Builder(connections);
	}

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	@Override
	public void setApplicationEventPublisher(ApplicationEventPublisher events) {
		this.events = events;
	}

	@Override
	public AmqpListenerContainer createContainer(AmqpListenerEndpoint endpoint) {
		ListenerSettings byId = this.parts.settingsById.getOrDefault(endpoint.id(), ListenerSettings.NONE);
		ListenerSettings own = endpoint.settings().overlay(byId);
		ListenerSettings settings = this.parts.defaults.overlay(own);
		DependentSettings.check(endpoint.description(), own, settings);
		return new ContainerAssembly(this.parts, this.beanFactory, this.events, endpoint, settings).assemble();
	}

	/** Collects what a factory is made of; not thread-safe. */
	public static final class Builder {

		final AmqpConnectionResolver connections;

		ListenerSettings defaults = ListenerSettings.NONE;

		Map<String, ListenerSettings> settingsById = Map.of();

		AmqpSessionPolicy sessionPolicy = AmqpSessionPolicy.DEFAULT;

		List<AmqpReceiverOptionsCustomizer> customizers = List.of();

		List<AmqpListenerInterceptor> interceptors = List.of();

		List<AmqpBatchInterceptor> batchInterceptors = List.of();

		List<HandlerMethodArgumentResolver> argumentResolvers = List.of();

		@Nullable MessageConverter messageConverter;

		@Nullable JsonCodec json;

		@Nullable ConversionService conversionService;

		@Nullable Validator validator;

		@Nullable Executor executor;

		@Nullable Executor callExecutor;

		@Nullable AmqpListenerErrorHandler errorHandler;

		ListenerMetricsFactory metrics = ListenerMetricsFactory.NONE;

		ListenerObservation observation = ListenerObservation.NONE;

		private Builder(AmqpConnectionResolver connections) {
			this.connections = Objects.requireNonNull(connections, "connections");
		}

		/**
		 * Sets what all listeners have in common.
		 * @param defaults the lowest layer of settings; none by default
		 * @return this
		 */
		public Builder defaults(ListenerSettings defaults) {
			this.defaults = defaults;
			return this;
		}

		/**
		 * Sets the settings of single listeners, which go before their annotations.
		 * @param settingsById settings by listener id; none by default
		 * @return this
		 */
		public Builder settings(Map<String, ListenerSettings> settingsById) {
			this.settingsById = Map.copyOf(settingsById);
			return this;
		}

		/**
		 * Sets what the sessions of listeners are like.
		 * @param sessionPolicy the policy; {@link AmqpSessionPolicy#DEFAULT} by default
		 * @return this
		 */
		public Builder sessionPolicy(AmqpSessionPolicy sessionPolicy) {
			this.sessionPolicy = sessionPolicy;
			return this;
		}

		/**
		 * Sets who has the last word on the options.
		 * @param customizers called in this order; none by default
		 * @return this
		 */
		public Builder customizers(List<AmqpReceiverOptionsCustomizer> customizers) {
			this.customizers = List.copyOf(customizers);
			return this;
		}

		/**
		 * Sets the advice around each message.
		 * @param interceptors the first is the outermost; none by default
		 * @return this
		 */
		public Builder interceptors(List<AmqpListenerInterceptor> interceptors) {
			this.interceptors = List.copyOf(interceptors);
			return this;
		}

		/**
		 * Sets the advice around each batch.
		 * @param batchInterceptors the first is the outermost; none by default
		 * @return this
		 */
		public Builder batchInterceptors(List<AmqpBatchInterceptor> batchInterceptors) {
			this.batchInterceptors = List.copyOf(batchInterceptors);
			return this;
		}

		/**
		 * Sets resolvers for arguments that this library does not know. They are handed a
		 * Spring message and go before the payload, after everything else.
		 * @param argumentResolvers the resolvers; none by default
		 * @return this
		 */
		public Builder argumentResolvers(List<HandlerMethodArgumentResolver> argumentResolvers) {
			this.argumentResolvers = List.copyOf(argumentResolvers);
			return this;
		}

		/**
		 * Sets a converter that is asked before the built-in conversion, for payloads and
		 * for replies; it passes by returning null.
		 * @param messageConverter the converter; none by default
		 * @return this
		 */
		public Builder messageConverter(@Nullable MessageConverter messageConverter) {
			this.messageConverter = messageConverter;
			return this;
		}

		/**
		 * Sets who reads and writes JSON.
		 * @param json the codec; without one JSON payloads are rejected
		 * @return this
		 */
		public Builder json(@Nullable JsonCodec json) {
			this.json = json;
			return this;
		}

		/**
		 * Sets who converts headers and simple payloads.
		 * @param conversionService by default that of the bean factory, else Spring's
		 * shared one
		 * @return this
		 */
		public Builder conversionService(@Nullable ConversionService conversionService) {
			this.conversionService = conversionService;
			return this;
		}

		/**
		 * Sets who validates payloads that are annotated for it.
		 * @param validator the validator; none by default
		 * @return this
		 */
		public Builder validator(@Nullable Validator validator) {
			this.validator = validator;
			return this;
		}

		/**
		 * Sets what runs handlers of listeners that name no executor.
		 * @param executor the executor; the pool of the event-loop resources by default
		 * @return this
		 */
		public Builder executor(@Nullable Executor executor) {
			this.executor = executor;
			return this;
		}

		/**
		 * Sets what runs the calls that no handler's thread makes, of listeners without
		 * an executor: batches, and repeated calls after a failed future.
		 * @param callExecutor the executor; threads of its own by default
		 * @return this
		 */
		public Builder callExecutor(@Nullable Executor callExecutor) {
			this.callExecutor = callExecutor;
			return this;
		}

		/**
		 * Sets the error handler of listeners that name none.
		 * @param errorHandler the handler; none by default
		 * @return this
		 */
		public Builder errorHandler(@Nullable AmqpListenerErrorHandler errorHandler) {
			this.errorHandler = errorHandler;
			return this;
		}

		/**
		 * Sets who counts.
		 * @param metrics makes the metrics of each listener; nothing is counted by
		 * default
		 * @return this
		 */
		public Builder metrics(ListenerMetricsFactory metrics) {
			this.metrics = metrics;
			return this;
		}

		/**
		 * Sets who observes each message.
		 * @param observation the observation; none by default
		 * @return this
		 */
		public Builder observation(ListenerObservation observation) {
			this.observation = observation;
			return this;
		}

		/**
		 * Builds the factory.
		 * @return the factory
		 */
		public DefaultAmqpListenerContainerFactory build() {
			return new DefaultAmqpListenerContainerFactory(this);
		}

	}

}
