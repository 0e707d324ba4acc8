package io.github.amqpreceiver.options;

import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

import io.github.amqpreceiver.error.ConfigurationException;
import org.jspecify.annotations.Nullable;

/**
 * TLS of a connection. The context is asked for at every connection attempt, so that
 * rotated certificates are picked up.
 *
 * @param context gives the TLS context; by default the one of the Java runtime
 * @param verifyHostname whether the certificate must name the host; on by default
 * @param protocols the TLS versions that are allowed; 1.3 and 1.2 by default
 * @param handshakeTimeout how long the TLS handshake may take, 100 ms to 1 h; 10 s by
 * default
 * @since 0.1
 */
public record TlsOptions(Supplier<SSLContext> context, boolean verifyHostname, List<String> protocols,
		Duration handshakeTimeout) {

	/**
	 * Checks every value.
	 * @throws io.github.amqpreceiver.error.ConfigurationException when one is out of its
	 * range
	 */
	public TlsOptions {
		Objects.requireNonNull(context, "context");
		protocols = List.copyOf(protocols);
		Check.range("handshakeTimeout", handshakeTimeout, Duration.ofMillis(100), Duration.ofHours(1));
	}

	/** All defaults. */
	public static final TlsOptions DEFAULT = builder().build();

	/**
	 * Starts with the defaults.
	 * @return a builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * A builder that holds these values.
	 * @return a builder
	 */
	public Builder toBuilder() {
		Builder builder = new Builder();
		builder.context = this.context;
		builder.verifyHostname = this.verifyHostname;
		builder.protocols = this.protocols;
		builder.handshakeTimeout = this.handshakeTimeout;
		return builder;
	}

	/**
	 * A TLS context of keys and trusted certificates, whose refusals name the certificate
	 * that was refused. What is trusted here replaces what the Java runtime trusts.
	 * @param protocol the protocol of the context, such as {@code TLS}
	 * @param keys who this side is, or null for nobody
	 * @param trust whom it trusts, or null for those that the Java runtime trusts
	 * @return the context
	 * @throws io.github.amqpreceiver.error.ConfigurationException when the runtime cannot
	 * make it
	 */
	public static SSLContext context(String protocol, KeyManager @Nullable [] keys, TrustManager @Nullable [] trust) {
		try {
			SSLContext context = SSLContext.getInstance(protocol);
			context.init(
					keys, (trust != null)
							? Arrays.stream(trust).map(NamingTrustManager::of).toArray(TrustManager[]::new) : null,
					null);
			return context;
		}
		catch (GeneralSecurityException ex) {
			throw new ConfigurationException("There is no TLS context '%s': %s".formatted(protocol, ex.getMessage()),
					null, ex);
		}
	}

	private static SSLContext systemContext() {
		try {
			return SSLContext.getDefault();
		}
		catch (NoSuchAlgorithmException ex) {
			throw new ConfigurationException("The Java runtime has no default TLS context: " + ex.getMessage(), null,
					ex);
		}
	}

	/** Builds {@link TlsOptions}; holds the defaults; not thread-safe. */
	public static final class Builder {

		private Supplier<SSLContext> context = TlsOptions::systemContext;

		private boolean verifyHostname = true;

		private List<String> protocols = List.of("TLSv1.3", "TLSv1.2");

		private Duration handshakeTimeout = Duration.ofSeconds(10);

		private Builder() {
		}

		/**
		 * Sets gives the TLS context.
		 * @param context gives the TLS context; by default the one of the Java runtime
		 * @return this
		 */
		public Builder context(Supplier<SSLContext> context) {
			this.context = context;
			return this;
		}

		/**
		 * Sets whether the certificate must name the host.
		 * @param verifyHostname whether the certificate must name the host; on by default
		 * @return this
		 */
		public Builder verifyHostname(boolean verifyHostname) {
			this.verifyHostname = verifyHostname;
			return this;
		}

		/**
		 * Sets the TLS versions that are allowed.
		 * @param protocols the TLS versions that are allowed; 1.3 and 1.2 by default
		 * @return this
		 */
		public Builder protocols(List<String> protocols) {
			this.protocols = protocols;
			return this;
		}

		/**
		 * Sets how long the TLS handshake may take, 100 ms to 1 h.
		 * @param handshakeTimeout how long the TLS handshake may take, 100 ms to 1 h; 10
		 * s by default
		 * @return this
		 */
		public Builder handshakeTimeout(Duration handshakeTimeout) {
			this.handshakeTimeout = handshakeTimeout;
			return this;
		}

		/**
		 * Builds the options.
		 * @return the options
		 * @throws io.github.amqpreceiver.error.ConfigurationException when a value is out
		 * of its range
		 */
		public TlsOptions build() {
			return new TlsOptions(this.context, this.verifyHostname, this.protocols, this.handshakeTimeout);
		}

	}

}
