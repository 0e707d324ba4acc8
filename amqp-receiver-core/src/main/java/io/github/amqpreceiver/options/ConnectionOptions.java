package io.github.amqpreceiver.options;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.github.amqpreceiver.auth.Credentials;
import io.github.amqpreceiver.event.ConnectionMetrics;
import io.github.amqpreceiver.event.ReceiverListener;
import io.github.amqpreceiver.type.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * Settings of one connection.
 *
 * @param addresses where the peer listens, tried in order; localhost:5672 by default
 * @param containerId the name of this container to the peer, 1 to 255 characters; random
 * by default, must be stable for durable subscriptions
 * @param virtualHost the host name in the open frame; null, the default, for the host
 * that is dialled
 * @param credentials who we are to the peer; anonymous by default
 * @param saslMechanisms the SASL mechanisms that may be used; empty, the default, for all
 * that suit the credentials
 * @param allowPlainWithoutTls whether a password may go over an unencrypted connection to
 * another machine; off by default
 * @param tls TLS settings for addresses that use it; null, the default, for the defaults
 * of {@link TlsOptions}
 * @param idleTimeout after how long without a frame the peer counts as gone, 2 s to 24
 * days, or zero for never; 60 s by default
 * @param handshakeTimeout how long TCP, TLS, SASL and open may take together, 100 ms to 1
 * h; 15 s by default
 * @param closeTimeout how long to wait for the answer to a close, 0 to 1 h; 1 s by
 * default
 * @param limits what the peer may make us hold or do
 * @param recovery how to come back after a failure
 * @param properties properties of the open frame; product, version and platform are added
 * @param desiredCapabilities capabilities that the peer is asked for
 * @param trace whether frames are logged at INFO, secrets and bodies masked; off by
 * default
 * @param listener told of every event of the connection and its links
 * @param metrics counts frames and bytes
 * @since 0.1
 */
