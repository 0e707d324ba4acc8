package io.github.amqpreceiver.boot.autoconfigure;

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
		if (options.allowPlainWithoutTls() && options.addresses().stream().anyMatch((address) -> !address.tls())) {
			logger.warn("{}.sasl.allow-plain-without-tls is true: a password may go unencrypted to {}", prefix,
					options.addresses().stream().map(Address::toString).toList());
		}
		if (options.idleTimeout().isZero()) {
			logger.warn("{}.idle-timeout is 0: a broker that vanished without a word is not detected", prefix);
		}
		long half = Runtime.getRuntime().maxMemory() / 2;
		if (options.limits().inFlightBytes() > half) {
			logger.warn("{}.limits.in-flight-size is {} MB, more than half of the heap, which is {} MB", prefix,
					DataSize.ofBytes(options.limits().inFlightBytes()).toMegabytes(),
					DataSize.ofBytes(half * 2).toMegabytes());
		}
	}

}
