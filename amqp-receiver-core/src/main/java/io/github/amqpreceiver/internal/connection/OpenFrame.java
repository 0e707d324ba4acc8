package io.github.amqpreceiver.internal.connection;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.amqpreceiver.internal.frame.Performative;
import io.github.amqpreceiver.internal.transport.Destination;
import io.github.amqpreceiver.options.ConnectionOptions;
import io.github.amqpreceiver.type.Symbol;

/** What a connection says of itself (AMQP 1.0, section 2.7.1). */
final class OpenFrame {

	private static final String VERSION = Objects
		.requireNonNullElse(OpenFrame.class.getPackage().getImplementationVersion(), "unreleased");

	private OpenFrame() {
	}

	static Performative.Open of(ConnectionOptions options, Destination destination) {
		Map<Symbol, Object> properties = new LinkedHashMap<>();
		properties.put(Symbol.valueOf("product"), "amqp-receiver");
		properties.put(Symbol.valueOf("version"), VERSION);
		properties.put(Symbol.valueOf("platform"), "Java " + Runtime.version().feature());
		properties.putAll(options.properties());
		// A peer is told half of what it has to keep to (section 2.4.5).
		long idle = options.idleTimeout().toMillis() / 2;
		return new Performative.Open(options.containerId(), destination.hostname(options.virtualHost()),
				options.limits().maxFrameSize(), options.limits().channelMax(), idle, List.of(),
				options.desiredCapabilities(), properties);
	}

}