public record ConnectionOptions(List<Address> addresses, String containerId, @Nullable String virtualHost,
		Credentials credentials, List<String> saslMechanisms, boolean allowPlainWithoutTls, @Nullable TlsOptions tls,
		Duration idleTimeout, Duration handshakeTimeout, Duration closeTimeout, Limits limits, RecoveryOptions recovery,
		Map<Symbol, Object> properties, List<Symbol> desiredCapabilities, boolean trace, ReceiverListener listener,
		ConnectionMetrics metrics) {

	/**
	 * Checks every value.
	 * @throws io.github.amqpreceiver.error.ConfigurationException when one is out of its
	 * range
	 */
	public ConnectionOptions {
		addresses = List.copyOf(addresses);
		Check.that(!addresses.isEmpty(), "addresses", addresses, "at least one address");
		Check.name("containerId", containerId);
		saslMechanisms = Check.mechanisms(saslMechanisms);
		Check.idleTimeout(idleTimeout);
		Check.range("handshakeTimeout", handshakeTimeout, Duration.ofMillis(100), Duration.ofHours(1));
		Check.range("closeTimeout", closeTimeout, Duration.ZERO, Duration.ofHours(1));
		properties = Map.copyOf(properties);
		desiredCapabilities = List.copyOf(desiredCapabilities);
	}

	/**
	 * Starts with the defaults.
	 * @return a builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Starts with the defaults and one address.
	 * @param host a host name or IP address
	 * @param port the port, 1 to 65,535
	 * @return a builder
	 */
	public static Builder builder(String host, int port) {
		return new Builder().addresses(List.of(new Address(host, port, false)));
	}

	/**
	 * A builder that holds these values.
	 * @return a builder
	 */
	public Builder toBuilder() {
		Builder builder = new Builder();
		builder.addresses = this.addresses;
		builder.containerId = this.containerId;
		builder.virtualHost = this.virtualHost;
		builder.credentials = this.credentials;
		builder.saslMechanisms = this.saslMechanisms;
		builder.allowPlainWithoutTls = this.allowPlainWithoutTls;
		builder.tls = this.tls;
		builder.idleTimeout = this.idleTimeout;
		builder.handshakeTimeout = this.handshakeTimeout;
		builder.closeTimeout = this.closeTimeout;
		builder.limits = this.limits;
		builder.recovery = this.recovery;
		builder.properties = this.properties;
		builder.desiredCapabilities = this.desiredCapabilities;
		builder.trace = this.trace;
		builder.listener = this.listener;
		builder.metrics = this.metrics;
		return builder;
	}

	/** Builds {@link ConnectionOptions}; holds the defaults; not thread-safe. */
	public static final class Builder {

		private List<Address> addresses = List.of(Address.DEFAULT);

		private String containerId = "amqp-receiver-" + UUID.randomUUID();

		private @Nullable String virtualHost;

		private Credentials credentials = Credentials.anonymous();

		private List<String> saslMechanisms = List.of();

		private boolean allowPlainWithoutTls = false;

		private @Nullable TlsOptions tls;

		private Duration idleTimeout = Duration.ofSeconds(60);

		private Duration handshakeTimeout = Duration.ofSeconds(15);

		private Duration closeTimeout = Duration.ofSeconds(1);

		private Limits limits = Limits.DEFAULT;

		private RecoveryOptions recovery = RecoveryOptions.DEFAULT;

		private Map<Symbol, Object> properties = Map.of();

		private List<Symbol> desiredCapabilities = List.of();

		private boolean trace = false;

		private ReceiverListener listener = (event) -> {
		};

		private ConnectionMetrics metrics = ConnectionMetrics.NONE;

		private Builder() {
		}

		/**
		 * Sets where the peer listens, tried in order.
		 * @param addresses where the peer listens, tried in order; localhost:5672 by
		 * default
		 * @return this
		 */
		public Builder addresses(List<Address> addresses) {
			this.addresses = addresses;
			return this;
		}

		/**
		 * Sets the name of this container to the peer, 1 to 255 characters.
		 * @param containerId the name of this container to the peer, 1 to 255 characters;
		 * random by default, must be stable for durable subscriptions
		 * @return this
		 */
		public Builder containerId(String containerId) {
			this.containerId = containerId;
			return this;
		}

		/**
		 * Sets the host name in the open frame.
		 * @param virtualHost the host name in the open frame; null, the default, for the
		 * host that is dialled
		 * @return this
		 */
		public Builder virtualHost(@Nullable String virtualHost) {
			this.virtualHost = virtualHost;
			return this;
		}

		/**
		 * Sets who we are to the peer.
		 * @param credentials who we are to the peer; anonymous by default
		 * @return this
		 */
		public Builder credentials(Credentials credentials) {
			this.credentials = credentials;
			return this;
		}

		/**
		 * Sets the SASL mechanisms that may be used.
		 * @param saslMechanisms the SASL mechanisms that may be used; empty, the default,
		 * for all that suit the credentials
		 * @return this
		 */
		public Builder saslMechanisms(List<String> saslMechanisms) {
			this.saslMechanisms = saslMechanisms;
			return this;
		}

		/**
		 * Sets whether a password may go over an unencrypted connection to another
		 * machine.
		 * @param allowPlainWithoutTls whether a password may go over an unencrypted
		 * connection to another machine; off by default
		 * @return this
		 */
		public Builder allowPlainWithoutTls(boolean allowPlainWithoutTls) {
			this.allowPlainWithoutTls = allowPlainWithoutTls;
			return this;
		}

		/**
		 * Sets TLS settings for addresses that use it.
		 * @param tls TLS settings for addresses that use it; null, the default, for the
		 * defaults of {@link TlsOptions}
		 * @return this
		 */
		public Builder tls(@Nullable TlsOptions tls) {
			this.tls = tls;
			return this;
		}

		/**
		 * Sets after how long without a frame the peer counts as gone, 2 s to 24 days, or
		 * zero for never.
		 * @param idleTimeout after how long without a frame the peer counts as gone, 2 s
		 * to 24 days, or zero for never; 60 s by default
		 * @return this
		 */
		public Builder idleTimeout(Duration idleTimeout) {
			this.idleTimeout = idleTimeout;
			return this;
		}

		/**
		 * Sets how long TCP, TLS, SASL and open may take together, 100 ms to 1 h.
		 * @param handshakeTimeout how long TCP, TLS, SASL and open may take together, 100
		 * ms to 1 h; 15 s by default
		 * @return this
		 */
		public Builder handshakeTimeout(Duration handshakeTimeout) {
			this.handshakeTimeout = handshakeTimeout;
			return this;
		}

		/**
		 * Sets how long to wait for the answer to a close, 0 to 1 h.
		 * @param closeTimeout how long to wait for the answer to a close, 0 to 1 h; 1 s
		 * by default
		 * @return this
		 */
		public Builder closeTimeout(Duration closeTimeout) {
			this.closeTimeout = closeTimeout;
			return this;
		}

		/**
		 * Sets what the peer may make us hold or do.
		 * @param limits what the peer may make us hold or do
		 * @return this
		 */
		public Builder limits(Limits limits) {
			this.limits = limits;
			return this;
		}

		/**
		 * Sets how to come back after a failure.
		 * @param recovery how to come back after a failure
		 * @return this
		 */
		public Builder recovery(RecoveryOptions recovery) {
			this.recovery = recovery;
			return this;
		}

		/**
		 * Sets properties of the open frame.
		 * @param properties properties of the open frame; product, version and platform
		 * are added
		 * @return this
		 */
		public Builder properties(Map<Symbol, Object> properties) {
			this.properties = properties;
			return this;
		}

		/**
		 * Sets capabilities that the peer is asked for.
		 * @param desiredCapabilities capabilities that the peer is asked for
		 * @return this
		 */
		public Builder desiredCapabilities(List<Symbol> desiredCapabilities) {
			this.desiredCapabilities = desiredCapabilities;
			return this;
		}

		/**
		 * Sets whether frames are logged at INFO, secrets and bodies masked.
		 * @param trace whether frames are logged at INFO, secrets and bodies masked; off
		 * by default
		 * @return this
		 */
		public Builder trace(boolean trace) {
			this.trace = trace;
			return this;
		}

		/**
		 * Sets who is told of every event of the connection and its links.
		 * @param listener told of every event of the connection and its links
		 * @return this
		 */
		public Builder listener(ReceiverListener listener) {
			this.listener = listener;
			return this;
		}

		/**
		 * Sets what counts frames and bytes.
		 * @param metrics counts frames and bytes
		 * @return this
		 */
		public Builder metrics(ConnectionMetrics metrics) {
			this.metrics = metrics;
			return this;
		}

		/**
		 * Builds the options.
		 * @return the options
		 * @throws io.github.amqpreceiver.error.ConfigurationException when a value is out
		 * of its range
		 */
		public ConnectionOptions build() {
			return new ConnectionOptions(this.addresses, this.containerId, this.virtualHost, this.credentials,
					this.saslMechanisms, this.allowPlainWithoutTls, this.tls, this.idleTimeout, this.handshakeTimeout,
					this.closeTimeout, this.limits, this.recovery, this.properties, this.desiredCapabilities,
					this.trace, this.listener, this.metrics);
		}

	}

}
