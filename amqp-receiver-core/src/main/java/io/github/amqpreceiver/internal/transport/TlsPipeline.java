package io.github.amqpreceiver.internal.transport;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;

import io.github.amqpreceiver.error.AmqpReceiverException;
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

	static SslHandler handler(TlsOptions tls, Address address, ByteBufAllocator allocator) {
		// The host given here becomes the SNI name and the name that the certificate must
		// have.
		SSLEngine engine = tls.context().get().createSSLEngine(address.host(), address.port());
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
		StringBuilder message = new StringBuilder("The TLS handshake with ").append(address).append(" failed: ");
		message.append(reason(cause));
		String names = (handler != null) ? names(handler) : "";
		if (!names.isEmpty()) {
			message.append("; the certificate is for ").append(names);
		}
		return new TransportException(message.append(hint(cause)).toString(), null, cause);
	}

	private static String reason(@Nullable Throwable cause) {
		Throwable deepest = cause;
		while (deepest != null && deepest.getCause() != null && deepest.getCause() != deepest) {
			deepest = deepest.getCause();
		}
		return (deepest == null) ? "the connection was closed"
				: (deepest.getMessage() != null) ? deepest.getMessage() : deepest.getClass().getSimpleName();
	}

	private static String hint(@Nullable Throwable cause) {
		String text = String.valueOf(cause);
		if (text.contains("not an SSL/TLS record")) {
			return "; the port does not speak TLS: use amqp:// or the broker's TLS port";
		}
		if (text.contains("certificate_required") || text.contains("bad_certificate")) {
			return "; the broker wants a client certificate: give TlsOptions a certificate and its key";
		}
		return "; check the trust store and the host name of TlsOptions";
	}

	/** The names of the certificate that the peer showed, as far as it was seen. */
	private static String names(SslHandler handler) {
		try {
			SSLEngine engine = handler.engine();
			var session = (engine.getHandshakeSession() != null) ? engine.getHandshakeSession() : engine.getSession();
			if (session.getPeerCertificates()[0] instanceof X509Certificate certificate) {
				List<String> names = new ArrayList<>();
				if (certificate.getSubjectAlternativeNames() != null) {
					certificate.getSubjectAlternativeNames().forEach((name) -> names.add(String.valueOf(name.get(1))));
				}
				return (names.isEmpty() ? certificate.getSubjectX500Principal().getName() : String.join(", ", names))
						+ ", valid until " + certificate.getNotAfter().toInstant();
			}
		}
		catch (SSLPeerUnverifiedException | CertificateParsingException ex) {
			// The handshake failed before a certificate could be read: then there are no
			// names.
		}
		return "";
	}

}
