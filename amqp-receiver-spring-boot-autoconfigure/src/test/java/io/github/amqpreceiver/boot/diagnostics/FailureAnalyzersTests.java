package io.github.amqpreceiver.boot.diagnostics;

import java.util.List;
import java.util.Map;

import io.github.amqpreceiver.boot.autoconfigure.AmqpReceiverAutoConfiguration;
import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.error.AuthenticationException;
import io.github.amqpreceiver.error.ConfigurationException;
import io.github.amqpreceiver.error.TransportException;
import io.github.amqpreceiver.spring.endpoint.ListenerConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/** The reports as a user sees them: an application is started with each mistake. */
@ExtendWith(OutputCaptureExtension.class)
class FailureAnalyzersTests {

	@Test
	void invalidValueIsReportedWithItsOrigin(CapturedOutput output) {
		assertThat(report(output, "--amqp.receiver.port=70000")).isEqualTo("""
				Description:

				A property of the AMQP receiver has a wrong value:

				    Property: amqp.receiver.port
				    Value: "70000"
				    Origin: "amqp.receiver.port" from property source "commandLineArgs"
				    Reason: A port is a number from 1 to 65535.

				Action:

				Write the port that the broker listens on, mostly 5672.
				""");
	}

	@Test
	void unreadableValueIsReportedWithTheRange(CapturedOutput output) {
		assertThat(report(output, "--amqp.receiver.port=abc")).isEqualTo("""
				Description:

				A property of the AMQP receiver cannot be read:

				    Property: amqp.receiver.port
				    Value: abc
				    Origin: "amqp.receiver.port" from property source "commandLineArgs"
				    Reason: It must be a whole number from 1 to 65535.

				Action:

				Write a whole number from 1 to 65535, or leave the property out for the default.
				""".replace("Value: abc", "Value: \"abc\""));
	}

	@Test
	void unknownSettleModeIsReportedWithTheKnownOnes(CapturedOutput output) {
		assertThat(report(output, "--amqp.receiver.listener.receive-settle-mode=peek")).isEqualTo("""
				Description:

				A property of the AMQP receiver cannot be read:

				    Property: amqp.receiver.listener.receive-settle-mode
				    Value: "peek"
				    Origin: "amqp.receiver.listener.receive-settle-mode" from property source "commandLineArgs"
				    Reason: It must be one of PEEK_LOCK, RECEIVE_AND_DELETE.

				Action:

				Write one of PEEK_LOCK, RECEIVE_AND_DELETE, or leave the property out for the default.
				""");
	}

	@Test
	void misspeltKeyIsReportedWithTheRightOne(CapturedOutput output) {
		assertThat(report(output, "--amqp.receiver.listener.prefech=5")).isEqualTo("""
				Description:

				A property of the AMQP receiver does not exist:

				    Property: amqp.receiver.listener.prefech
				    Value: "5"
				    Origin: "amqp.receiver.listener.prefech" from property source "commandLineArgs"
				    Reason: No property has this name.

				Action:

				Did you mean 'amqp.receiver.listener.prefetch' instead of 'amqp.receiver.listener.prefech'?
				""");
	}

	@ParameterizedTest
	@CsvSource({ "amqp.receiver.prefech, amqp.receiver.listener.prefetch",
			"amqp.receiver.prefetch, amqp.receiver.listener.prefetch", "amqp.receiver.passwort, amqp.receiver.password",
			"amqp.receiver.listeners.orders.concurency, amqp.receiver.listeners.orders.concurrency",
			"amqp.receiver.connections.second.hots, amqp.receiver.connections.second.host",
			"amqp.receiver.ssl.bundel, amqp.receiver.ssl.bundle" })
	void misspeltKeysSuggestTheNearest(String wrong, String right, CapturedOutput output) {
		assertThat(report(output, "--" + wrong + "=s3cret")).contains("Did you mean '" + right + "'");
	}

	@Test
	void valueOfAMisspeltSecretIsMasked(CapturedOutput output) {
		assertThat(report(output, "--amqp.receiver.sasl.password=s3cret")).contains("Value: \"******\"");
		assertThat(output).doesNotContain("s3cret");
	}

	@Test
	void passwordThatBreaksTheUriIsNotShown(CapturedOutput output) {
		assertThat(report(output, "--amqp.receiver.uri=amqp://user:s3@cret@broker")).isEqualTo("""
				Description:

				A property of the AMQP receiver has a wrong value:

				    Property: amqp.receiver.uri
				    Value: "amqp://user:******@broker"
				    Origin: "amqp.receiver.uri" from property source "commandLineArgs"
				    Reason: The user, password or path has a character that needs encoding.

				Action:

				Percent-encode it, or set amqp.receiver.username and amqp.receiver.password instead.
				""");
		assertThat(output).doesNotContain("s3@cret");
	}

