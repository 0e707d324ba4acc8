package io.github.amqpreceiver.error;

import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A certificate of the peer was refused. The message says why and which certificate it
 * is: its names, who issued it and how long it is valid. Found among the causes of a
 * {@link TransportException}.
 *
 * @since 0.1
 */
public final class CertificateRefusedException extends CertificateException {

	private static final long serialVersionUID = 1L;

	private static final int SHOWN_NAMES = 10;

	/**
	 * Creates the exception.
	 * @param certificate what the peer showed
	 * @param cause why it was refused
	 */
	public CertificateRefusedException(X509Certificate certificate, CertificateException cause) {
		super(reason(cause) + "; the certificate is for " + describe(certificate), cause);
	}

	/**
	 * A certificate in words; text of a peer, without control characters.
	 * @param certificate the certificate
	 * @return its names, its issuer and until when it is valid
	 */
	public static String describe(X509Certificate certificate) {
		return ErrorCondition
			.printable(names(certificate) + ", issued by " + certificate.getIssuerX500Principal().getName()
					+ ", valid until " + certificate.getNotAfter().toInstant());
	}

	private static String names(X509Certificate certificate) {
		List<String> names = new ArrayList<>();
		try {
			Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
			if (alternatives != null) {
				alternatives.stream().limit(SHOWN_NAMES).forEach((name) -> names.add(String.valueOf(name.get(1))));
				if (alternatives.size() > SHOWN_NAMES) {
					names.add("…");
				}
			}
		}
		catch (CertificateParsingException ex) {
			// the subject is all that can be read then
			names.clear();
		}
		return names.isEmpty() ? certificate.getSubjectX500Principal().getName() : String.join(", ", names);
	}

	private static String reason(Throwable cause) {
		Throwable deepest = cause;
		for (Throwable next = cause; next != null; next = next.getCause()) {
			deepest = next;
		}
		return text(deepest);
	}

	private static String text(@Nullable Throwable failure) {
		return (failure == null || failure.getMessage() == null) ? "the certificate was refused" : failure.getMessage();
	}

}
