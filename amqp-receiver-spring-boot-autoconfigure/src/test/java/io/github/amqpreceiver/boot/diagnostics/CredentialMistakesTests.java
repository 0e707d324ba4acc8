package io.github.amqpreceiver.boot.diagnostics;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** Who we are to the broker: the report of each mistake. */
@ExtendWith(OutputCaptureExtension.class)
class CredentialMistakesTests {

	@Test
	void passwordInTheUriHasAnAtSign(CapturedOutput output) {
		assertThat(StartReport.of(output, "amqp.receiver.uri=amqp://user:s3@cret@broker")).isEqualTo("""
				Description:

				A property of the AMQP receiver has a wrong value:

				    Property: amqp.receiver.uri
				    Value: "amqp://user:******@broker"
				    Origin: "amqp.receiver.uri" from property source "commandLineArgs"
				    Reason: The user, password or path has a character that needs encoding.

				Action:

				Percent-encode it, or set amqp.receiver.username and amqp.receiver.password instead.
				""");
	}

	@Test
	void passwordInTheUriHasAPercentSign(CapturedOutput output) {
		assertThat(StartReport.of(output, "amqp.receiver.uri=amqp://user:s3%cret@broker")).isEqualTo("""
				Description:

				A property of the AMQP receiver has a wrong value:

				    Property: amqp.receiver.uri
				    Value: "amqp://user:******@broker"
				    Origin: "amqp.receiver.uri" from property source "commandLineArgs"
				    Reason: The user, password or path has a % that begins no code.

				Action:

				Percent-encode it, or set amqp.receiver.username and amqp.receiver.password instead.
				""");
	}

	@Test
	void passwordInTheUriHasABlank(CapturedOutput output) {
		assertThat(StartReport.of(output, "amqp.receiver.uri=amqp://user:s3 cret@broker")).isEqualTo("""
				Description:

				A property of the AMQP receiver has a wrong value:

				    Property: amqp.receiver.uri
				    Value: "amqp://user:******@broker"
				    Origin: "amqp.receiver.uri" from property source "commandLineArgs"
				    Reason: The user, password or path has a character that needs encoding.

				Action:

				Percent-encode it, or set amqp.receiver.username and amqp.receiver.password instead.
				""");
	}

	@Test
	void usernameIsWithoutPassword(CapturedOutput output) {
		assertThat(StartReport.of(output, "amqp.receiver.username=ann")).isEqualTo("""
				Description:

				A property of the AMQP receiver has a wrong value:

				    Property: amqp.receiver.password
				    Value: not set
				    Reason: There is a username without a password.

				Action:

				Set both, or none of them for ANONYMOUS, or sasl.mechanisms to EXTERNAL for a client certificate.
				""");
	}

	@Test
	void passwordIsWithoutUsername(CapturedOutput output) {
		assertThat(StartReport.of(output, "amqp.receiver.password=s3cret")).isEqualTo("""
				Description:

				A property of the AMQP receiver has a wrong value:

				    Property: amqp.receiver.username
				    Value: not set
				    Reason: There is a password without a username.

				Action:

				Set both, or none of them for ANONYMOUS, or sasl.mechanisms to EXTERNAL for a client certificate.
				""");
	}

	@Test
	void usernameInTheUriIsWithoutPassword(CapturedOutput output) {
		assertThat(StartReport.of(output, "amqp.receiver.uri=amqp://ann@localhost")).isEqualTo("""
				Description:

				A property of the AMQP receiver has a wrong value:

				    Property: amqp.receiver.password
				    Value: not set
				    Reason: There is a username without a password.

				Action:

				Set both, or none of them for ANONYMOUS, or sasl.mechanisms to EXTERNAL for a client certificate.
				""");
	}

	@Test
	void passwordWouldGoUnencrypted(CapturedOutput output) {
		assertThat(StartReport.of(output, "amqp.receiver.uri=amqp://ann:s3cret@broker.example")).isEqualTo(
				"""
						Description:

						A property of the AMQP receiver has a wrong value:

						    Property: amqp.receiver.sasl.allow-plain-without-tls
						    Value: not set
						    Reason: The password would go unencrypted to amqp://broker.example:5672.

						Action:

						Use amqps://, or set amqp.receiver.sasl.mechanisms to SCRAM-SHA-256,SCRAM-SHA-512, or amqp.receiver.sasl.allow-plain-without-tls to true.
						""");
	}

