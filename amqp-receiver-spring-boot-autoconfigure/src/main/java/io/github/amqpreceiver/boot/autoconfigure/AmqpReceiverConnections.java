package io.github.amqpreceiver.boot.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.amqpreceiver.AmqpConnection;
import io.github.amqpreceiver.spring.container.AmqpConnectionResolver;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;

/**
 * All connections by name: those of the properties, which it closes at the end, and the
 * application's own, under their bean names. Their sockets are closed while the context
 * is stopped, as for a checkpoint. Thread-safe.
 *
 * @since 0.1
 */
public final class AmqpReceiverConnections implements AmqpConnectionResolver, SmartLifecycle, DisposableBean {

	/** The name of the connection at the top level of the properties. */
	public static final String DEFAULT = "default";

	private static final Logger logger = LoggerFactory.getLogger(AmqpReceiverConnections.class);

	private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

	private final Map<String, AmqpConnection> connections;

	private final Collection<AmqpConnection> own;

	private final Collection<String> stable;

	private final AmqpConnectionResolver resolver;

	private volatile boolean running;

	private final Map<String, ApplicationConnection> beans = new HashMap<>();

	AmqpReceiverConnections(Map<String, AmqpConnection> connections, @Nullable String primary,
			Collection<AmqpConnection> own, Collection<String> stable) {
		this.connections = Collections.unmodifiableMap(new TreeMap<>(connections));
		this.own = List.copyOf(own);
		this.stable = List.copyOf(stable);
		Map<String, AmqpConnection> forListeners = new HashMap<>(connections);
		connections.forEach((name, connection) -> {
			if (connection instanceof ApplicationConnection bean) {
				this.beans.put(name, bean);
				forListeners.put(name, bean.connection());
			}
		});
		this.resolver = AmqpConnectionResolver.of(forListeners, primary);
	}

	/**
	 * All connections.
	 * @return the connections by name, in the order of the names
	 */
	public Map<String, AmqpConnection> all() {
		return this.connections;
	}

	@Override
	public AmqpConnection connection(@Nullable String name) {
		return this.resolver.connection(name);
	}

	@Override
	public String nameOf(@Nullable String name) {
		return this.resolver.nameOf(name);
	}

	@Override
	public boolean hasStableContainerId(@Nullable String name) {
		return this.stable.contains(nameOf(name));
	}

	@Nullable RenewableConnection renewable(String name) {
		ApplicationConnection bean = this.beans.get(name);
		if (bean != null) {
			return bean.connection();
		}
		return (this.connections.get(name) instanceof RenewableConnection renewable) ? renewable : null;
	}

	boolean isUsedByApplication(String name) {
		ApplicationConnection bean = this.beans.get(name);
		return bean != null && bean.isUsed();
	}

	@Override
	public void start() {
		this.connections.keySet().forEach((name) -> {
			RenewableConnection connection = renewable(name);
			if (connection != null) {
				connection.restart();
			}
		});
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
		List<CompletionStage<Void>> closing = new ArrayList<>();
		this.connections.keySet().forEach((name) -> {
			RenewableConnection connection = renewable(name);
			if (connection != null) {
				closing.add(connection.suspend());
			}
		});
		await(closing);
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	// there before everything that starts, and until everything has stopped
	@Override
	public int getPhase() {
		return Integer.MIN_VALUE + 1_000;
	}

	/** Closes what was made of properties, and waits a little for the goodbyes. */
	@Override
	public void destroy() {
		List<CompletionStage<Void>> closing = new ArrayList<>();
		this.own.forEach((connection) -> closing.add(connection.close()));
		await(closing);
	}

	private static void await(List<CompletionStage<Void>> closing) {
		try {
			CompletableFuture
				.allOf(closing.stream().map(CompletionStage::toCompletableFuture).toArray(CompletableFuture<?>[]::new))
				.get(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException | TimeoutException ex) {
			logger.debug("A connection did not close in order", ex);
		}
	}

}
