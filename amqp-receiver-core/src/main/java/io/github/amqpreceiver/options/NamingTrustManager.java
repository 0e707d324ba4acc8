package io.github.amqpreceiver.options;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

import io.github.amqpreceiver.error.CertificateRefusedException;

/**
 * Lets another trust manager decide, and says which certificate it was that it refused.
 * Stateless.
 */
final class NamingTrustManager extends X509ExtendedTrustManager {

	private final X509ExtendedTrustManager decides;

	private NamingTrustManager(X509ExtendedTrustManager decides) {
		this.decides = decides;
	}

	/*
	 * One that is not "extended" knows nothing of host names. The JDK adds that check to
	 * it, which it would not to one of ours.
	 */
	static TrustManager of(TrustManager manager) {
		return (manager instanceof X509ExtendedTrustManager extended) ? new NamingTrustManager(extended) : manager;
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
			throws CertificateException {
		named(chain, () -> this.decides.checkServerTrusted(chain, authType, engine));
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
			throws CertificateException {
		named(chain, () -> this.decides.checkServerTrusted(chain, authType, socket));
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
		named(chain, () -> this.decides.checkServerTrusted(chain, authType));
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
			throws CertificateException {
		this.decides.checkClientTrusted(chain, authType, engine);
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
			throws CertificateException {
		this.decides.checkClientTrusted(chain, authType, socket);
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
		this.decides.checkClientTrusted(chain, authType);
	}

	@Override
	public X509Certificate[] getAcceptedIssuers() {
		return this.decides.getAcceptedIssuers();
	}

	private static void named(X509Certificate[] chain, Check check) throws CertificateException {
		try {
			check.run();
		}
		catch (CertificateException ex) {
			throw (chain.length > 0) ? new CertificateRefusedException(chain[0], ex) : ex;
		}
	}

	/** A decision about a certificate. */
	private interface Check {

		void run() throws CertificateException;

	}

}
