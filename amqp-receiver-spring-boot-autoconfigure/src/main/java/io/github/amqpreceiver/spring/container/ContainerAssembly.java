package io.github.amqpreceiver.spring.container;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;

import io.github.amqpreceiver.AmqpConnection;
import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.error.ConfigurationException;
import io.github.amqpreceiver.options.ReceiverOptions;
import io.github.amqpreceiver.spring.convert.PayloadConverter;
import io.github.amqpreceiver.spring.convert.ReplyConverter;
import io.github.amqpreceiver.spring.endpoint.AmqpListenerEndpoint;
import io.github.amqpreceiver.spring.endpoint.ListenerConfigurationException;
import io.github.amqpreceiver.spring.endpoint.ListenerSettings;
import io.github.amqpreceiver.spring.invoke.InvocationParts;
import io.github.amqpreceiver.spring.invoke.ListenerInvocations;
import io.github.amqpreceiver.spring.observe.ListenerMetrics;
import io.github.amqpreceiver.spring.settle.AckMode;
import io.github.amqpreceiver.spring.settle.AmqpListenerErrorHandler;
import io.github.amqpreceiver.spring.settle.FailureOutcome;
import io.github.amqpreceiver.spring.settle.FailureOutcomes;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.support.DefaultConversionService;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.util.ClassUtils;

/** Puts one container together, and finds what is set up wrongly; used once. */
final class ContainerAssembly {

	private final DefaultAmqpListenerContainerFactory.Builder parts;

	private final AmqpListenerEndpoint endpoint;

	private final ListenerSettings settings;

	private final BeanLookup beans;

	private final UnaryOperator<String> placeholders;

	private final ListenerEvents events;

	private final StopSignal stop = new StopSignal();

	ContainerAssembly(DefaultAmqpListenerContainerFactory.Builder parts, @Nullable BeanFactory beanFactory,
			ApplicationEventPublisher events, AmqpListenerEndpoint endpoint, ListenerSettings settings) {
		this.parts = parts;
		this.endpoint = endpoint;
		this.settings = settings;
		this.beans = new BeanLookup(beanFactory, endpoint.description());
		this.placeholders = (beanFactory instanceof ConfigurableBeanFactory configurable)
				? (text) -> Objects.requireNonNullElse(configurable.resolveEmbeddedValue(text), text) : (text) -> text;
		this.events = new ListenerEvents(endpoint.id(), events);
	}

	AmqpListenerContainer assemble() {
		AmqpConnection connection;
		String connectionName;
		try {
			connectionName = this.parts.connections.nameOf(this.settings.connection());
			connection = this.parts.connections.connection(this.settings.connection());
		}
		catch (ConfigurationException ex) {
			throw mistake("connection", String.valueOf(ex.getMessage()), "name one of them", ex);
		}
		SettingsCheck check = new SettingsCheck(this.endpoint.description(), this.settings);
		check.run(this.endpoint.id(), this.parts.connections.hasStableContainerId(this.settings.connection()));
		Executor executor = executor();
		CachedSenders senders = new CachedSenders(connection);
		InvocationParts invocation = invocation(senders);
		FailureHandling failures = failures(connectionName, senders);
		IdleWatch idle = (this.settings.idleEventInterval() != null)
				? new IdleWatch(this.settings.idleEventInterval(), this.endpoint.id(), this.events) : null;
		List<BatchCollector> collectors = new ArrayList<>();
		List<DefaultAmqpListenerContainer.Link> links = new ArrayList<>();
		for (String address : Objects.requireNonNull(this.settings.addresses())) {
			ListenerMetrics metrics = this.parts.metrics.create(this.endpoint.id(), address, connectionName);
			Retries retries = retries(executor, metrics);
			for (int i = 0; i < consumers(); i++) {
				ReceiverOptions options = options(address, i, executor, metrics);
				check.size(options, connection.limits());
				MessageHandler target = target(invocation, retries, executor, collectors);
				ListenerPipeline pipeline = new ListenerPipeline(this.endpoint.id(), connectionName, target, failures,
						FreshnessGate.of(this.settings, metrics, Clock.systemUTC()), idle, metrics,
						this.parts.observation);
				links.add(new DefaultAmqpListenerContainer.Link(options, pipeline));
			}
		}
		return new DefaultAmqpListenerContainer(this.endpoint, this.settings, connectionName, connection, links,
				new DefaultAmqpListenerContainer.Companions(senders, collectors, idle, this.stop, this.events));
	}

	private MessageHandler target(InvocationParts invocation, @Nullable Retries retries, @Nullable Executor executor,
			List<BatchCollector> collectors) {
		if (Boolean.TRUE.equals(this.settings.batch())) {
			Batching batching = Batching.of(this.settings);
			BatchCollector collector = new BatchCollector(ListenerInvocations.batch(this.endpoint.target(), invocation),
					batching.size(), batching.timeout(), batching.concurrency(),
					(executor != null) ? executor : BatchThreads.shared(), retries);
			collectors.add(collector);
			return collector;
		}
		MessageHandler call = ListenerInvocations.single(this.endpoint.target(), invocation);
		MessageHandler target = (retries != null) ? (delivery) -> retries.call(() -> call.onMessage(delivery)) : call;
		for (int i = this.parts.interceptors.size() - 1; i >= 0; i--) {
			AmqpListenerInterceptor interceptor = this.parts.interceptors.get(i);
			MessageHandler next = target;
			target = (delivery) -> interceptor.intercept(this.endpoint.id(), delivery, next);
		}
		return target;
	}

