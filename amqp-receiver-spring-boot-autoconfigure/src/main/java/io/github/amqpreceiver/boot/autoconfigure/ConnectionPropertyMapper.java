package io.github.amqpreceiver.boot.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.github.amqpreceiver.auth.Credentials;
import io.github.amqpreceiver.boot.autoconfigure.AmqpReceiverProperties.Connection;
import io.github.amqpreceiver.boot.autoconfigure.AmqpReceiverProperties.Recovery;
import io.github.amqpreceiver.boot.autoconfigure.AmqpReceiverProperties.Transport;
import io.github.amqpreceiver.options.Address;
import io.github.amqpreceiver.options.ConnectionOptions;
import io.github.amqpreceiver.options.Limits;
import io.github.amqpreceiver.options.RecoveryOptions;
import io.github.amqpreceiver.options.TlsOptions;
import io.github.amqpreceiver.options.TransportOptions;
import io.github.amqpreceiver.type.Symbol;
import javax.net.ssl.SSLContext;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.boot.ssl.SslBundle;

/** From the properties of connections to their options. */
final class ConnectionPropertyMapper {

	private final String prefix;

	private final Connection properties;

	private final AmqpReceiverConnectionDetails details;

	private final PropertyMapper map = PropertyMapper.get();

	private ConnectionPropertyMapper(String prefix, Connection properties, AmqpReceiverConnectionDetails details) {
		this.prefix = prefix;
		this.properties = properties;
		this.details = details;
	}

	/**
	 * Maps the properties of one connection.
	 * @param prefix their full prefix, for messages
	 * @param properties the properties
	 * @param details where the broker is
	 * @return the options
	 */
	static ConnectionOptions.Builder map(String prefix, Connection properties, AmqpReceiverConnectionDetails details) {
		return new ConnectionPropertyMapper(prefix, properties, details).connection();
	}

	/**
	 * Maps the properties of the event loops.
	 * @param properties the properties
	 * @param virtualThreads whether handlers run on virtual threads
	 * @return the options
	 */
	static TransportOptions map(Transport properties, boolean virtualThreads) {
		TransportOptions defaults = TransportOptions.DEFAULT;
		int[] threads = { defaults.ioThreads(), defaults.handlerThreads() };
		boolean nativeTransport = (properties.nativeTransport() != null) ? properties.nativeTransport()
				: defaults.nativeTransport();
		CheckedProperty check = new CheckedProperty("amqp.receiver.transport",
				() -> new TransportOptions(threads[0], threads[1], nativeTransport, virtualThreads));
		PropertyMapper map = PropertyMapper.get();
		map.from(properties.ioThreads()).to(check.of("io-threads", (Integer value) -> threads[0] = value));
		map.from(properties.handlerThreads()).to(check.of("handler-threads", (Integer value) -> threads[1] = value));
		return new TransportOptions(threads[0], threads[1], nativeTransport, virtualThreads);
	}

	private ConnectionOptions.Builder connection() {
		ConnectionOptions.Builder options = ConnectionOptions.builder();
		CheckedProperty check = new CheckedProperty(this.prefix, options::build);
		options.addresses(this.details.getAddresses());
		options.limits(limits());
		options.recovery(recovery());
		this.map.from(this.details.getVirtualHost()).to(options::virtualHost);
		this.map.from(this.properties.containerId()).to(check.of("container-id", options::containerId));
		this.map.from(this.properties.idleTimeout()).to(check.of("idle-timeout", options::idleTimeout));
		this.map.from(this.properties.handshakeTimeout()).to(check.of("handshake-timeout", options::handshakeTimeout));
		this.map.from(this.properties.closeTimeout()).to(check.of("close-timeout", options::closeTimeout));
		this.map.from(this.properties.properties()).as(ConnectionPropertyMapper::symbols).to(options::properties);
		this.map.from(this.properties.desiredCapabilities())
			.as(ConnectionPropertyMapper::symbols)
			.to(options::desiredCapabilities);
		this.map.from(this.properties.trace()).to(options::trace);
		this.map.from(mechanisms()).to(check.of("sasl.mechanisms", options::saslMechanisms));
		options.credentials(credentials());
		this.map.from(this.properties.sasl().allowPlainWithoutTls()).to(options::allowPlainWithoutTls);
		if (this.details.getAddresses().stream().anyMatch(Address::tls)) {
			options.tls(tls());
		}
		checkPlain();
		return options;
	}

