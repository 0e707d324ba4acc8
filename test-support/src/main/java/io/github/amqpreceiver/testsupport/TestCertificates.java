package io.github.amqpreceiver.testsupport;

import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import org.jspecify.annotations.Nullable;

/**
 * A certificate authority that lives as long as a test, and what it signs: good
 * certificates and bad ones, as PKCS12 stores and as PEM files. For one thread at a time.
 *
 * @since 0.1.0
 */
public final class TestCertificates {

	/**
	 * The password of every store.
	 */
	public static final String PASSWORD = "changeit";

	private static final Duration VALID = Duration.ofDays(1);

	private final CertificateFiles files;

	private final KeyPair authorityKeys = CertificateSigner.newKeys();

	private final X509Certificate authority;

	private int issued;

	private TestCertificates(Path directory) {
		this.files = new CertificateFiles(directory);
		Instant now = Instant.now();
		// Two authorities of one name would look like one that signs badly.
		String name = "CN=Test Authority " + UUID.randomUUID();
		this.authority = CertificateSigner.selfSigned(name, this.authorityKeys, now.minus(VALID), now.plus(VALID));
		this.files.writeTrust(this.authority);
	}

	/**
	 * Makes an authority of its own, which trusts no other and is trusted by none.
	 * @param directory an empty directory for the files
	 * @return the authority
	 */
	public static TestCertificates in(Path directory) {
		return new TestCertificates(directory);
	}

	/**
	 * Issues a certificate for a server.
	 * @param names its names: host names and IP addresses
	 * @return the certificate
	 */
	public TestIdentity server(String... names) {
		Instant now = Instant.now();
		return issue("CN=" + names[0], List.of(names), now.minus(VALID), now.plus(VALID));
	}

	/**
	 * Issues a certificate for a server that expired an hour ago.
	 * @param names its names: host names and IP addresses
	 * @return the certificate
	 */
	public TestIdentity expiredServer(String... names) {
		Instant now = Instant.now();
		return issue("CN=" + names[0], List.of(names), now.minus(VALID), now.minus(Duration.ofHours(1)));
	}

	/**
	 * Issues a certificate for a server that nobody here is: {@code wrong.invalid}.
	 * @return the certificate
	 */
	public TestIdentity wrongHost() {
		return server("wrong.invalid");
	}

	/**
	 * Issues a certificate for a client.
	 * @param commonName who it is
	 * @return the certificate
	 */
	public TestIdentity client(String commonName) {
		Instant now = Instant.now();
		return issue("CN=" + commonName, List.of(), now.minus(VALID), now.plus(VALID));
	}

	/**
	 * A PKCS12 store that trusts this authority.
	 * @return the file
	 */
	public Path trustStore() {
		return this.files.trustStore();
	}

	/**
	 * The authority's certificate in PEM.
	 * @return the file
	 */
	public Path authorityPem() {
		return this.files.authorityPem();
	}

	/**
	 * What a broker needs to be this server.
	 * @param server the server
	 * @return the stores
	 */
	public TlsStores stores(TestIdentity server) {
		return TlsStores.server(server.keyStore(), PASSWORD);
	}

	/**
	 * What a broker needs to be this server and let in only clients of this authority.
	 * @param server the server
	 * @return the stores
	 */
	public TlsStores mutualStores(TestIdentity server) {
		return TlsStores.mutual(server.keyStore(), trustStore(), PASSWORD);
	}

	/**
	 * A TLS context for a client that trusts this authority.
	 * @param client who it is, or {@code null} for nobody in particular
	 * @return the context
	 */
	public SSLContext clientContext(@Nullable TestIdentity client) {
		return Attempt.call("make a TLS context", () -> {
			TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			trust.init(KeyStore.getInstance(trustStore().toFile(), PASSWORD.toCharArray()));
			KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
			keys.init(
					(client != null) ? KeyStore.getInstance(client.keyStore().toFile(), PASSWORD.toCharArray()) : null,
					PASSWORD.toCharArray());
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
			return context;
		});
	}

	private TestIdentity issue(String subject, List<String> names, Instant from, Instant until) {
		KeyPair keys = CertificateSigner.newKeys();
		X509Certificate certificate = new CertificateSigner(this.authority, this.authorityKeys).sign(subject, keys,
				names, from, until);
		this.issued++;
		return this.files.write("identity-" + this.issued, keys.getPrivate(), certificate, this.authority);
	}

}
