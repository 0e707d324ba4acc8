package io.github.amqpreceiver.boot.health;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.amqpreceiver.AmqpConnection;
import io.github.amqpreceiver.spring.container.AmqpListenerContainer;
import io.github.amqpreceiver.spring.container.AmqpListenerRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;

/**
 * Health of the receiver: {@code connections} and {@code listeners}, one component each.
 * Listeners that are registered later appear, and those that are gone disappear. Never
 * opens a connection.
 *
 * @since 0.1
 */
public final class AmqpReceiverHealthContributor implements CompositeHealthContributor {

	private final Map<String, HealthContributor> parts;

	/**
	 * Creates the contributor.
	 * @param connections the connections by name
	 * @param unverified the names of those that accept a certificate for any host
	 * @param registry the listeners
	 * @param grace how long a listener that was attached may recover until it is down
	 * @param clock tells how long that has been
	 */
	public AmqpReceiverHealthContributor(Map<String, AmqpConnection> connections, Set<String> unverified,
			AmqpListenerRegistry registry, Duration grace, Clock clock) {
		CompositeHealthContributor first = new Members(() -> {
			Map<String, HealthContributor> members = new TreeMap<>();
			connections.forEach((name, connection) -> members.put(name,
					new ConnectionHealthIndicator(connection, !unverified.contains(name))));
			return members;
		});
		CompositeHealthContributor second = new Members(() -> {
			Map<String, HealthContributor> members = new TreeMap<>();
			for (AmqpListenerContainer container : registry.containers()) {
				members.put(container.id(), new ListenerHealthIndicator(container, grace, clock));
			}
			return members;
		});
		this.parts = Map.of("connections", first, "listeners", second);
	}

	@Override
	public @Nullable HealthContributor getContributor(String name) {
		return this.parts.get(name);
	}

	@Override
	public Stream<Entry> stream() {
		return List.of("connections", "listeners")
			.stream()
			.map((name) -> new Entry(name, Objects.requireNonNull(this.parts.get(name))));
	}

	/**
	 * Members as they are at the time of the question.
	 *
	 * @param current gives them
	 */
	private record Members(Supplier<Map<String, HealthContributor>> current) implements CompositeHealthContributor {

		@Override
		public @Nullable HealthContributor getContributor(String name) {
			return this.current.get().get(name);
		}

		@Override
		public Stream<Entry> stream() {
			return this.current.get().entrySet().stream().map((entry) -> new Entry(entry.getKey(), entry.getValue()));
		}

	}

}
