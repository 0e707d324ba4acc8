package io.github.amqpreceiver.options;

import java.util.Objects;

/**
 * Where a peer listens.
 *
 * @param host a host name or IP address, resolved again at every attempt
 * @param port the port, 1 to 65,535
 * @param tls whether the connection is encrypted ({@code amqps})
 * @since 0.1
 */
public record Address(String host, int port, boolean tls) {

	/** The port of {@code amqp}. */
	public static final int PLAIN_PORT = 5672;

	/** The port of {@code amqps}. */
	public static final int TLS_PORT = 5671;

	/** The default: this machine, unencrypted. */
	public static final Address DEFAULT = new Address("localhost", PLAIN_PORT, false);

	/**
	 * Checks the values.
	 */
	public Address {
		Objects.requireNonNull(host, "host");
		Check.that(!host.isBlank(), "host", host, "a host name or IP address");
		Check.range("port", port, 1, 65_535);
	}

	/**
	 * The address as a URI without credentials.
	 * @return such as {@code amqps://host:5671}
	 */
	@Override
	public String toString() {
		String shown = this.host.contains(":") ? "[" + this.host + "]" : this.host;
		return (this.tls ? "amqps://" : "amqp://") + shown + ":" + this.port;
	}

}
