package io.github.amqpreceiver.event;

import java.util.List;
import java.util.Map;

import io.github.amqpreceiver.type.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * What the peer said of itself in its open frame (AMQP 1.0, section 2.7.1).
 *
 * @param containerId its container id
 * @param product its product name, or null
 * @param version its version, or null
 * @param properties all its properties
 * @param offeredCapabilities the capabilities that it offered
 * @param host the host that was dialled
 * @param port the port that was dialled
 * @since 0.1
 */
public record PeerInfo(String containerId, @Nullable String product, @Nullable String version,
		Map<Symbol, Object> properties, List<Symbol> offeredCapabilities, String host, int port) {
}
