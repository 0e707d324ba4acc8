package io.github.amqpreceiver.testsupport;

import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;

import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;

/**
 * Writes certificates and keys into a directory.
 */
final class CertificateFiles {

	private static final char[] PASSWORD = TestCertificates.PASSWORD.toCharArray();

	private final Path directory;

	CertificateFiles(Path directory) {
		this.directory = directory;
	}

	Path trustStore() {
		return this.directory.resolve("trust.p12");
	}

	Path authorityPem() {
		return this.directory.resolve("authority.pem");
	}

	void writeTrust(X509Certificate authority) {
		Attempt.run("write the authority", () -> {
			Files.createDirectories(this.directory);
			KeyStore store = emptyStore();
			store.setCertificateEntry("authority", authority);
			writeStore(store, trustStore());
			writePem(authorityPem(), authority);
		});
	}

	TestIdentity write(String name, PrivateKey key, X509Certificate certificate, X509Certificate authority) {
		return Attempt.call("write " + name, () -> {
			Path keyStore = this.directory.resolve(name + ".p12");
			KeyStore store = emptyStore();
			store.setKeyEntry("identity", key, PASSWORD, new X509Certificate[] { certificate, authority });
			writeStore(store, keyStore);
			Path certificatePem = this.directory.resolve(name + ".crt");
			writePem(certificatePem, certificate, authority);
			Path keyPem = this.directory.resolve(name + ".key");
			writePem(keyPem, new JcaPKCS8Generator(key, null));
			return new TestIdentity(certificate, keyStore, certificatePem, keyPem);
		});
	}

	private static KeyStore emptyStore() throws Exception {
		KeyStore store = KeyStore.getInstance("PKCS12");
		store.load(null, null);
		return store;
	}

	private static void writeStore(KeyStore store, Path file) throws Exception {
		try (OutputStream out = Files.newOutputStream(file)) {
			store.store(out, PASSWORD);
		}
	}

	private static void writePem(Path file, Object... objects) throws Exception {
		StringWriter text = new StringWriter();
		try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
			for (Object object : objects) {
				writer.writeObject(object);
			}
		}
		Files.writeString(file, text.toString());
	}

}
