package io.github.amqpreceiver.testsupport;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateExpiredException;

import javax.net.ssl.SSLContext;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link TestCertificates}, and for the TLS of {@link EmbeddedArtemis}.
 */
class TestCertificatesTests {

	private TestCertificates certificates;

	@BeforeEach
	void makeAuthority(@TempDir Path directory) {
		this.certificates = TestCertificates.in(directory);
	}

	@Test
	void goodServerIsTrusted() {
		TestIdentity server = this.certificates.server("localhost", "127.0.0.1");
		try (EmbeddedArtemis broker = EmbeddedArtemis.builder().tls(this.certificates.stores(server)).start()) {
			connect(broker, this.certificates.clientContext(null)).close();
		}
	}

	@Test
	void expiredServerIsNotTrusted() {
		TestIdentity server = this.certificates.expiredServer("localhost", "127.0.0.1");
		assertThatExceptionOfType(CertificateExpiredException.class)
			.isThrownBy(() -> server.certificate().checkValidity());
		assertRefused(server, "CertificateExpired");
	}

	@Test
	void serverWithAnotherNameIsNotTrusted() {
		assertRefused(this.certificates.wrongHost(), "127.0.0.1");
	}

	@Test
	void serverOfAnotherAuthorityIsNotTrusted(@TempDir Path elsewhere) {
		assertRefused(TestCertificates.in(elsewhere).server("127.0.0.1"), "unable to find valid certification path");
	}

	@Test
	void mutualServerWantsACertificateOfItsClient() {
		TestIdentity server = this.certificates.server("127.0.0.1");
		TestIdentity client = this.certificates.client("alice");
		try (EmbeddedArtemis broker = EmbeddedArtemis.builder().tls(this.certificates.mutualStores(server)).start()) {
			connect(broker, this.certificates.clientContext(client)).close();
			assertThatExceptionOfType(IllegalStateException.class)
				.isThrownBy(() -> connect(broker, this.certificates.clientContext(null)));
		}
	}

	@Test
	void writesPemFiles() throws Exception {
		TestIdentity server = this.certificates.server("localhost");
		assertThat(server.keyPem()).content().startsWith("-----BEGIN PRIVATE KEY-----");
		assertThat(Files.readString(server.certificatePem()).split("BEGIN CERTIFICATE")).hasSize(3);
		assertThat(this.certificates.authorityPem()).content().startsWith("-----BEGIN CERTIFICATE-----");
	}

	private void assertRefused(TestIdentity server, String reason) {
		try (EmbeddedArtemis broker = EmbeddedArtemis.builder().tls(this.certificates.stores(server)).start()) {
			assertThatExceptionOfType(IllegalStateException.class)
				.isThrownBy(() -> connect(broker, this.certificates.clientContext(null)))
				.havingRootCause()
				.satisfies((cause) -> assertThat(cause.toString()).contains(reason));
		}
	}

	private static ReferenceClient connect(EmbeddedArtemis broker, SSLContext context) {
		return ReferenceClient.connect(broker.tlsPort(),
				(options) -> options.sslOptions().sslEnabled(true).sslContextOverride(context).verifyHost(true));
	}

}
