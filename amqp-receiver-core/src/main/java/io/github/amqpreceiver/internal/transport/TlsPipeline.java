package io.github.amqpreceiver.internal.transport;

import java.nio.channels.ClosedChannelException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.error.CertificateRefusedException;
import io.github.amqpreceiver.error.TransportException;
import io.github.amqpreceiver.options.Address;
import io.github.amqpreceiver.options.TlsOptions;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslHandler;
import org.jspecify.annotations.Nullable;

/**
 * TLS of one socket: host name check and SNI by the JDK's engine, and what its failures
 * mean.
 */
final class TlsPipeline {

	private TlsPipeline() {
	}

	static SslHandler handler(TlsOptions tls, Destination destination, ByteBufAllocator allocator) {
		// This host becomes the SNI name, and the certificate must have it.
		SSLEngine engine = tls.context().get().createSSLEngine(destination.serverName(), destination.address().port());
		engine.setUseClientMode(true);
		SSLParameters parameters = engine.getSSLParameters();
		if (tls.verifyHostname()) {
			parameters.setEndpointIdentificationAlgorithm("HTTPS");
		}
		parameters.setProtocols(tls.protocols().toArray(new String[0]));
		engine.setSSLParameters(parameters);
		SslHandler handler = new SslHandler(engine);
		handler.setHandshakeTimeoutMillis(tls.handshakeTimeout().toMillis());
		return handler;
	}

	static AmqpReceiverException failure(Address address, @Nullable Throwable cause, @Nullable SslHandler handler) {
		CertificateRefusedException refused = find(cause, CertificateRefusedException.class);
		String reason = (refused != null) ? String.valueOf(refused.getMessage())
				: reason(cause) + shown(cause, handler);
		return new TransportException(
				"The TLS handshake with " + address + " failed: " + reason + "; " + hint(address.host(), reason, cause),
				null, cause);
	}

	/**
	 * What ended a socket, said as for a handshake where it is about TLS: with TLS 1.3 a
	 * peer refuses a client certificate only after the handshake.
	 * @param failure what Netty caught
	 * @return what to tell
	 */
	static Throwable told(Throwable failure) {
		SSLException ssl = find(failure, SSLException.class);
		return (ssl == null) ? failure : new SSLException(reason(ssl) + "; " + hint("", reason(ssl), ssl), failure);
	}

	private static String reason(@Nullable Throwable cause) {
		Throwable deepest = cause;
		for (Throwable next = cause; next != null; next = next.getCause()) {
			deepest = next;
		}
		return (deepest == null || deepest instanceof ClosedChannelException)
				? "the peer closed the connection in the middle of it"
				: (deepest.getMessage() != null) ? deepest.getMessage() : deepest.getClass().getSimpleName();
	}

	private static String hint(String host, String reason, @Nullable Throwable cause) {
		String text = reason + " " + cause;
		if (text.contains("not an SSL/TLS record")) {
			return "the port does not speak TLS: use amqp:// or the broker's TLS port";
		}
		if (text.contains("certificate_required") || text.contains("bad_certificate")
				|| text.contains("certificate_unknown") && text.contains("Received fatal alert")) {
			return "the broker wants a client certificate that it trusts: check the key store";
		}
		if (text.contains("timed out")) {
			return "check that the port speaks TLS, or allow more than handshakeTimeout";
		}
		if (text.contains("subject alternative") && isLiteral(host)) {
			return "the host is an IP address, which a certificate must name as a subject alternative name (SAN) of"
					+ " type IP: connect to a host name that it has, or have it issued with that IP address";
		}
		if (text.contains("subject alternative") || text.contains("No name matching")) {
			return "connect to a host name that the certificate has, or have it issued for this one";
		}
		if (text.contains("validity") || text.contains("NotAfter") || text.contains("expired")) {
			return "have the certificate renewed, and check this machine's clock";
		}
		if (text.contains("unable to find valid certification path") || text.contains("trust anchor")) {
			return "check that the trust store has the certificate of its issuer";
		}
		return "check the trust store, the key store and the host name";
	}

	private static boolean isLiteral(String host) {
		return host.contains(":") || host.matches("[0-9.]+");
	}

	/** The certificate that the peer showed, as far as it was seen. */
	private static String shown(@Nullable Throwable cause, @Nullable SslHandler handler) {
		X509Certificate certificate = null;
		CertPathValidatorException invalid = find(cause, CertPathValidatorException.class);
		if (invalid != null && invalid.getCertPath() != null && !invalid.getCertPath().getCertificates().isEmpty()) {
			certificate = (X509Certificate) invalid.getCertPath().getCertificates().get(0);
		}
		else if (handler != null) {
			certificate = ofSession(handler.engine());
		}
		return (certificate != null) ? "; the certificate is for " + CertificateRefusedException.describe(certificate)
				: "";
	}

	private static @Nullable X509Certificate ofSession(SSLEngine engine) {
		SSLSession session = (engine.getHandshakeSession() != null) ? engine.getHandshakeSession()
				: engine.getSession();
		try {
			return (session.getPeerCertificates()[0] instanceof X509Certificate certificate) ? certificate : null;
		}
		catch (SSLPeerUnverifiedException ex) {
			// the handshake failed before a certificate was accepted
			return null;
		}
	}

	private static <T extends Throwable> @Nullable T find(@Nullable Throwable failure, Class<T> type) {
		for (Throwable next = failure; next != null; next = next.getCause()) {
			if (type.isInstance(next)) {
				return type.cast(next);
			}
		}
		return null;
	}

}
