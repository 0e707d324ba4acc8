package io.github.amqpreceiver.spring.container;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import io.github.amqpreceiver.AmqpConnection;
import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.error.ConfigurationException;
import io.github.amqpreceiver.options.ReceiverOptions;
import io.github.amqpreceiver.options.SessionOptions;
import io.github.amqpreceiver.spring.convert.PayloadConverter;
import io.github.amqpreceiver.spring.convert.ReplyConverter;
import io.github.amqpreceiver.spring.endpoint.AmqpListenerEndpoint;
import io.github.amqpreceiver.spring.endpoint.CallSettings;
import io.github.amqpreceiver.spring.endpoint.FailureSettings;
import io.github.amqpreceiver.spring.endpoint.LinkSettings;
import io.github.amqpreceiver.spring.endpoint.ListenerConfigurationException;
import io.github.amqpreceiver.spring.endpoint.ListenerSetting;
import io.github.amqpreceiver.spring.endpoint.ListenerSettings;
import io.github.amqpreceiver.spring.invoke.InvocationParts;
import io.github.amqpreceiver.spring.invoke.ListenerInvocations;
import io.github.amqpreceiver.spring.observe.ListenerMetrics;
import io.github.amqpreceiver.spring.settle.AmqpListenerErrorHandler;
import io.github.amqpreceiver.spring.settle.FailureOutcome;
import io.github.amqpreceiver.spring.settle.FailureOutcomes;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.convert.ConversionService;
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
		this.events = new ListenerEvents(endpoint.id(), events, this.beans.classLoader());
	}

	AmqpListenerContainer assemble() {
		AmqpConnection connection;
		String connectionName;
		try {
			connectionName = this.parts.connections.nameOf(this.settings.get(LinkSettings.CONNECTION));
			connection = this.parts.connections.connection(this.settings.get(LinkSettings.CONNECTION));
		}
		catch (ConfigurationException ex) {
			throw mistake(null, String.valueOf(ex.getMessage()), "name one of them with connection", ex);
		}
		SettingsCheck check = new SettingsCheck(this.endpoint.description(), this.settings);
		check.run(this.endpoint.id(),
				this.parts.connections.hasStableContainerId(this.settings.get(LinkSettings.CONNECTION)));
		Executor executor = executor();
		SessionOptions session = this.parts.sessionPolicy.options(this.endpoint.id(), connectionName);
		CachedSenders senders = new CachedSenders(connection, session);
		InvocationParts invocation = invocation(senders);
		FailureHandling failures = failures(connectionName, senders);
		Duration interval = this.settings.get(CallSettings.IDLE_EVENT_INTERVAL);
		IdleWatch idle = (interval != null) ? new IdleWatch(interval, this.endpoint.id(), this.events) : null;
		List<BatchCollector> collectors = new ArrayList<>();
		List<ReceiverLinks.Link> links = new ArrayList<>();
		for (String address : this.settings.value(LinkSettings.ADDRESSES)) {
			ListenerMetrics metrics = this.parts.metrics.create(this.endpoint.id(), address, connectionName);
			Retries retries = retries(executor, metrics);
			for (int i = 0; i < this.settings.value(LinkSettings.CONSUMERS); i++) {
				ReceiverOptions options = options(address, i, executor, metrics);
				check.size(options, connection.limits());
				FreshnessGate gate = FreshnessGate.of(this.settings, metrics, Clock.systemUTC());
				MessageHandler target;
				if (this.settings.is(CallSettings.BATCH)) {
					BatchTarget batches = new BatchTarget(this.endpoint.id(),
							ListenerInvocations.batch(this.endpoint.target(), invocation), retries,
							this.parts.batchInterceptors);
					BatchCaller caller = new BatchCaller(batches, early(gate, failures),
							new BatchObservation(this.endpoint.id(), connectionName, this.parts.observation));
					BatchCollector collector = new BatchCollector(Batching.of(this.settings), caller,
							(executor != null) ? offTheLoop(executor) : callThreads(null));
					collectors.add(collector);
					target = collector;
					gate = null;
				}
				else {
					target = single(invocation, retries);
				}
				ListenerPipeline pipeline = new ListenerPipeline(this.endpoint.id(), connectionName, target, failures,
						gate, idle, metrics, this.parts.observation);
				links.add(new ReceiverLinks.Link(options, pipeline));
			}
		}
		Companions companions = new Companions(senders, collectors, idle, this.stop, this.events);
		return new DefaultAmqpListenerContainer(this.endpoint, this.settings, connectionName,
				new ReceiverLinks(() -> connection.session(session), List.copyOf(links), companions));
	}

	/** Messages that collect for a batch are looked at when it is called. */
	private static Function<Delivery, @Nullable CompletionStage<@Nullable Outcome>> early(@Nullable FreshnessGate gate,
			FailureHandling failures) {
		return (delivery) -> {
			Outcome early = (gate != null) ? gate.check(delivery) : null;
			return (early != null) ? failures.notCalled(delivery, early) : null;
		};
	}

	/** An executor that is full may run its task on the thread that submits it. */
	private Executor offTheLoop(Executor executor) {
		Executor threads = CallThreads.with(this.beans.classLoader());
		return (task) -> threads.execute(() -> executor.execute(task));
	}

	private MessageHandler single(InvocationParts invocation, @Nullable Retries retries) {
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
				: this.beans.conversionService();
		MessageConverter custom = bean(CallSettings.CONVERTER, MessageConverter.class, this.parts.messageConverter);
		String replyTo = this.settings.get(CallSettings.REPLY_TO);
		Replies replies = new Replies(senders, new ReplyConverter(custom, this.parts.json), replyTo);
		return new InvocationParts(new PayloadConverter(custom, this.parts.json, conversion), conversion,
				this.parts.validator, this.parts.argumentResolvers, this.placeholders,
				this.settings.value(CallSettings.ACK_MODE), replies, replyTo != null, this.endpoint.description());
	}

	private FailureHandling failures(String connectionName, CachedSenders senders) {
		Map<Class<? extends Throwable>, FailureOutcome> table = new LinkedHashMap<>();
		Map<String, FailureOutcome> named = this.settings.get(FailureSettings.EXCEPTION_OUTCOMES);
		if (named != null) {
			named.forEach((name, outcome) -> table.put(exceptionType(name), outcome));
		}
		FailureOutcomes outcomes = new FailureOutcomes(table, this.settings.value(FailureSettings.FAILURE_OUTCOME));
		AmqpListenerErrorHandler errorHandler = bean(FailureSettings.ERROR_HANDLER, AmqpListenerErrorHandler.class,
				this.parts.errorHandler);
		String recoverTo = this.settings.get(FailureSettings.RECOVER_TO);
		AmqpMessageRecoverer recoverer = (recoverTo != null)
				? new ForwardingRecoverer(this.endpoint.id(), recoverTo, senders) : null;
		return new FailureHandling(new FailureLog(this.endpoint.id(), connectionName), outcomes, errorHandler,
				recoverer);
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
		int retries = this.settings.value(FailureSettings.RETRIES);
		if (retries == 0) {
			return null;
		}
		Duration delay = this.settings.value(FailureSettings.RETRY_DELAY);
		Duration jitter = this.settings.get(FailureSettings.RETRY_JITTER);
		RetryPolicy policy = RetryPolicy.builder()
			.maxRetries(retries)
			.delay(delay)
			.multiplier(this.settings.value(FailureSettings.RETRY_MULTIPLIER))
			.maxDelay(this.settings.value(FailureSettings.RETRY_MAX_DELAY))
			.jitter((jitter != null) ? jitter : delay.dividedBy(4))
			.build();
		return new Retries(policy, this.stop, callThreads(executor), this.parts.observation, metrics::retried);
	}

	private @Nullable Executor executor() {
		return bean(CallSettings.EXECUTOR, Executor.class, this.parts.executor);
	}

	private Executor callThreads(@Nullable Executor executor) {
		if (executor != null) {
			return executor;
		}
		return (this.parts.callExecutor != null) ? this.parts.callExecutor : CallThreads.with(this.beans.classLoader());
	}

	/** The bean that a setting names, or what the factory was given. */
	private <T> @Nullable T bean(ListenerSetting<String> setting, Class<T> type, @Nullable T otherwise) {
		String name = this.settings.get(setting);
		return (name != null) ? this.beans.bean(setting.name(), name, type) : otherwise;
	}

	private ListenerConfigurationException mistake(@Nullable String setting, String reason, String action,
			@Nullable Throwable cause) {
		return new ListenerConfigurationException(this.endpoint.description(), setting, reason, action, cause);
	}

}