	@Test
	void messageThatCouldNeverComeIsReportedWithBothSizes(CapturedOutput output) {
		assertThat(report(output, "--amqp.receiver.listener.max-message-size=2MB",
				"--amqp.receiver.limits.in-flight-size=1MB"))
			.contains("Property: amqp.receiver.listener.max-message-size", "Value: \"2097152B\"",
					"Reason: It is more than a connection holds, amqp.receiver.limits.in-flight-size, which is 1048576B.",
					"Raise the one or lower the other.");
	}

	@Test
	void unknownBundleIsReportedWithTheProperty(CapturedOutput output) {
		assertThat(report(output, "--amqp.receiver.uri=amqps://broker", "--amqp.receiver.ssl.bundle=brokr")).contains(
				"Property: amqp.receiver.ssl.bundle", "Value: \"brokr\"",
				"Reason: There is no SSL bundle of that name; there is none.",
				"Define spring.ssl.bundle.pem.brokr or spring.ssl.bundle.jks.brokr.");
	}

	@Test
	void missingKeyStoreFileIsNamed(CapturedOutput output) {
		assertThat(report(output, "--amqp.receiver.uri=amqps://broker", "--amqp.receiver.ssl.bundle=broker",
				"--spring.ssl.bundle.jks.broker.truststore.location=file:/does/not/exist.p12",
				"--spring.ssl.bundle.jks.broker.truststore.password=s3cret"))
			.contains("Property: amqp.receiver.ssl.bundle", "/does/not/exist.p12")
			.doesNotContain("s3cret");
	}

	@Test
	void wrongListenerIsReportedWithItsMethod() {
		FailureAnalysis analysis = new ListenerConfigurationFailureAnalyzer()
			.analyze(new ListenerConfigurationException("com.acme.Orders#onOrder", "addresses", "are empty",
					"name at least one address"));
		assertThat(analysis.getDescription()).isEqualTo("""
				An AMQP listener is set up wrongly:

				    Listener: com.acme.Orders#onOrder
				    Setting: addresses
				    Reason: are empty""");
		assertThat(analysis.getAction()).isEqualTo("Name at least one address.");
	}

	@Test
	void brokerThatIsNotThereIsReportedWithTheMissingUri() {
		assertThat(connection(new MockEnvironment(), new TransportException("Cannot connect", null, null)).getAction())
			.startsWith("amqp.receiver.uri is not set, so localhost:5672 was tried. Set it, or start a broker there");
		assertThat(connection(new MockEnvironment().withProperty("amqp.receiver.host", "broker"),
				new TransportException("Cannot connect", null, null))
			.getAction()).startsWith("Check amqp.receiver.uri (or host and port) and whether the broker runs");
	}

	@Test
	void refusedCredentialsAreReportedWithTheirProperties() {
		assertThat(connection(new MockEnvironment(), new AuthenticationException("Refused", null, null)).getAction())
			.isEqualTo("Check amqp.receiver.username and amqp.receiver.password, "
					+ "and what the broker allows this user.");
	}

	@Test
	void settingThatTheCoreRefusedIsItsOwnSentence() {
		assertThat(connection(new MockEnvironment(),
				new ConfigurationException("no connection is named, and there is [a, b]", null, null))
			.getDescription()).isEqualTo("no connection is named, and there is [a, b].");
	}

	private static FailureAnalysis connection(MockEnvironment environment, AmqpReceiverException failure) {
		return new ConnectionFailureAnalyzer(environment).analyze(failure);
	}

	private static String report(CapturedOutput output, String... arguments) {
		SpringApplication application = new SpringApplication(Receivers.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setDefaultProperties(Map.of("spring.main.banner-mode", "off"));
		assertThatException().isThrownBy(() -> application.run(arguments));
		String text = output.getOut().replace("\r\n", "\n");
		int start = text.indexOf("Description:\n");
		assertThat(start).as(text).isPositive();
		String report = text.substring(start);
		List<String> lines = report.lines().toList();
		int action = lines.indexOf("Action:");
		return String.join("\n", lines.subList(0, action + 3)) + "\n";
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ SslAutoConfiguration.class, AmqpReceiverAutoConfiguration.class })
	static class Receivers {

	}

}