	private Limits limits() {
		Limits.Builder limits = Limits.builder();
		CheckedProperty top = new CheckedProperty(this.prefix, limits::build);
		CheckedProperty check = new CheckedProperty(this.prefix + ".limits", limits::build);
		AmqpReceiverProperties.Limits source = this.properties.limits();
		this.map.from(this.properties.maxFrameSize())
			.to(top.of("max-frame-size",
					(size) -> limits.maxFrameSize((int) Math.min(Integer.MAX_VALUE, size.toBytes()))));
		this.map.from(source.inFlightSize())
			.to(check.of("in-flight-size", (size) -> limits.inFlightBytes(size.toBytes())));
		this.map.from(source.transfersPerDelivery())
			.to(check.of("transfers-per-delivery", limits::transfersPerDelivery));
		this.map.from(source.applicationProperties())
			.to(check.of("application-properties", limits::applicationProperties));
		this.map.from(source.nesting()).to(check.of("nesting", limits::nesting));
		this.map.from(source.zeroWidthElements()).to(check.of("zero-width-elements", limits::zeroWidthElements));
		this.map.from(source.channelMax()).to(check.of("channel-max", limits::channelMax));
		this.map.from(source.handleMax()).to(check.of("handle-max", limits::handleMax));
		return limits.build();
	}

	private RecoveryOptions recovery() {
		RecoveryOptions.Builder recovery = RecoveryOptions.builder();
		CheckedProperty check = new CheckedProperty(this.prefix + ".recovery", recovery::build);
		Recovery source = this.properties.recovery();
		this.map.from(source.enabled()).to(recovery::enabled);
		this.map.from(source.failFast()).to(recovery::failFast);
		this.map.from(source.stableAfter()).to(check.of("stable-after", recovery::stableAfter));
		this.map.from(source.shuffleAddresses()).to(recovery::shuffleAddresses);
		this.map.from(source.maxRedirects()).to(check.of("max-redirects", recovery::maxRedirects));
		this.map.from(source.notFoundTimeout()).to(check.of("not-found-timeout", recovery::notFoundTimeout));
		this.map.from(source.giveUpOnAuthenticationFailure()).to(recovery::giveUpOnAuthenticationFailure);
		recovery.backOff(RecoveryBackOff.of(this.prefix + ".recovery", source));
		return recovery.build();
	}

	private TlsOptions tls() {
		TlsOptions.Builder tls = TlsOptions.builder();
		CheckedProperty check = new CheckedProperty(this.prefix + ".ssl", tls::build);
		SslBundle bundle = this.details.getSslBundle();
		if (bundle != null) {
			// asked for again at every attempt: a bundle that was reloaded is used then
			tls.context(() -> context(current(bundle)));
			this.map.from(bundle.getOptions().getEnabledProtocols()).as(List::of).to(tls::protocols);
		}
		this.map.from(this.properties.ssl().verifyHostname()).to(tls::verifyHostname);
		this.map.from(this.properties.ssl().handshakeTimeout())
			.to(check.of("handshake-timeout", tls::handshakeTimeout));
		return tls.build();
	}

	// of its managers, so that a refusal names the certificate
	private static SSLContext context(SslBundle bundle) {
		return TlsOptions.context(bundle.getProtocol(), bundle.getManagers().getKeyManagers(),
				bundle.getManagers().getTrustManagers());
	}

	private SslBundle current(SslBundle first) {
		SslBundle now = this.details.getSslBundle();
		return (now != null) ? now : first;
	}

