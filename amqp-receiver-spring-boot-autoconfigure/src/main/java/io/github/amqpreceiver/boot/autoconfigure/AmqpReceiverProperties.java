package io.github.amqpreceiver.boot.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.util.unit.DataSize;

/**
 * Properties of the receiver. The connection at the top level is the default one;
 * {@code connections.<name>} has further ones of the same shape. A value that is null was
 * not set: the defaults are those of the options in the core. A duration without a unit
 * is in milliseconds, a size without one in bytes.
 *
 * @param uri URI of the broker, amqp[s]://[user[:password]@]host[:port][/virtual-host].
 * @param addresses Addresses of the broker that are tried in order, each host[:port] or a
 * URI without credentials.
 * @param host Host name or IP address of the broker.
 * @param port Port of the broker, 1 to 65535; 5672, or 5671 with TLS, by default.
 * @param username User to authenticate with, unless the URI has one.
 * @param password Password to authenticate with, unless the URI has one.
 * @param containerId Name of this container to the broker; random by default, must be
 * stable for durable subscriptions.
 * @param virtualHost Host name in the open frame; by default the host that is dialled.
 * @param idleTimeout After how long without a frame the broker counts as gone, 2 s to 24
 * days, or 0 for never.
 * @param handshakeTimeout How long TCP, TLS, SASL and open may take together, 100 ms to 1
 * h.
 * @param closeTimeout How long to wait for the answer to a close, 0 to 1 h.
 * @param maxFrameSize Largest frame that is accepted, 512 B to 16 MB.
 * @param properties Properties of the open frame; product, version and platform are
 * added.
 * @param desiredCapabilities Capabilities that the broker is asked for.
 * @param trace Whether frames are logged at INFO, secrets and bodies masked.
 * @param limits What the broker may make this side hold or do.
 * @param recovery How to come back after a failure.
 * @param ssl Encryption.
 * @param sasl Authentication.
 * @param transport Threads and sockets of all connections.
 * @param health What the health contributor tolerates.
 * @param listener Settings of all listeners; the annotation goes before them.
 * @param listeners Settings of one listener by its id; they go before the annotation.
 * @param connections Further connections by name.
 * @since 0.1
 */
