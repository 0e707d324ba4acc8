package io.github.amqpreceiver.boot.autoconfigure;

import java.time.Duration;
import java.util.Collection;
import java.util.TreeSet;

import io.github.amqpreceiver.spring.container.AmqpListenerContainer;
import io.github.amqpreceiver.spring.container.AmqpListenerRegistry;
import io.github.amqpreceiver.spring.endpoint.LinkSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;

/** Says, once the listeners are known, what their properties do not do. */
final class ListenerPropertyWarnings implements ApplicationListener<ApplicationStartedEvent> {

	private static final Logger logger = LoggerFactory.getLogger(ListenerPropertyWarnings.class);

	private final AmqpReceiverProperties properties;

	private final ObjectProvider<AmqpListenerRegistry> registry;

	private final Environment environment;

	ListenerPropertyWarnings(AmqpReceiverProperties properties, ObjectProvider<AmqpListenerRegistry> registry,
			Environment environment) {
		this.properties = properties;
		this.registry = registry;
		this.environment = environment;
	}

	@Override
	public void onApplicationEvent(ApplicationStartedEvent event) {
		this.registry.ifAvailable((found) -> warn(found.containers()));
	}

	void warn(Collection<AmqpListenerContainer> containers) {
		TreeSet<String> ids = new TreeSet<>();
		containers.forEach((container) -> ids.add(container.id()));
		for (String id : this.properties.listeners().keySet()) {
			if (!ids.contains(id)) {
				logger.warn(
						"amqp.receiver.listeners.{} configures nothing: there is no listener of that id, there is {}",
						id, ids.isEmpty() ? "none" : ids);
			}
		}
		Duration phase = DurationStyle
			.detectAndParse(this.environment.getProperty("spring.lifecycle.timeout-per-shutdown-phase", "30s"));
		for (AmqpListenerContainer container : containers) {
			Duration timeout = container.settings().get(LinkSettings.SHUTDOWN_TIMEOUT);
			if (timeout != null && timeout.compareTo(phase) > 0) {
				logger.warn("Listener '{}' may take {} to stop (shutdown-timeout), but the application waits only {}"
						+ " (spring.lifecycle.timeout-per-shutdown-phase)", container.id(), timeout, phase);
			}
		}
	}

}
