package io.github.amqpreceiver.testsupport;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * The key material of a server in PKCS12 files.
 *
 * @param keyStore the server's key and certificate chain
 * @param trustStore whom the server trusts, or {@code null}
 * @param password the password of both stores
 * @param clientAuth whether a client must show a certificate
 * @since 0.1.0
 */
public record TlsStores(Path keyStore, @Nullable Path trustStore, String password, boolean clientAuth) {

	/**
	 * Stores for a server that asks its clients for no certificate.
	 * @param keyStore the server's key and certificate chain
	 * @param password the store's password
	 * @return the stores
	 */
	public static TlsStores server(Path keyStore, String password) {
		return new TlsStores(keyStore, null, password, false);
	}

	/**
	 * Stores for a server that refuses clients without a certificate.
	 * @param keyStore the server's key and certificate chain
	 * @param trustStore the authorities whose clients are let in
	 * @param password the password of both stores
	 * @return the stores
	 */
	public static TlsStores mutual(Path keyStore, Path trustStore, String password) {
		return new TlsStores(keyStore, trustStore, password, true);
	}

}
