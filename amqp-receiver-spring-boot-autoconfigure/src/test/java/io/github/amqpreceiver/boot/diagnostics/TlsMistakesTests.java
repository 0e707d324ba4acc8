package io.github.amqpreceiver.boot.diagnostics;

import java.net.URI;
import java.nio.file.Path;

import io.github.amqpreceiver.testsupport.TestCertificates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** Encryption and certificates: the report of each mistake. */
@ExtendWith(OutputCaptureExtension.class)
class TlsMistakesTests {

	@TempDir
	private static Path directory;

	private final TestCertificates certificates = TestCertificates.in(directory);

	@Test
	void bundleIsUnknown(CapturedOutput output) {
		assertThat(StartReport.of(output, "amqp.receiver.uri=amqps://broker", "amqp.receiver.ssl.bundle=brokr",
				"spring.ssl.bundle.pem.broker.truststore.certificate=classpath:none"))
			.isEqualTo("""
					Description:

					A property of the AMQP receiver has a wrong value:

					    Property: amqp.receiver.ssl.bundle
					    Value: "brokr"
					    Origin: "amqp.receiver.ssl.bundle" from property source "commandLineArgs"
					    Reason: There is no SSL bundle of that name; there is [broker].

					Action:

					Define spring.ssl.bundle.pem.brokr or spring.ssl.bundle.jks.brokr.
					""");
	}

	@Test
	void trustStoreIsMissing(CapturedOutput output) {
		assertThat(StartReport.of(output, "amqp.receiver.uri=amqps://broker", "amqp.receiver.ssl.bundle=broker",
				"spring.ssl.bundle.jks.broker.truststore.location=file:/does/not/exist.p12",
				"spring.ssl.bundle.jks.broker.truststore.password=s3cret"))
			.isEqualTo(
					"""
							Description:

							A property of the AMQP receiver has a wrong value:

							    Property: amqp.receiver.ssl.bundle
							    Value: "broker"
							    Origin: "amqp.receiver.ssl.bundle" from property source "commandLineArgs"
							    spring.ssl.bundle.jks.broker.truststore.location: file:/does/not/exist.p12
							    Reason: The bundle cannot be used: Could not load SSL context: Could not load trust manager factory: Unable to create trust store: Could not load store from 'file:/does/not/exist.p12': /does/not/exist.p12 (No such file or directory).

							Action:

							Check the files and passwords under spring.ssl.bundle that define 'broker'.
							""");
	}

	@Test
	void certificateFileIsMissing(CapturedOutput output) {
		assertThat(StartReport.of(output, "amqp.receiver.uri=amqps://broker", "amqp.receiver.ssl.bundle=broker",
				"spring.ssl.bundle.pem.broker.truststore.certificate=file:/does/not/exist.pem"))
			.isEqualTo(
					"""
							Description:

							A property of the AMQP receiver has a wrong value:

							    Property: amqp.receiver.ssl.bundle
							    Value: "broker"
							    Origin: "amqp.receiver.ssl.bundle" from property source "commandLineArgs"
							    spring.ssl.bundle.pem.broker.truststore.certificate: file:/does/not/exist.pem
							    Reason: The bundle cannot be used: Could not load SSL context: Could not load trust manager factory: Unable to create trust store: Error reading certificate or key from file 'file:/does/not/exist.pem': /does/not/exist.pem (No such file or directory).

							Action:

							Check the files and passwords under spring.ssl.bundle that define 'broker'.
							""");
	}

	@Test
	void bundleIsWithoutTls(CapturedOutput output) {
		assertThat(StartReport.of(output, "amqp.receiver.uri=amqp://broker", "amqp.receiver.ssl.bundle=broker"))
			.isEqualTo("""
					Description:

					A property of the AMQP receiver has a wrong value:

					    Property: amqp.receiver.ssl.bundle
					    Value: "broker"
					    Origin: "amqp.receiver.ssl.bundle" from property source "commandLineArgs"
					    Reason: It has no effect on amqp://broker:5672, which is not encrypted.

					Action:

					Use amqps:// in amqp.receiver.uri, or leave it out.
					""");
	}

	@Test
	void encryptionContradictsTheScheme(CapturedOutput output) {
		assertThat(StartReport.of(output, "amqp.receiver.uri=amqp://broker", "amqp.receiver.ssl.enabled=true"))
			.isEqualTo("""
					Description:

					A property of the AMQP receiver has a wrong value:

					    Property: amqp.receiver.ssl.enabled
					    Value: "true"
					    Origin: "amqp.receiver.ssl.enabled" from property source "commandLineArgs"
					    Reason: It has no effect on amqp://broker:5672, which is not encrypted.

					Action:

					Use amqps:// in amqp.receiver.uri, or leave it out.
					""");
	}

