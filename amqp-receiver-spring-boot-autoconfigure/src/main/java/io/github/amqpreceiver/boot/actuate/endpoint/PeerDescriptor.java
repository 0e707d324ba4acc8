package io.github.amqpreceiver.boot.actuate.endpoint;

import io.github.amqpreceiver.event.PeerInfo;
import org.jspecify.annotations.Nullable;

/**
 * A peer as the endpoint shows it.
 *
 * @param host the host that was dialled
 * @param port the port that was dialled
 * @param containerId its container id
 * @param product its product name, or null
 * @param version its version, or null
 * @since 0.1
 */
public record PeerDescriptor(String host, int port, String containerId, @Nullable String product,
		@Nullable String version) {

	static @Nullable PeerDescriptor of(@Nullable PeerInfo peer) {
		return (peer == null) ? null
				: new PeerDescriptor(peer.host(), peer.port(), peer.containerId(), peer.product(), peer.version());
	}

}
