package io.github.amqpreceiver.spring.container;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;

import io.github.amqpreceiver.error.ConfigurationException;
import io.github.amqpreceiver.spring.endpoint.ListenerConfigurationException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * All listeners of an application, by id. Starts them with the context and stops them in
 * the phase of graceful shutdown. While it runs and has a listener, the JVM does not end
 * by itself. Thread-safe.
 *
 * @since 0.1
 */
public class AmqpListenerRegistry implements SmartLifecycle {

	/** The name of the registry bean. */
	public static final String BEAN_NAME = "amqpReceiverListenerRegistry";

	/** Listeners start late and stop early: what they call is there all the time. */
	public static final int PHASE = Integer.MAX_VALUE - 100;

	private final Map<String, AmqpListenerContainer> containers = new ConcurrentSkipListMap<>();

	private final KeepAlive keepAlive = new KeepAlive();

	private volatile boolean running;

	/**
	 * Adds a container; starts it when the context has started and it starts by itself.
	 * @param container the container
	 * @throws ListenerConfigurationException when its id is taken
	 */
	public void register(AmqpListenerContainer container) {
		AmqpListenerContainer other = this.containers.putIfAbsent(container.id(), container);
		if (other != null) {
			throw new ListenerConfigurationException(container.endpoint().description(), "id",
					"'" + container.id() + "' is taken by " + other.endpoint().description(),
					"give each listener an id of its own");
		}
		if (this.running) {
			this.keepAlive.begin();
			container.startWithContext();
		}
	}

	/**
	 * Stops a listener and forgets it.
	 * @param id its id
	 * @return completes when it has stopped
	 * @throws ConfigurationException if there is no such listener
	 */
	public CompletionStage<Void> unregister(String id) {
		AmqpListenerContainer container = required(id);
		this.containers.remove(id);
		return container.stopAsync();
	}

	/**
	 * All containers, in the order of their ids.
	 * @return a snapshot
	 */
	public Collection<AmqpListenerContainer> containers() {
		return List.copyOf(this.containers.values());
	}

	/**
	 * The container of an id.
	 * @param id the id
	 * @return the container, or null when there is none
	 */
	public @Nullable AmqpListenerContainer container(String id) {
		return this.containers.get(id);
	}

	/**
	 * Starts a listener, without waiting for the broker. One that runs is left alone,
	 * unless one of its receivers gave up: then it begins anew.
	 * @param id its id
	 * @throws ConfigurationException if there is no such listener
	 */
	public void start(String id) {
		required(id).start();
	}

	/**
	 * Stops a listener, which then does not start with the context again.
	 * @param id its id
	 * @return completes when it has stopped
	 * @throws ConfigurationException if there is no such listener
	 */
	public CompletionStage<Void> stop(String id) {
		return required(id).stopAsync();
	}

	/**
	 * Pauses a listener: no further credit is granted, and what is here is handled.
	 * @param id its id
	 * @return completes when the peer has drained
	 * @throws ConfigurationException if there is no such listener
	 */
	public CompletionStage<Void> pause(String id) {
		return required(id).pause();
	}

	/**
	 * Resumes a listener.
	 * @param id its id
	 * @return completes when credit was granted
	 * @throws ConfigurationException if there is no such listener
	 */
	public CompletionStage<Void> resume(String id) {
		return required(id).resume();
	}

	private AmqpListenerContainer required(String id) {
		AmqpListenerContainer container = this.containers.get(id);
		if (container == null) {
			throw new ConfigurationException("There is no listener with the id '%s'; there is %s".formatted(id, ids()),
					null, null);
		}
		return container;
	}

	private Object ids() {
		return this.containers.isEmpty() ? "none" : new TreeSet<>(this.containers.keySet());
	}

	@Override
	public void start() {
		this.running = true;
		if (!this.containers.isEmpty()) {
			this.keepAlive.begin();
		}
		this.containers.values().forEach(AmqpListenerContainer::startWithContext);
	}

	@Override
	public void stop() {
		stopAll().toCompletableFuture().join();
	}

	@Override
	public void stop(Runnable callback) {
		stopAll().whenComplete((nothing, failure) -> callback.run());
	}

	private CompletionStage<Void> stopAll() {
		this.running = false;
		this.keepAlive.end();
		return Stages.all(this.containers.values().stream().map(AmqpListenerContainer::stopWithContext).toList());
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

}