	@Test
	void schemeContradictsTheEncryption(CapturedOutput output) {
		assertThat(StartReport.of(output, "amqp.receiver.uri=amqps://broker", "amqp.receiver.ssl.enabled=false"))
			.isEqualTo("""
					Description:

					A property of the AMQP receiver has a wrong value:

					    Property: amqp.receiver.ssl.enabled
					    Value: "false"
					    Origin: "amqp.receiver.ssl.enabled" from property source "commandLineArgs"
					    Reason: It contradicts amqps:// in amqp.receiver.uri.

					Action:

					Use amqp:// for a connection that is not encrypted, or leave it out.
					""");
	}

	@Test
	void passwordOfTheTrustStoreIsWrong(CapturedOutput output) {
		// the runtime says more of it, and not always the same
		assertThat(
				StartReport
					.of(output, "amqp.receiver.uri=amqps://broker", "amqp.receiver.ssl.bundle=broker",
							"spring.ssl.bundle.jks.broker.truststore.location="
									+ this.certificates.trustStore().toUri(),
							"spring.ssl.bundle.jks.broker.truststore.password=s3cret")
					.replaceAll("(password was incorrect)\\b.*", "$1."))
			.isEqualTo("""
					Description:

					A property of the AMQP receiver has a wrong value:

					    Property: amqp.receiver.ssl.bundle
					    Value: "broker"
					    Origin: "amqp.receiver.ssl.bundle" from property source "commandLineArgs"
					    spring.ssl.bundle.jks.broker.truststore.location: STORE
					    Reason: The bundle cannot be used: keystore password was incorrect.

					Action:

					Check the files and passwords under spring.ssl.bundle that define 'broker'.
					""".replace("STORE", this.certificates.trustStore().toUri().toString()));
	}

	@Test
	void keyFileHasNoKey(CapturedOutput output) {
		URI pem = this.certificates.authorityPem().toUri();
		assertThat(StartReport.of(output, "amqp.receiver.uri=amqps://broker", "amqp.receiver.ssl.bundle=broker",
				"spring.ssl.bundle.pem.broker.keystore.certificate=" + pem,
				"spring.ssl.bundle.pem.broker.keystore.private-key=" + pem))
			.isEqualTo("""
					Description:

					A property of the AMQP receiver has a wrong value:

					    Property: amqp.receiver.ssl.bundle
					    Value: "broker"
					    Origin: "amqp.receiver.ssl.bundle" from property source "commandLineArgs"
					    spring.ssl.bundle.pem.broker.keystore.certificate: PEM
					    spring.ssl.bundle.pem.broker.keystore.private-key: PEM
					    Reason: The bundle cannot be used: Could not load SSL context: Unable to create key store: \
					Missing private key or unrecognized format.

					Action:

					Check the files and passwords under spring.ssl.bundle that define 'broker'.
					""".replace("PEM", pem.toString()));
	}

	@Test
	void keyStoreHasNoKey(CapturedOutput output) {
		URI pem = this.certificates.authorityPem().toUri();
		assertThat(StartReport.of(output, "amqp.receiver.uri=amqps://broker", "amqp.receiver.ssl.bundle=broker",
				"spring.ssl.bundle.pem.broker.keystore.certificate=" + pem))
			.isEqualTo("""
					Description:

					A property of the AMQP receiver has a wrong value:

					    Property: amqp.receiver.ssl.bundle
					    Value: "broker"
					    Origin: "amqp.receiver.ssl.bundle" from property source "commandLineArgs"
					    spring.ssl.bundle.pem.broker.keystore.certificate: PEM
					    Reason: Its key store has no private key.

					Action:

					Set the keystore.private-key of the bundle 'broker', or name its certificate as \
					truststore.certificate when it is to be trusted.
					""".replace("PEM", pem.toString()));
	}

	@Test
	void externalIsWithoutAClientCertificate(CapturedOutput output) {
		assertThat(StartReport.of(output, "amqp.receiver.uri=amqps://broker", "amqp.receiver.sasl.mechanisms=EXTERNAL",
				"amqp.receiver.ssl.bundle=broker",
				"spring.ssl.bundle.pem.broker.truststore.certificate=" + this.certificates.authorityPem().toUri()))
			.isEqualTo("""
					Description:

					A property of the AMQP receiver has a wrong value:

					    Property: amqp.receiver.sasl.mechanisms
					    Value: "EXTERNAL"
					    Origin: "amqp.receiver.sasl.mechanisms" from property source "commandLineArgs"
					    Reason: EXTERNAL needs TLS with a client certificate.

					Action:

					Use amqps:// and set amqp.receiver.ssl.bundle to a bundle with a key store, \
					or set a username and a password.
					""");
	}

}
