package io.github.amqpreceiver.boot.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import io.github.amqpreceiver.boot.autoconfigure.AmqpReceiverProperties.Connection;
import io.github.amqpreceiver.options.Address;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

/**
 * Connection details from the properties of one connection; immutable but for the bundle.
 */
final class PropertiesAmqpReceiverConnectionDetails implements AmqpReceiverConnectionDetails {

	private final String prefix;

	private final Connection properties;

	private final @Nullable SslBundles sslBundles;

	private final @Nullable AmqpUri uri;

	private final List<Address> addresses;

	PropertiesAmqpReceiverConnectionDetails(String prefix, Connection properties, @Nullable SslBundles sslBundles) {
		this.prefix = prefix;
		this.properties = properties;
		this.sslBundles = sslBundles;
		this.uri = (properties.uri() != null) ? AmqpUri.parse(prefix + ".uri", properties.uri()) : null;
		this.addresses = addresses();
		checkCredentials();
	}

	@Override
	public List<Address> getAddresses() {
		return this.addresses;
	}

	@Override
	public @Nullable String getUsername() {
		return (this.properties.username() != null || this.uri == null) ? this.properties.username()
				: this.uri.username();
	}

	@Override
	public @Nullable String getPassword() {
		return (this.properties.password() != null || this.uri == null) ? this.properties.password()
				: this.uri.password();
	}

	@Override
	public @Nullable String getVirtualHost() {
		return (this.properties.virtualHost() != null || this.uri == null) ? this.properties.virtualHost()
				: this.uri.virtualHost();
	}

	@Override
	public @Nullable SslBundle getSslBundle() {
		String name = this.properties.ssl().bundle();
		return (name != null) ? NamedSslBundle.find(this.prefix + ".ssl.bundle", name, this.sslBundles) : null;
	}

	private List<Address> addresses() {
		boolean tls = this.properties.ssl().isOn();
		if (this.uri != null) {
			exclusive("uri", "addresses", this.properties.addresses());
			exclusive("uri", "host", this.properties.host());
			exclusive("uri", "port", this.properties.port());
			return List.of(this.uri.address());
		}
		if (this.properties.addresses() != null && !this.properties.addresses().isEmpty()) {
			exclusive("addresses", "host", this.properties.host());
			exclusive("addresses", "port", this.properties.port());
			List<Address> addresses = new ArrayList<>();
			for (String text : this.properties.addresses()) {
				addresses.add(AmqpUri.parseAddress(this.prefix + ".addresses", text.strip(), tls));
			}
			return addresses;
		}
		String host = (this.properties.host() != null) ? this.properties.host() : Address.DEFAULT.host();
		Integer port = this.properties.port();
		if (host.isBlank() || host.contains("/") || host.contains("@")) {
			throw new InvalidAmqpReceiverPropertyException(this.prefix + ".host", AmqpUri.masked(host),
					"This is no host name or IP address.", "Write the host alone, or use " + this.prefix + ".uri.");
		}
		if (port != null && (port < 1 || port > 65_535)) {
			throw new InvalidAmqpReceiverPropertyException(this.prefix + ".port", port.toString(),
					"A port is a number from 1 to 65535.", "Write the port that the broker listens on, mostly 5672.");
		}
		return List.of(new Address(host, (port != null) ? port : (tls ? Address.TLS_PORT : Address.PLAIN_PORT), tls));
	}

	private void exclusive(String first, String second, @Nullable Object value) {
		if (value != null) {
			throw new InvalidAmqpReceiverPropertyException(this.prefix + "." + second, value.toString(),
					"It has no meaning beside " + this.prefix + "." + first + ".", "Set one of the two.");
		}
	}

	private void checkCredentials() {
		boolean user = getUsername() != null;
		if (user != (getPassword() != null)) {
			throw new InvalidAmqpReceiverPropertyException(this.prefix + (user ? ".password" : ".username"), null,
					"There is a " + (user ? "username without a password." : "password without a username."),
					"Set both, or none of them for ANONYMOUS, or sasl.mechanisms to EXTERNAL for a client certificate.");
		}
	}

}