	@Test
	void mechanismIsUnknown(CapturedOutput output) {
		assertThat(StartReport.of(output, "amqp.receiver.sasl.mechanisms=SCRAM256")).isEqualTo("""
				Description:

				A property of the AMQP receiver has a wrong value:

				    Property: amqp.receiver.sasl.mechanisms
				    Value: "SCRAM256"
				    Origin: "amqp.receiver.sasl.mechanisms" from property source "commandLineArgs"
				    Reason: It must be one of [ANONYMOUS, EXTERNAL, PLAIN, SCRAM-SHA-1, SCRAM-SHA-256, SCRAM-SHA-512].

				Action:

				Write such a value, or leave the property out for the default.
				""");
	}

	@Test
	void externalIsWithoutTls(CapturedOutput output) {
		assertThat(StartReport.of(output, "amqp.receiver.sasl.mechanisms=EXTERNAL")).isEqualTo(
				"""
						Description:

						A property of the AMQP receiver has a wrong value:

						    Property: amqp.receiver.sasl.mechanisms
						    Value: "EXTERNAL"
						    Origin: "amqp.receiver.sasl.mechanisms" from property source "commandLineArgs"
						    Reason: EXTERNAL needs TLS with a client certificate.

						Action:

						Use amqps:// and set amqp.receiver.ssl.bundle to a bundle with a key store, or set a username and a password.
						""");
	}

	@Test
	void externalStandsBesideAPassword(CapturedOutput output) {
		assertThat(StartReport.of(output, "amqp.receiver.sasl.mechanisms=EXTERNAL", "amqp.receiver.username=u",
				"amqp.receiver.password=s3cret"))
			.isEqualTo("""
					Description:

					A property of the AMQP receiver has a wrong value:

					    Property: amqp.receiver.sasl.mechanisms
					    Value: "EXTERNAL"
					    Origin: "amqp.receiver.sasl.mechanisms" from property source "commandLineArgs"
					    Reason: None of them takes the username and password that are set.

					Action:

					Write PLAIN or a SCRAM mechanism, or leave username and password out.
					""");
	}

	@Test
	void plainIsWithoutAPassword(CapturedOutput output) {
		assertThat(StartReport.of(output, "amqp.receiver.sasl.mechanisms=PLAIN")).isEqualTo("""
				Description:

				A property of the AMQP receiver has a wrong value:

				    Property: amqp.receiver.sasl.mechanisms
				    Value: "PLAIN"
				    Origin: "amqp.receiver.sasl.mechanisms" from property source "commandLineArgs"
				    Reason: They need a username and a password, and none are set.

				Action:

				Set amqp.receiver.username and password, or leave the mechanisms out for ANONYMOUS.
				""");
	}

	@Test
	void passwordIsEmpty(CapturedOutput output) {
		assertThat(StartReport.of(output, "amqp.receiver.username=ann", "amqp.receiver.password=")).isEqualTo("""
				Description:

				A property of the AMQP receiver has a wrong value:

				    Property: amqp.receiver.password
				    Value: ""
				    Origin: "amqp.receiver.password" from property source "commandLineArgs"
				    Reason: It is empty, as when a variable that it stands for is not set.

				Action:

				Set it, or leave username and password out for ANONYMOUS.
				""");
	}

	@Test
	void usernameIsSetTwice(CapturedOutput output) {
		assertThat(
				StartReport.of(output, "amqp.receiver.uri=amqp://ann:s3cret@localhost", "amqp.receiver.username=bob"))
			.isEqualTo("""
					Description:

					A property of the AMQP receiver has a wrong value:

					    Property: amqp.receiver.username
					    Value: "bob"
					    Origin: "amqp.receiver.username" from property source "commandLineArgs"
					    Reason: There is a username in amqp.receiver.uri already.

					Action:

					Set it in one of the two.
					""");
	}

	@Test
	void passwordIsSetTwice(CapturedOutput output) {
		assertThat(StartReport.of(output, "amqp.receiver.uri=amqp://ann:s3cret@localhost",
				"amqp.receiver.password=s3cret2"))
			.isEqualTo("""
					Description:

					A property of the AMQP receiver has a wrong value:

					    Property: amqp.receiver.password
					    Value: "******"
					    Origin: "amqp.receiver.password" from property source "commandLineArgs"
					    Reason: There is a password in amqp.receiver.uri already.

					Action:

					Set it in one of the two.
					""");
	}

}