	private @Nullable List<String> mechanisms() {
		List<String> mechanisms = this.properties.sasl().mechanisms();
		return (mechanisms != null) ? mechanisms.stream().map((name) -> name.strip().toUpperCase(Locale.ROOT)).toList()
				: null;
	}

	private Credentials credentials() {
		String username = this.details.getUsername();
		String password = this.details.getPassword();
		List<String> mechanisms = mechanisms();
		if (username != null && password != null) {
			checkMechanisms(mechanisms, (name) -> name.equals("PLAIN") || name.startsWith("SCRAM-"),
					"None of them takes the username and password that are set.",
					"Write PLAIN or a SCRAM mechanism, or leave username and password out.");
			return Credentials.password(() -> current(this.details.getUsername(), username),
					() -> current(this.details.getPassword(), password));
		}
		if (mechanisms != null && mechanisms.contains("EXTERNAL")) {
			checkClientCertificate();
			return Credentials.external();
		}
		checkMechanisms(mechanisms, (name) -> name.equals("ANONYMOUS"),
				"They need a username and a password, and none are set.",
				"Set " + this.prefix + ".username and password, or leave the mechanisms out for ANONYMOUS.");
		return Credentials.anonymous();
	}

	private void checkMechanisms(@Nullable List<String> mechanisms, Predicate<String> suits, String reason,
			String action) {
		if (mechanisms != null && !mechanisms.isEmpty() && mechanisms.stream().noneMatch(suits)) {
			throw new InvalidAmqpReceiverPropertyException(this.prefix + ".sasl.mechanisms",
					String.join(",", mechanisms), reason, action);
		}
	}

	private static String current(@Nullable String now, String first) {
		return (now != null) ? now : first;
	}

	private void checkClientCertificate() {
		SslBundle bundle = this.details.getSslBundle();
		if (bundle == null || bundle.getStores().getKeyStore() == null
				|| this.details.getAddresses().stream().anyMatch((address) -> !address.tls())) {
			throw new InvalidAmqpReceiverPropertyException(this.prefix + ".sasl.mechanisms", "EXTERNAL",
					"EXTERNAL needs TLS with a client certificate.", "Use amqps:// and set " + this.prefix
							+ ".ssl.bundle to a bundle with a key store, or set a username and a password.");
		}
	}

	// The core refuses it too, but only when it knows what the broker offers
	private void checkPlain() {
		List<String> mechanisms = mechanisms();
		boolean plain = mechanisms == null || mechanisms.isEmpty() || mechanisms.contains("PLAIN");
		boolean allowed = Boolean.TRUE.equals(this.properties.sasl().allowPlainWithoutTls());
		boolean ours = this.details instanceof PropertiesAmqpReceiverConnectionDetails;
		if (ours && plain && !allowed && this.details.getUsername() != null) {
			List<String> open = new ArrayList<>();
			for (Address address : this.details.getAddresses()) {
				if (!address.tls() && !Loopback.is(address)) {
					open.add(address.toString());
				}
			}
			if (!open.isEmpty()) {
				Boolean set = this.properties.sasl().allowPlainWithoutTls();
				throw new InvalidAmqpReceiverPropertyException(this.prefix + ".sasl.allow-plain-without-tls",
						(set != null) ? set.toString() : null,
						"The password would go unencrypted to " + String.join(", ", open) + ".",
						"Use amqps://, or set " + this.prefix + ".sasl.mechanisms to SCRAM-SHA-256,SCRAM-SHA-512, or "
								+ this.prefix + ".sasl.allow-plain-without-tls to true.");
			}
		}
	}

	private static Map<Symbol, Object> symbols(Map<String, String> values) {
		return values.entrySet()
			.stream()
			.collect(Collectors.toMap((entry) -> Symbol.valueOf(entry.getKey()), (entry) -> entry.getValue()));
	}

	private static List<Symbol> symbols(List<String> values) {
		return values.stream().map(Symbol::valueOf).toList();
	}

}
