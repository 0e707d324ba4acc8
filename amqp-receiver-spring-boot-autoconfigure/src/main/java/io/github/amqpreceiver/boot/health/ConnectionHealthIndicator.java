package io.github.amqpreceiver.boot.health;

import java.util.LinkedHashMap;
import java.util.Map;

import io.github.amqpreceiver.AmqpConnection;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Says whether a connection is open. One that is not is UNKNOWN and not DOWN: only its
 * listeners know whether it should be open, and for how long it may not be.
 */
final class ConnectionHealthIndicator implements HealthIndicator {

	private final AmqpConnection connection;

	private final boolean hostnameVerified;

	ConnectionHealthIndicator(AmqpConnection connection, boolean hostnameVerified) {
		this.connection = connection;
		this.hostnameVerified = hostnameVerified;
	}

	@Override
	public Health health() {
		boolean open = this.connection.isOpen();
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("open", open);
		ReceiverHealth.putPeer(details, this.connection.peer());
		ReceiverHealth.putError(details, this.connection.lastError());
		if (!this.hostnameVerified) {
			details.put("hostnameVerified", false);
		}
		Health.Builder health = new Health.Builder().withDetails(details);
		return (open ? health.up() : health.unknown()).build();
	}

}
