package io.github.amqpreceiver.boot.diagnostics;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** Names that do not exist or are not clear: the report of each mistake. */
@ExtendWith(OutputCaptureExtension.class)
class NameMistakesTests {

	@Test
	void keyIsMisspelt(CapturedOutput output) {
		assertThat(StartReport.of(output, "amqp.receiver.prefech=5")).isEqualTo("""
				Description:

				A property of the AMQP receiver does not exist:

				    Property: amqp.receiver.prefech
				    Value: "5"
				    Origin: "amqp.receiver.prefech" from property source "commandLineArgs"
				    Reason: No property has this name.

				Action:

				Did you mean 'amqp.receiver.listener.prefetch' instead of 'amqp.receiver.prefech'?
				""");
	}

	@Test
	void trustAllIsNotOffered(CapturedOutput output) {
		assertThat(StartReport.of(output, "amqp.receiver.ssl.trust-all=true")).isEqualTo("""
				Description:

				A property of the AMQP receiver does not exist:

				    Property: amqp.receiver.ssl.trust-all
				    Value: "true"
				    Origin: "amqp.receiver.ssl.trust-all" from property source "commandLineArgs"
				    Reason: No property has this name.

				Action:

				Remove 'amqp.receiver.ssl.trust-all'; docs/reference.md lists what exists.
				""");
	}

	@Test
	void groupHasAValue(CapturedOutput output) {
		assertThat(StartReport.of(output, "amqp.receiver.connections=foo")).isEqualTo("""
				Description:

				A property of the AMQP receiver cannot be read:

				    Property: amqp.receiver.connections
				    Value: "foo"
				    Origin: "amqp.receiver.connections" from property source "commandLineArgs"
				    Reason: It must be a group with properties below it, not a value.

				Action:

				Write a group with properties below it, not a value, or leave the property out for the default.
				""");
	}

	@Test
	void idWithADotIsNotInBrackets(CapturedOutput output) {
		assertThat(StartReport.of(output, "amqp.receiver.listeners.orders.new.retry-delay=5s")).isEqualTo("""
				Description:

				A property of the AMQP receiver does not exist:

				    Property: amqp.receiver.listeners.orders.new.retry-delay
				    Value: "5s"
				    Origin: "amqp.receiver.listeners.orders.new.retry-delay" from property source "commandLineArgs"
				    Reason: No property has this name.

				Action:

				Did you mean 'amqp.receiver.listeners[orders.new].retry-delay' instead of \
				'amqp.receiver.listeners.orders.new.retry-delay'?
				""");
	}

	@Test
	void containerIdIsEmpty(CapturedOutput output) {
		assertThat(StartReport.of(output, "amqp.receiver.container-id=")).isEqualTo("""
				Description:

				A property of the AMQP receiver has a wrong value:

				    Property: amqp.receiver.container-id
				    Value: ""
				    Origin: "amqp.receiver.container-id" from property source "commandLineArgs"
				    Reason: It must be 1 to 255 characters that are not all blank (it has 0).

				Action:

				Write such a value, or leave the property out for the default.
				""");
	}

	@Test
	void connectionIsAmbiguous(CapturedOutput output) {
		assertThat(StartReport.ofListener(output, "amqp.receiver.connections.a.host=one",
				"amqp.receiver.connections.b.host=two"))
			.isEqualTo("""
					Description:

					An AMQP listener is set up wrongly:

					    Listener: io.github.amqpreceiver.boot.diagnostics.StartReport$Listening#onOrder
					    Reason: no connection is named, and there is [a, b]

					Action:

					Name one of them with connection.
					""");
	}

	@Test
	void connectionIsUnknown(CapturedOutput output) {
		assertThat(StartReport.ofListener(output, "test.connection=nosuch")).isEqualTo("""
				Description:

				An AMQP listener is set up wrongly:

				    Listener: io.github.amqpreceiver.boot.diagnostics.StartReport$Listening#onOrder
				    Reason: connection 'nosuch' is unknown; there is [default]

				Action:

				Name one of them with connection.
				""");
	}

}
