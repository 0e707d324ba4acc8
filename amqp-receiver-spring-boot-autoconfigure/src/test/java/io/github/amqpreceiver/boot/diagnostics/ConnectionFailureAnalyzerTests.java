package io.github.amqpreceiver.boot.diagnostics;

import java.io.IOException;
import java.net.Socket;
import java.net.UnknownHostException;

import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.error.ConfigurationException;
import io.github.amqpreceiver.error.ReceiverClosedException;
import io.github.amqpreceiver.error.TransportException;
import io.github.amqpreceiver.spring.endpoint.ListenerConfigurationException;
import io.github.amqpreceiver.testsupport.ReservedPort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

@ExtendWith(OutputCaptureExtension.class)
class ConnectionFailureAnalyzerTests {

	@Test
	void brokerThatIsNotThereIsReportedWithTheConnection(CapturedOutput output) {
		try (ReservedPort nobody = ReservedPort.any()) {
			assertThat(StartReport.of(output, "amqp.receiver.connections.second.port=" + nobody.port(),
					"amqp.receiver.connections.second.recovery.fail-fast=true"))
				.isEqualTo("""
						Description:

						The AMQP broker could not be used, and \
						amqp.receiver.connections.second.recovery.fail-fast is true:

						    Connection: second
						    Reason: No connection to amqp://localhost:PORT: the connection was refused; \
						check that the broker runs and listens there.

						Action:

						Check amqp.receiver.connections.second.uri (or host and port) and whether the broker runs, \
						or set amqp.receiver.connections.second.recovery.fail-fast to false, so that the application \
						starts and keeps trying.
						""".replace("PORT", String.valueOf(nobody.port())));
		}
	}

	@Test
	void brokerOnThisMachineIsTriedAndTheMissingAddressReported(CapturedOutput output) {
		assumeThat(isTaken(5672)).as("something listens on port 5672").isFalse();
		assertThat(StartReport.ofListener(output, "amqp.receiver.recovery.fail-fast=true")).isEqualTo("""
				Description:

				The AMQP broker could not be used, and amqp.receiver.recovery.fail-fast is true:

				    Connection: default
				    Reason: No connection to amqp://localhost:5672: the connection was refused; \
				check that the broker runs and listens there.

				Action:

				amqp.receiver.uri is not set, so localhost:5672 was tried. Set it, or start a broker there, \
				or set amqp.receiver.recovery.fail-fast to false, so that the application starts and keeps trying.
				""");
	}

	private static boolean isTaken(int port) {
		try (Socket socket = new Socket("localhost", port)) {
			return socket.isConnected();
		}
		catch (IOException ex) {
			return false;
		}
	}

	@Test
	void hostThatIsNotKnownIsReportedWithItsProperty(CapturedOutput output) {
		assertThat(StartReport.of(output, "amqp.receiver.host=broker.invalid", "amqp.receiver.recovery.fail-fast=true"))
			.contains("Connection: default", "Reason: The host name 'broker.invalid' could not be resolved; ",
					"Check the host in amqp.receiver.uri (or amqp.receiver.host), and the name service.");
	}

	@Test
	void stopInTheMiddleOfTheStartIsNoMistake() {
		assertThat(analyze(new ReceiverClosedException("The receiver was closed", null, null))).isNull();
	}

	@Test
	void brokerThatTheApplicationCallsItselfIsNotAboutFailFast() {
		FailureAnalysis analysis = analyze(
				new TransportException("no connection to amqp://b:5672", null, new UnknownHostException("b")));
		assertThat(analysis.getDescription()).isEqualTo("""
				The AMQP broker could not be used while the application started:

				    Reason: No connection to amqp://b:5672.""");
		assertThat(analysis.getAction()).isEqualTo("Check the properties under amqp.receiver, and whether the broker"
				+ " runs; or let the application go on without the broker where it calls it.");
	}

	@Test
	void settingThatTheCoreRefusedIsItsOwnSentence() {
		assertThat(analyze(new ConfigurationException("prefetch is -1, but must be from 0 to 65535", null, null))
			.getDescription()).isEqualTo("Prefetch is -1, but must be from 0 to 65535.");
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

	private static FailureAnalysis analyze(AmqpReceiverException failure) {
		return new ConnectionFailureAnalyzer().analyze(failure);
	}

}
