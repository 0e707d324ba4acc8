package io.github.amqpreceiver.spring.container;

import java.util.Map;

import io.github.amqpreceiver.AmqpConnection;
import org.jspecify.annotations.Nullable;

/**
 * Finds the connection that a listener names.
 *
 * @since 0.1
 */
public interface AmqpConnectionResolver {

	/**
	 * The connection of a name. Called at start; opens nothing.
	 * @param name the name, or null for the only or primary connection
	 * @return the connection
	 * @throws io.github.amqpreceiver.error.ConfigurationException when there is none, or
	 * several to choose from; the message lists the names
	 */
	AmqpConnection connection(@Nullable String name);

	/**
	 * The name for messages and metrics.
	 * @param name the name that a listener gave, or null
	 * @return the name of the connection that {@link #connection} returns
	 */
	default String nameOf(@Nullable String name) {
		return (name != null) ? name : "default";
	}

	/**
	 * Whether the container id was chosen and so is the same after a restart, as durable
	 * subscriptions need it.
	 * @param name the name that a listener gave, or null
	 * @return whether the container id is stable
	 */
	default boolean hasStableContainerId(@Nullable String name) {
		return true;
	}

	/**
	 * A resolver over connections that are there.
	 * @param connections the connections by name
	 * @param primary the name of the one that is meant when none is named, or null
	 * @return a resolver
	 */
	static AmqpConnectionResolver of(Map<String, AmqpConnection> connections, @Nullable String primary) {
		return new NamedConnections(connections, primary);
	}

	/**
	 * A resolver over the only connection.
	 * @param connection the connection
	 * @return a resolver
	 */
	static AmqpConnectionResolver of(AmqpConnection connection) {
		return new NamedConnections(Map.of("default", connection), "default");
	}

}
