package io.github.amqpreceiver.internal.connection;

import java.util.concurrent.Executor;

import io.github.amqpreceiver.auth.Credentials;
import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.internal.sasl.SaslExchange;
import io.github.amqpreceiver.internal.sasl.SaslIdentity;
import io.github.amqpreceiver.internal.sasl.SaslListener;
import io.github.amqpreceiver.internal.sasl.SaslSettings;
import io.github.amqpreceiver.internal.transport.Destination;
import io.github.amqpreceiver.options.Address;
import io.github.amqpreceiver.options.ConnectionOptions;

/** Brings the SASL exchange of an attempt and its handshake together. */
final class SaslSetup {

	private SaslSetup() {
	}

	static SaslExchange create(ConnectionOptions options, Destination destination, ResolvedCredentials resolved,
			Executor offload, Handshake handshake) {
		Address address = destination.address();
		SaslSettings settings = new SaslSettings(address.toString(), destination.hostname(options.virtualHost()),
				identity(resolved), options.saslMechanisms(), address.tls(), loopback(address),
				options.allowPlainWithoutTls());
		return new SaslExchange(settings, offload, handshake.loop(), handshake::saslFrame, new SaslListener() {

			@Override
			public void succeeded() {
				handshake.authenticated();
			}

			@Override
			public void failed(AmqpReceiverException failure) {
				handshake.refused(failure);
			}

		});
	}

	private static SaslIdentity identity(ResolvedCredentials resolved) {
		if (resolved.username() != null && resolved.password() != null) {
			return new SaslIdentity.Password(resolved.username(), resolved.password());
		}
		return (resolved.credentials() instanceof Credentials.External) ? new SaslIdentity.External()
				: new SaslIdentity.Anonymous();
	}

	private static boolean loopback(Address address) {
		String host = address.host();
		return host.equals("localhost") || host.equals("::1") || host.startsWith("127.");
	}

}
