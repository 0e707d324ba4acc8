package io.github.amqpreceiver.internal.transport;

import io.github.amqpreceiver.options.Address;
import org.jspecify.annotations.Nullable;

/**
 * Where one attempt goes: the address that is dialled, and the host that is named there.
 * They differ after a redirect (AMQP 1.0, section 2.8.18), whose {@code hostname} is what
 * the open frame, SASL and TLS shall say, and its {@code network-host} only where to
 * connect to.
 *
 * @param address where to connect to
 * @param redirectedHost the host that a redirect told to name, or null
 */
public record Destination(Address address, @Nullable String redirectedHost) {

	/**
	 * An address that was configured.
	 * @param address where to connect to
	 * @return the destination
	 */
	public static Destination of(Address address) {
		return new Destination(address, null);
	}

	/**
	 * The name that TLS asks for and that the certificate must have.
	 * @return a host name or IP address
	 */
	public String serverName() {
		return (this.redirectedHost != null) ? this.redirectedHost : this.address.host();
	}

	/**
	 * The host of the open frame and of SASL.
	 * @param virtualHost the one that was configured, or null
	 * @return the redirect's, else the configured one, else the address's
	 */
	public String hostname(@Nullable String virtualHost) {
		if (this.redirectedHost != null) {
			return this.redirectedHost;
		}
		return (virtualHost != null) ? virtualHost : this.address.host();
	}

	/**
	 * The address, as messages say it.
	 * @return such as {@code amqps://host:5671}
	 */
	@Override
	public String toString() {
		return this.address.toString();
	}

}
