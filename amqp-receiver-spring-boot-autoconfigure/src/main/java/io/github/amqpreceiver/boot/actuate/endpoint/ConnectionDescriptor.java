package io.github.amqpreceiver.boot.actuate.endpoint;

import io.github.amqpreceiver.AmqpConnection;
import org.jspecify.annotations.Nullable;

/**
 * One connection as the endpoint shows it.
 *
 * @param open whether it is open
 * @param lastError the last failure, or null
 * @param peer the peer, or null before it was first opened
 * @since 0.1
 */
public record ConnectionDescriptor(boolean open, @Nullable ErrorDescriptor lastError, @Nullable PeerDescriptor peer) {

	static ConnectionDescriptor of(AmqpConnection connection) {
		return new ConnectionDescriptor(connection.isOpen(), ErrorDescriptor.of(connection.lastError()),
				PeerDescriptor.of(connection.peer()));
	}

}