@ConfigurationProperties(prefix = "amqp.receiver", ignoreUnknownFields = false)
public record AmqpReceiverProperties(@Nullable String uri, @Nullable List<String> addresses, @Nullable String host,
		@Nullable Integer port, @Nullable String username, @Nullable String password, @Nullable String containerId,
		@Nullable String virtualHost, @Nullable Duration idleTimeout, @Nullable Duration handshakeTimeout,
		@Nullable Duration closeTimeout, @Nullable DataSize maxFrameSize, @Nullable Map<String, String> properties,
		@Nullable List<String> desiredCapabilities, @Nullable Boolean trace, @DefaultValue Limits limits,
		@DefaultValue Recovery recovery, @DefaultValue Ssl ssl, @DefaultValue Sasl sasl,
		@DefaultValue Transport transport, @DefaultValue Health health,
		@DefaultValue @NestedConfigurationProperty ListenerProperties listener,
		@DefaultValue Map<String, ListenerProperties> listeners, @DefaultValue Map<String, Connection> connections) {

	/**
	 * The connection at the top level.
	 * @return its settings
	 */
	Connection connection() {
		return new Connection(this.uri, this.addresses, this.host, this.port, this.username, this.password,
				this.containerId, this.virtualHost, this.idleTimeout, this.handshakeTimeout, this.closeTimeout,
				this.maxFrameSize, this.properties, this.desiredCapabilities, this.trace, this.limits, this.recovery,
				this.ssl, this.sasl);
	}

	/**
	 * Without the values: one of them is a password.
	 * @return the prefix
	 */
	@Override
	public String toString() {
		return "amqp.receiver.*";
	}

	/**
	 * One connection.
	 *
	 * @param uri URI of the broker,
	 * amqp[s]://[user[:password]@]host[:port][/virtual-host].
	 * @param addresses Addresses of the broker that are tried in order.
	 * @param host Host name or IP address of the broker.
	 * @param port Port of the broker, 1 to 65535.
	 * @param username User to authenticate with.
	 * @param password Password to authenticate with.
	 * @param containerId Name of this container to the broker.
	 * @param virtualHost Host name in the open frame.
	 * @param idleTimeout After how long without a frame the broker counts as gone.
	 * @param handshakeTimeout How long TCP, TLS, SASL and open may take together.
	 * @param closeTimeout How long to wait for the answer to a close.
	 * @param maxFrameSize Largest frame that is accepted.
	 * @param properties Properties of the open frame.
	 * @param desiredCapabilities Capabilities that the broker is asked for.
	 * @param trace Whether frames are logged at INFO, secrets and bodies masked.
	 * @param limits What the broker may make this side hold or do.
	 * @param recovery How to come back after a failure.
	 * @param ssl Encryption.
	 * @param sasl Authentication.
	 */
	public record Connection(@Nullable String uri, @Nullable List<String> addresses, @Nullable String host,
			@Nullable Integer port, @Nullable String username, @Nullable String password, @Nullable String containerId,
			@Nullable String virtualHost, @Nullable Duration idleTimeout, @Nullable Duration handshakeTimeout,
			@Nullable Duration closeTimeout, @Nullable DataSize maxFrameSize, @Nullable Map<String, String> properties,
			@Nullable List<String> desiredCapabilities, @Nullable Boolean trace, @DefaultValue Limits limits,
			@DefaultValue Recovery recovery, @DefaultValue Ssl ssl, @DefaultValue Sasl sasl) {

		/** Whether the properties say where the broker is, be it only its port. */
		boolean isAddressed() {
			return this.uri != null || this.addresses != null || this.host != null || this.port != null;
		}

		/**
		 * Without the values: one of them is a password.
		 * @return nothing but the kind
		 */
		@Override
		public String toString() {
			return "Connection[******]";
		}

	}

	/**
	 * What the broker may make this side hold or do.
	 *
	 * @param inFlightSize Most bytes of messages that a connection holds, 64 KB to 1 TB.
	 * @param transfersPerDelivery Most frames that one message may come in, 1 to
	 * 2147483647.
	 * @param applicationProperties Most application properties that a message may have, 0
	 * to 1000000.
	 * @param nesting How deep values may be nested, 4 to 32.
	 * @param zeroWidthElements Most array elements without bytes that a frame or message
	 * may have, 0 to 65536.
	 * @param channelMax Highest channel number, one less than the sessions of a
	 * connection, 0 to 65535.
	 * @param handleMax Highest handle, one less than the links of a session, 0 to 65535.
	 */
	public record Limits(@Nullable DataSize inFlightSize, @Nullable Integer transfersPerDelivery,
			@Nullable Integer applicationProperties, @Nullable Integer nesting, @Nullable Integer zeroWidthElements,
			@Nullable Integer channelMax, @Nullable Integer handleMax) {
	}

	/**
	 * How to come back after a failure.
	 *
	 * @param enabled Whether to recover at all.
	 * @param failFast Whether the application fails to start when the broker cannot be
	 * reached.
	 * @param initialDelay Wait before the first attempt to recover, 0 to 1 day, at most
	 * the longest wait.
	 * @param multiplier Factor by which the wait grows each time, 1 to 100.
	 * @param maxDelay Longest wait between attempts, 0 to 1 day.
	 * @param jitter How far a wait is spread, as a share of it, 0 to 1.
	 * @param stableAfter How long a link must stay open until its attempts are counted
	 * from one again, 0 to 1 day.
	 * @param shuffleAddresses Whether the addresses are tried in random order.
	 * @param maxRedirects Most redirects in a row that are followed, 0 to 100.
	 * @param notFoundTimeout How long an address may stay unknown to the broker until the
	 * receiver gives up, 0 to 30 days; for ever by default.
	 * @param giveUpOnAuthenticationFailure Whether refused credentials end the attempts,
	 * unless the connection was open before.
	 */
	public record Recovery(@Nullable Boolean enabled, @Nullable Boolean failFast, @Nullable Duration initialDelay,
			@Nullable Double multiplier, @Nullable Duration maxDelay, @Nullable Double jitter,
			@Nullable Duration stableAfter, @Nullable Boolean shuffleAddresses, @Nullable Integer maxRedirects,
			@Nullable Duration notFoundTimeout, @Nullable Boolean giveUpOnAuthenticationFailure) {
	}

	/**
	 * Encryption.
	 *
	 * @param enabled Whether addresses without a scheme are encrypted; by default when a
	 * bundle is named.
	 * @param bundle Name of the SSL bundle.
	 * @param verifyHostname Whether the certificate must name the host.
	 * @param handshakeTimeout How long the TLS handshake may take, 100 ms to 1 h.
	 */
	public record Ssl(@Nullable Boolean enabled, @Nullable String bundle, @Nullable Boolean verifyHostname,
			@Nullable Duration handshakeTimeout) {

		boolean isOn() {
			return (this.enabled != null) ? this.enabled : this.bundle != null;
		}

	}

	/**
	 * Authentication.
	 *
	 * @param mechanisms SASL mechanisms that may be used, strongest first; all that suit
	 * the credentials by default.
	 * @param allowPlainWithoutTls Whether a password may go over an unencrypted
	 * connection to another machine.
	 */
	public record Sasl(@Nullable List<String> mechanisms, @Nullable Boolean allowPlainWithoutTls) {
	}

	/**
	 * Threads and sockets of all connections.
	 *
	 * @param ioThreads Event-loop threads, 1 to 1024; half of the processors by default.
	 * @param handlerThreads Threads of the default handler pool, 1 to 65535; four for
	 * each processor, at least sixteen, by default.
	 * @param nativeTransport Whether epoll or kqueue is used where it is there.
	 */
	public record Transport(@Nullable Integer ioThreads, @Nullable Integer handlerThreads,
			@Name("native") @Nullable Boolean nativeTransport) {
	}

	/**
	 * What the health contributor tolerates.
	 *
	 * @param recoveryGrace How long a listener that was attached may recover until it
	 * counts as down, 0 to 1 day.
	 */
	public record Health(@DefaultValue("30s") Duration recoveryGrace) {
	}

}
