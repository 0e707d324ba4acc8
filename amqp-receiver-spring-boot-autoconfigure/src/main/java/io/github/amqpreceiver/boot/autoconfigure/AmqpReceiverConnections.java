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
import java.util.concurrent.TimeUnit;

import io.github.amqpreceiver.AmqpConnection;
import io.github.amqpreceiver.spring.container.AmqpConnectionResolver;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.DisposableBean;

/**
 * All connections by name: those of the properties, which it closes at the end, and the
 * application's own, under their bean names. Immutable.
 *
 * @since 0.1
 */
public final class AmqpReceiverConnections implements AmqpConnectionResolver, DisposableBean {

	/** The name of the connection at the top level of the properties. */
	public static final String DEFAULT = "default";

	private static final Logger logger = LoggerFactory.getLogger(AmqpReceiverConnections.class);

	private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

	private final Map<String, AmqpConnection> connections;

	private final Collection<AmqpConnection> own;

	private final Collection<String> stable;

	private final AmqpConnectionResolver resolver;

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

	/** Closes what was made of properties, and waits a little for the goodbyes. */
	@Override
	public void destroy() {
		List<CompletableFuture<Void>> closing = new ArrayList<>();
		this.own.forEach((connection) -> closing.add(connection.close().toCompletableFuture()));
		try {
			CompletableFuture.allOf(closing.toArray(new CompletableFuture<?>[0]))
				.get(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (Exception ex) {
			logger.debug("A connection did not close in order", ex);
		}
	}

}
