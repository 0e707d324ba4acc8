package io.github.amqpreceiver.boot.autoconfigure;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.github.amqpreceiver.options.Address;
import io.github.amqpreceiver.options.ReceiverOptions;
import io.github.amqpreceiver.options.TransportOptions;
import io.github.amqpreceiver.spring.container.AmqpListenerContainer;
import io.github.amqpreceiver.spring.container.AmqpListenerRegistry;
import io.github.amqpreceiver.spring.endpoint.CallSettings;
import io.github.amqpreceiver.spring.endpoint.LinkSettings;
import io.github.amqpreceiver.spring.endpoint.ListenerSettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.thread.Threading;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextAware;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;

/** Says, once the listeners are known, what their properties do not do. */
final class ListenerPropertyWarnings implements ApplicationListener<ApplicationStartedEvent>, ApplicationContextAware {

	private static final Logger logger = LoggerFactory.getLogger(ListenerPropertyWarnings.class);

	private static final Duration SHUTDOWN_TIMEOUT = ReceiverOptions.builder("default").build().closeTimeout();

	private final AmqpReceiverProperties properties;

	private final ObjectProvider<AmqpListenerRegistry> registry;

	private final Environment environment;

	private final boolean otherDetails;

	private @Nullable ApplicationContext context;

	ListenerPropertyWarnings(AmqpReceiverProperties properties, ObjectProvider<AmqpListenerRegistry> registry,
			Environment environment, boolean otherDetails) {
		this.properties = properties;
		this.registry = registry;
		this.environment = environment;
		this.otherDetails = otherDetails;
	}

	@Override
	public void setApplicationContext(ApplicationContext context) {
		this.context = context;
	}

	@Override
	public void onApplicationEvent(ApplicationStartedEvent event) {
		if (event.getApplicationContext() != this.context) {
			// the start of a child context, which has said its own
			return;
		}
		this.registry.ifAvailable((found) -> warn(found.containers()));
	}

	void warn(Collection<AmqpListenerContainer> containers) {
		TreeSet<String> ids = new TreeSet<>();
		containers.forEach((container) -> ids.add(container.id()));
		for (String id : this.properties.listeners().keySet()) {
			if (!ids.contains(id)) {
				String near = NearName.of(id, ids);
				logger.warn(
						"amqp.receiver.listeners.{} configures nothing: there is no listener of that id, there is {}{}",
						id, ids.isEmpty() ? "none" : ids, (near != null) ? "; did you mean " + near + "?" : "");
			}
		}
		tellOfDefaultAddress(containers);
		warnOfThreads(containers);
		Duration phase = Binder.get(this.environment)
			.bind("spring.lifecycle.timeout-per-shutdown-phase", Duration.class)
			.orElse(Duration.ofSeconds(30));
		Map<Duration, Set<String>> longer = new TreeMap<>();
		for (AmqpListenerContainer container : containers) {
			Duration set = container.settings().get(LinkSettings.SHUTDOWN_TIMEOUT);
			Duration timeout = (set != null) ? set : SHUTDOWN_TIMEOUT;
			if (timeout.compareTo(phase) > 0) {
				longer.computeIfAbsent(timeout, (key) -> new TreeSet<>()).add(container.id());
			}
		}
		longer.forEach((timeout, listeners) -> logger.warn(
				"Listeners {} may take {} to stop (amqp.receiver.listener.shutdown-timeout), but the application waits"
						+ " only {} (spring.lifecycle.timeout-per-shutdown-phase)",
				listeners, CheckedProperty.text(timeout), CheckedProperty.text(phase)));
	}

	/** Without it, a refused connection would only name an address that nobody wrote. */
	private void tellOfDefaultAddress(Collection<AmqpListenerContainer> containers) {
		boolean used = containers.stream()
			.map(AmqpListenerContainer::connectionName)
			.anyMatch(AmqpReceiverConnections.DEFAULT::equals);
		if (used && !this.otherDetails && !this.properties.connection().isAddressed()) {
			logger.info("amqp.receiver.uri is not set: listeners receive from {}", Address.DEFAULT);
		}
	}

	/** Methods that block hold the threads that other listeners wait for. */
	private void warnOfThreads(Collection<AmqpListenerContainer> containers) {
		Integer set = this.properties.transport().handlerThreads();
		int threads = (set != null) ? set : TransportOptions.DEFAULT.handlerThreads();
		long wanted = containers.stream().map(AmqpListenerContainer::settings).mapToLong(this::handlers).sum();
		if (wanted > threads && !Threading.VIRTUAL.isActive(this.environment)) {
			logger.warn(
					"The listeners may handle {} messages at once (concurrency), but there are {} threads for that"
							+ " (amqp.receiver.transport.handler-threads): methods that block hold up other listeners",
					wanted, threads);
		}
	}

	private long handlers(ListenerSettings settings) {
		boolean elsewhere = settings.has(CallSettings.EXECUTOR) || settings.is(CallSettings.INLINE)
				|| settings.is(CallSettings.BATCH);
		return elsewhere ? 0 : (long) settings.value(CallSettings.CONCURRENCY) * settings.value(LinkSettings.CONSUMERS)
				* settings.value(LinkSettings.ADDRESSES).size();
	}

}
