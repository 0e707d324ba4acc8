package io.github.amqpreceiver.spring.container;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

import io.github.amqpreceiver.AmqpConnection;
import io.github.amqpreceiver.error.ConfigurationException;
import org.jspecify.annotations.Nullable;

/** Connections by name; immutable. */
final class NamedConnections implements AmqpConnectionResolver {

	private final Map<String, AmqpConnection> connections;

	private final @Nullable String primary;

	NamedConnections(Map<String, AmqpConnection> connections, @Nullable String primary) {
		this.connections = new TreeMap<>(connections);
		this.primary = primary;
	}

	@Override
	public AmqpConnection connection(@Nullable String name) {
		AmqpConnection found = this.connections.get(nameOf(name));
		if (found == null) {
			throw new ConfigurationException("connection '%s' is unknown; there is %s".formatted(name, names()), null,
					null);
		}
		return found;
	}

	@Override
	public String nameOf(@Nullable String name) {
		if (name != null) {
			return name;
		}
		if (this.primary != null) {
			return this.primary;
		}
		if (this.connections.size() == 1) {
			return this.connections.keySet().iterator().next();
		}
		throw new ConfigurationException("no connection is named, and there is " + names(), null, null);
	}

	private String names() {
		return this.connections.isEmpty() ? "none" : new TreeSet<>(this.connections.keySet()).toString();
	}

}
