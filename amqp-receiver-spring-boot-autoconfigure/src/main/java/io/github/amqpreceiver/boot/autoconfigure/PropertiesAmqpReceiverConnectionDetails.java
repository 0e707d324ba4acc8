package io.github.amqpreceiver.boot.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

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
			return encrypted("uri", List.of(this.uri.address()));
		}
		if (this.properties.addresses() != null) {
			exclusive("addresses", "host", this.properties.host());
			exclusive("addresses", "port", this.properties.port());
			List<Address> addresses = new ArrayList<>();
			for (String text : this.properties.addresses()) {
				addresses.add(AmqpUri.parseAddress(this.prefix + ".addresses", text.strip(), tls));
			}
			if (addresses.isEmpty()) {
				throw wrong("addresses", "", "There is no address in it.",
						"Write one or more, as broker1:5672,broker2:5672, or leave it out for localhost:5672.");
			}
			return encrypted("addresses", addresses);
		}
		String host = (this.properties.host() != null) ? HostProperty.check(this.prefix, this.properties.host())
				: Address.DEFAULT.host();
		Integer port = this.properties.port();
		if (port != null && (port < 1 || port > 65_535)) {
			throw wrong("port", port.toString(), "A port is a number from 1 to 65535.",
					"Write the port that the broker listens on, mostly 5672.");
		}
		return List.of(new Address(host, (port != null) ? port : (tls ? Address.TLS_PORT : Address.PLAIN_PORT), tls));
	}

	// nobody who asks for encryption is to go without it unnoticed
	private List<Address> encrypted(String property, List<Address> addresses) {
		AmqpReceiverProperties.Ssl ssl = this.properties.ssl();
		boolean allTls = addresses.stream().allMatch(Address::tls);
		if (!allTls && addresses.stream().anyMatch(Address::tls)) {
			throw wrong(property, join(addresses), "One address is encrypted and another is not.",
					"Use amqps:// for all of them, or amqp:// for all.");
		}
		if (!allTls && ssl.isOn()) {
			boolean bundle = ssl.bundle() != null;
			throw wrong(bundle ? "ssl.bundle" : "ssl.enabled", bundle ? ssl.bundle() : "true",
					"It has no effect on " + join(addresses) + ", which is not encrypted.",
					"Use amqps:// in " + this.prefix + "." + property + ", or leave it out.");
		}
		if (allTls && Boolean.FALSE.equals(ssl.enabled())) {
			throw wrong("ssl.enabled", "false", "It contradicts amqps:// in " + this.prefix + "." + property + ".",
					"Use amqp:// for a connection that is not encrypted, or leave it out.");
		}
		return addresses;
	}

	private static String join(List<Address> addresses) {
		return addresses.stream().map(Address::toString).collect(Collectors.joining(", "));
	}

	private void exclusive(String first, String second, @Nullable Object value) {
		if (value != null) {
			String shown = (value instanceof List<?> list)
					? list.stream().map((text) -> AmqpUri.masked(text.toString())).collect(Collectors.joining(","))
					: AmqpUri.masked(value.toString());
			throw wrong(second, shown, "It has no meaning beside " + this.prefix + "." + first + ".",
					"Set one of the two.");
		}
	}

	private void checkCredentials() {
		if (this.uri != null) {
			once("username", this.properties.username(), this.uri.username());
			once("password", this.properties.password(), this.uri.password());
		}
		String user = getUsername();
		String password = getPassword();
		if ((user != null) != (password != null)) {
			throw wrong((user != null) ? "password" : "username", null,
					"There is a " + ((user != null) ? "username without a password." : "password without a username."),
					"Set both, or none of them for ANONYMOUS, or sasl.mechanisms to EXTERNAL for a client certificate.");
		}
		if (user != null && password != null && (user.isBlank() || password.isEmpty())) {
			throw wrong(user.isBlank() ? "username" : "password", "",
					"It is empty, as when a variable that it stands for is not set.",
					"Set it, or leave username and password out for ANONYMOUS.");
		}
	}

	private void once(String property, @Nullable String value, @Nullable String inUri) {
		if (value != null && inUri != null) {
			throw wrong(property, property.equals("password") ? "******" : value,
					"There is a " + property + " in " + this.prefix + ".uri already.", "Set it in one of the two.");
		}
	}

	private InvalidAmqpReceiverPropertyException wrong(String property, @Nullable String value, String reason,
			String action) {
		return new InvalidAmqpReceiverPropertyException(this.prefix + "." + property, value, reason, action);
	}

}
