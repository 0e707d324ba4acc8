package io.github.amqpreceiver.boot.diagnostics;

import java.util.function.Predicate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** What is allowed and told all the same, at every start. */
@ExtendWith(OutputCaptureExtension.class)
class StartWarningsTests {

	@Test
	void passwordThatMayGoUnencryptedIsToldAtEveryStart(CapturedOutput output) {
		String[] properties = { "amqp.receiver.uri=amqp://ann:s3cret@broker.invalid",
				"amqp.receiver.sasl.allow-plain-without-tls=true" };
		StartReport.start(properties).close();
		StartReport.start(properties).close();
		assertThat(lines(output, (line) -> line.contains("WARN") && line.contains("allow-plain"))).isEqualTo(2);
		assertThat(output).contains("amqp.receiver.sasl.allow-plain-without-tls is true: the password may go"
				+ " unencrypted to [amqp://broker.invalid:5672]");
		assertThat(output).doesNotContain("s3cret");
	}

	@Test
	void passwordThatStaysOnThisMachineIsNotTold(CapturedOutput output) {
		StartReport
			.start("amqp.receiver.uri=amqp://ann:s3cret@127.0.0.1", "amqp.receiver.sasl.allow-plain-without-tls=true")
			.close();
		assertThat(output).doesNotContain("allow-plain-without-tls");
	}

	@Test
	void uncheckedHostNameIsTold(CapturedOutput output) {
		StartReport.start("amqp.receiver.uri=amqps://broker.invalid", "amqp.receiver.ssl.verify-hostname=false")
			.close();
		assertThat(output).contains("amqp.receiver.ssl.verify-hostname is false: any certificate that is trusted may"
				+ " pose as [amqps://broker.invalid:5671]");
	}

	@Test
	void missingIdleTimeoutIsTold(CapturedOutput output) {
		StartReport.start("amqp.receiver.idle-timeout=0").close();
		assertThat(output).contains("amqp.receiver.idle-timeout is 0: a half-open connection, whose broker vanished"
				+ " without a word, is not detected");
	}

	@Test
	void addressThatNobodySetIsTold(CapturedOutput output) {
		StartReport.start().close();
		assertThat(lines(output,
				(line) -> line.contains("INFO")
						&& line.contains("amqp.receiver.uri is not set: listeners receive from amqp://localhost:5672")))
			.isOne();
	}

	@Test
	void addressThatIsSetIsNotTold(CapturedOutput output) {
		StartReport.start("amqp.receiver.port=5673").close();
		assertThat(output).doesNotContain("amqp.receiver.uri is not set");
	}

	@Test
	void limitOfMoreThanHalfOfTheHeapIsTold(CapturedOutput output) {
		StartReport.start("amqp.receiver.limits.in-flight-size=900GB").close();
		assertThat(output).contains("amqp.receiver.limits.in-flight-size is 921600 MB, more than half of the heap,"
				+ " which is " + (Runtime.getRuntime().maxMemory() >> 20) + " MB");
	}

	@Test
	void stopThatTakesLongerThanThePhaseIsToldWithBothValues(CapturedOutput output) {
		StartReport.start("amqp.receiver.listener.shutdown-timeout=2m").close();
		assertThat(output).contains("Listeners [orders] may take 2m to stop (amqp.receiver.listener.shutdown-timeout),"
				+ " but the application waits only 30s (spring.lifecycle.timeout-per-shutdown-phase)");
	}

	@Test
	void shorterPhaseIsComparedWithTheDefault(CapturedOutput output) {
		StartReport.start("spring.lifecycle.timeout-per-shutdown-phase=10s").close();
		assertThat(output).contains("Listeners [orders] may take 30s to stop")
			.contains("the application waits only 10s (spring.lifecycle.timeout-per-shutdown-phase)");
	}

	@Test
	void propertiesOfAListenerThatDoesNotExistAreTold(CapturedOutput output) {
		StartReport.start("amqp.receiver.listeners.order.prefetch=5").close();
		assertThat(output).contains("amqp.receiver.listeners.order configures nothing: there is no listener of that"
				+ " id, there is [orders]; did you mean orders?");
	}

	@Test
	void otherAmqpLibrariesAreToldOnce(CapturedOutput output) {
		StartReport.start().close();
		assertThat(lines(output, (line) -> line.contains("INFO") && line.contains("Also on the class path"))).isOne();
		assertThat(output).contains("Also on the class path: spring-rabbit (AMQP 0-9-1), spring-amqp-client;");
	}

	private static long lines(CapturedOutput output, Predicate<String> wanted) {
		return output.getOut().lines().filter(wanted).count();
	}

}
