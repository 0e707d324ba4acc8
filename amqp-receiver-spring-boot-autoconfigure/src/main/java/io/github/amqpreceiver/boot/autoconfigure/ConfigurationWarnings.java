package io.github.amqpreceiver.boot.autoconfigure;

import java.util.List;

import io.github.amqpreceiver.auth.Credentials;
import io.github.amqpreceiver.options.Address;
import io.github.amqpreceiver.options.ConnectionOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.util.unit.DataSize;

/** What is allowed, and told at every start all the same. */
final class ConfigurationWarnings {

	private static final Logger logger = LoggerFactory.getLogger(ConfigurationWarnings.class);

	private ConfigurationWarnings() {
	}

	static void log(String prefix, ConnectionOptions options) {
		if (options.tls() != null && !options.tls().verifyHostname()) {
			logger.warn("{}.ssl.verify-hostname is false: any certificate that is trusted may pose as {}", prefix,
					options.addresses());
		}
		List<Address> open = options.addresses()
			.stream()
			.filter((address) -> !address.tls() && !Loopback.is(address))
			.toList();
		if (options.allowPlainWithoutTls() && !open.isEmpty()
				&& options.credentials() instanceof Credentials.UsernamePassword) {
			logger.warn("{}.sasl.allow-plain-without-tls is true: the password may go unencrypted to {}", prefix, open);
		}
		if (options.idleTimeout().isZero()) {
			logger.warn("{}.idle-timeout is 0: a half-open connection, whose broker vanished without a word, is not"
					+ " detected", prefix);
		}
		long half = Runtime.getRuntime().maxMemory() / 2;
		if (options.limits().inFlightBytes() > half) {
			logger.warn("{}.limits.in-flight-size is {} MB, more than half of the heap, which is {} MB", prefix,
					DataSize.ofBytes(options.limits().inFlightBytes()).toMegabytes(),
					DataSize.ofBytes(half * 2).toMegabytes());
		}
	}

}