	private ReceiverOptions options(String address, int consumer, @Nullable Executor executor,
			ListenerMetrics metrics) {
		try {
			ReceiverOptions.Builder builder = new LinkOptions(this.endpoint.id(), this.endpoint.description(),
					this.settings, executor)
				.builder(address, consumer)
				.metrics(metrics.receiver());
			this.parts.customizers.forEach((customizer) -> customizer.customize(this.endpoint.id(), builder));
			ReceiverOptions options = builder.build();
			return options.toBuilder().listener((event) -> {
				options.listener().onEvent(event);
				this.events.onEvent(event);
			}).build();
		}
		catch (ListenerConfigurationException ex) {
			throw ex;
		}
		catch (ConfigurationException | IllegalArgumentException ex) {
			throw mistake(null, String.valueOf(ex.getMessage()), "correct the annotation, or the properties "
					+ "amqp.receiver.listener.* and amqp.receiver.listeners." + this.endpoint.id() + ".*", ex);
		}
	}

	private InvocationParts invocation(CachedSenders senders) {
		ConversionService conversion = (this.parts.conversionService != null) ? this.parts.conversionService
				: DefaultConversionService.getSharedInstance();
		MessageConverter custom = (this.settings.converter() != null)
				? this.beans.bean("converter", this.settings.converter(), MessageConverter.class)
				: this.parts.messageConverter;
		AckMode ackMode = (this.settings.ackMode() != null) ? this.settings.ackMode() : AckMode.AUTO;
		Replies replies = new Replies(senders, new ReplyConverter(this.parts.json), this.settings.replyTo());
		return new InvocationParts(new PayloadConverter(custom, this.parts.json, conversion), conversion,
				this.parts.validator, this.parts.argumentResolvers, this.placeholders, ackMode, replies,
				this.settings.replyTo() != null, this.endpoint.description());
	}

	private FailureHandling failures(String connectionName, CachedSenders senders) {
		Map<Class<? extends Throwable>, FailureOutcome> table = new LinkedHashMap<>();
		if (this.settings.exceptionOutcomes() != null) {
			this.settings.exceptionOutcomes().forEach((name, outcome) -> table.put(exceptionType(name), outcome));
		}
		FailureOutcome fallback = (this.settings.failureOutcome() != null) ? this.settings.failureOutcome()
				: FailureOutcome.MODIFIED_FAILED;
		AmqpListenerErrorHandler errorHandler = (this.settings.errorHandler() != null)
				? this.beans.bean("errorHandler", this.settings.errorHandler(), AmqpListenerErrorHandler.class)
				: this.parts.errorHandler;
		AmqpMessageRecoverer recoverer = (this.settings.recoverTo() != null)
				? new ForwardingRecoverer(this.endpoint.id(), this.settings.recoverTo(), senders) : null;
		return new FailureHandling(this.endpoint.id(), connectionName, new FailureOutcomes(table, fallback),
				errorHandler, recoverer);
	}

	private Class<? extends Throwable> exceptionType(String name) {
		try {
			return ClassUtils.forName(name, ClassUtils.getDefaultClassLoader()).asSubclass(Throwable.class);
		}
		catch (ClassNotFoundException | LinkageError ex) {
			throw mistake("exceptionOutcomes", "names the class '" + name + "', which is not there",
					"write the full name of an exception, such as java.io.IOException", ex);
		}
		catch (ClassCastException ex) {
			throw mistake("exceptionOutcomes", "names the class '" + name + "', which is no exception",
					"write the full name of an exception, such as java.io.IOException", ex);
		}
	}

	private @Nullable Retries retries(@Nullable Executor executor, ListenerMetrics metrics) {
		Integer retries = this.settings.retries();
		if (retries == null || retries == 0) {
			return null;
		}
		Duration delay = (this.settings.retryDelay() != null) ? this.settings.retryDelay() : Duration.ofSeconds(1);
		RetryPolicy.Builder policy = RetryPolicy.builder().maxRetries(retries).delay(delay);
		Double multiplier = this.settings.retryMultiplier();
		policy.multiplier((multiplier != null) ? multiplier : 2);
		Duration longest = this.settings.retryMaxDelay();
		policy.maxDelay((longest != null) ? longest : Duration.ofSeconds(30));
		Duration jitter = this.settings.retryJitter();
		policy.jitter((jitter != null) ? jitter : delay.dividedBy(4));
		return new Retries(policy.build(), this.stop, executor, metrics::retried);
	}

	private @Nullable Executor executor() {
		return (this.settings.executor() != null)
				? this.beans.bean("executor", this.settings.executor(), Executor.class) : this.parts.executor;
	}

	private int consumers() {
		return (this.settings.consumers() != null) ? this.settings.consumers() : 1;
	}

	private ListenerConfigurationException mistake(@Nullable String setting, String reason, String action,
			@Nullable Throwable cause) {
		return new ListenerConfigurationException(this.endpoint.description(), setting, reason, action, cause);
	}

}
