package io.github.amqpreceiver.boot.diagnostics;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** Where the broker is: the report of each mistake. */
@ExtendWith(OutputCaptureExtension.class)
class AddressMistakesTests {

	@Test
	void schemeIsMissing(CapturedOutput output) {
		assertThat(StartReport.of(output, "amqp.receiver.uri=localhost:5672")).isEqualTo("""
				Description:

				A property of the AMQP receiver has a wrong value:

				    Property: amqp.receiver.uri
				    Value: "localhost:5672"
				    Origin: "amqp.receiver.uri" from property source "commandLineArgs"
				    Reason: The scheme is missing.

				Action:

				Use amqp:// or amqps://.
				""");
	}

	@Test
	void schemeIsHttp(CapturedOutput output) {
		assertThat(StartReport.of(output, "amqp.receiver.uri=http://broker")).isEqualTo("""
				Description:

				A property of the AMQP receiver has a wrong value:

				    Property: amqp.receiver.uri
				    Value: "http://broker"
				    Origin: "amqp.receiver.uri" from property source "commandLineArgs"
				    Reason: The scheme 'http' is not supported.

				Action:

				Use amqp:// or amqps://.
				""");
	}

	@Test
	void schemeIsOfAWebSocket(CapturedOutput output) {
		assertThat(StartReport.of(output, "amqp.receiver.uri=amqp+ws://broker")).isEqualTo("""
				Description:

				A property of the AMQP receiver has a wrong value:

				    Property: amqp.receiver.uri
				    Value: "amqp+ws://broker"
				    Origin: "amqp.receiver.uri" from property source "commandLineArgs"
				    Reason: The scheme 'amqp+ws' is not supported.

				Action:

				Use amqp:// or amqps://.
				""");
	}

	@Test
	void schemeOfAnAddressIsTcp(CapturedOutput output) {
		assertThat(StartReport.of(output, "amqp.receiver.addresses=tcp://broker")).isEqualTo("""
				Description:

				A property of the AMQP receiver has a wrong value:

				    Property: amqp.receiver.addresses
				    Value: "tcp://broker"
				    Origin: "amqp.receiver.addresses" from property source "commandLineArgs"
				    Reason: The scheme 'tcp' is not supported.

				Action:

				Use amqp:// or amqps://.
				""");
	}

	@Test
	void portIsZero(CapturedOutput output) {
		assertThat(StartReport.of(output, "amqp.receiver.port=0")).isEqualTo("""
				Description:

				A property of the AMQP receiver has a wrong value:

				    Property: amqp.receiver.port
				    Value: "0"
				    Origin: "amqp.receiver.port" from property source "commandLineArgs"
				    Reason: A port is a number from 1 to 65535.

				Action:

				Write the port that the broker listens on, mostly 5672.
				""");
	}

	@Test
	void portIsNoNumber(CapturedOutput output) {
		assertThat(StartReport.of(output, "amqp.receiver.port=abc")).isEqualTo("""
				Description:

				A property of the AMQP receiver cannot be read:

				    Property: amqp.receiver.port
				    Value: "abc"
				    Origin: "amqp.receiver.port" from property source "commandLineArgs"
				    Reason: It must be a whole number from 1 to 65535.

				Action:

				Write a whole number from 1 to 65535, or leave the property out for the default.
				""");
	}

	@Test
	void portOfTheUriIsTooLarge(CapturedOutput output) {
		assertThat(StartReport.of(output, "amqp.receiver.uri=amqp://broker:70000")).isEqualTo("""
				Description:

				A property of the AMQP receiver has a wrong value:

				    Property: amqp.receiver.uri
				    Value: "amqp://broker:70000"
				    Origin: "amqp.receiver.uri" from property source "commandLineArgs"
				    Reason: The port is not a number from 1 to 65535.

				Action:

				Write amqp://host:port.
				""");
	}

	@Test
	void hostHasABlank(CapturedOutput output) {
		assertThat(StartReport.of(output, "amqp.receiver.host=bro ker")).isEqualTo("""
				Description:

				A property of the AMQP receiver has a wrong value:

				    Property: amqp.receiver.host
				    Value: "bro ker"
				    Origin: "amqp.receiver.host" from property source "commandLineArgs"
				    Reason: It has a blank in it.

				Action:

				Write the host name or IP address alone.
				""");
	}

	@Test
	void hostHasAPort(CapturedOutput output) {
		assertThat(StartReport.of(output, "amqp.receiver.host=broker:5672")).isEqualTo("""
				Description:

				A property of the AMQP receiver has a wrong value:

				    Property: amqp.receiver.host
				    Value: "broker:5672"
				    Origin: "amqp.receiver.host" from property source "commandLineArgs"
				    Reason: There is a port in it.

				Action:

				Write the host alone, and the port as amqp.receiver.port.
				""");
	}

	@Test
	void hostStandsBesideAUri(CapturedOutput output) {
		assertThat(StartReport.of(output, "amqp.receiver.uri=amqp://broker", "amqp.receiver.host=broker")).isEqualTo("""
				Description:

				A property of the AMQP receiver has a wrong value:

				    Property: amqp.receiver.host
				    Value: "broker"
				    Origin: "amqp.receiver.host" from property source "commandLineArgs"
				    Reason: It has no meaning beside amqp.receiver.uri.

				Action:

				Set one of the two.
				""");
	}

	@Test
	void addressesStandBesideAUri(CapturedOutput output) {
		assertThat(StartReport.of(output, "amqp.receiver.uri=amqp://broker",
				"amqp.receiver.addresses=amqp://u:s3cret@other"))
			.isEqualTo("""
					Description:

					A property of the AMQP receiver has a wrong value:

					    Property: amqp.receiver.addresses
					    Value: "amqp://u:******@other"
					    Origin: "amqp.receiver.addresses" from property source "commandLineArgs"
					    Reason: It has no meaning beside amqp.receiver.uri.

					Action:

					Set one of the two.
					""");
	}

	@Test
	void addressesAreEmpty(CapturedOutput output) {
		assertThat(StartReport.of(output, "amqp.receiver.addresses=")).isEqualTo("""
				Description:

				A property of the AMQP receiver has a wrong value:

				    Property: amqp.receiver.addresses
				    Value: ""
				    Origin: "amqp.receiver.addresses" from property source "commandLineArgs"
				    Reason: There is no address in it.

				Action:

				Write one or more, as broker1:5672,broker2:5672, or leave it out for localhost:5672.
				""");
	}

	@Test
	void addressHasCredentials(CapturedOutput output) {
		assertThat(StartReport.of(output, "amqp.receiver.addresses=amqp://u:s3cret@one,two")).isEqualTo("""
				Description:

				A property of the AMQP receiver has a wrong value:

				    Property: amqp.receiver.addresses
				    Value: "amqp://u:******@one"
				    Origin: "amqp.receiver.addresses" from property source "commandLineArgs"
				    Reason: An address of several has neither credentials nor a path.

				Action:

				Set username, password and virtual-host under amqp.receiver instead.
				""");
	}

	@Test
	void addressesAreEncryptedInPart(CapturedOutput output) {
		assertThat(StartReport.of(output, "amqp.receiver.addresses=amqps://one,amqp://two")).isEqualTo("""
				Description:

				A property of the AMQP receiver has a wrong value:

				    Property: amqp.receiver.addresses
				    Value: "amqps://one:5671, amqp://two:5672"
				    Origin: "amqp.receiver.addresses" from property source "commandLineArgs"
				    Reason: One address is encrypted and another is not.

				Action:

				Use amqps:// for all of them, or amqp:// for all.
				""");
	}

	@Test
	void uriHasAQuery(CapturedOutput output) {
		assertThat(StartReport.of(output, "amqp.receiver.uri=amqp://broker?user=ann")).isEqualTo("""
				Description:

				A property of the AMQP receiver has a wrong value:

				    Property: amqp.receiver.uri
				    Value: "amqp://broker?user=ann"
				    Origin: "amqp.receiver.uri" from property source "commandLineArgs"
				    Reason: A query or fragment has no meaning here.

				Action:

				Use properties under amqp.receiver for settings.
				""");
	}

	@Test
	void uriIsEmpty(CapturedOutput output) {
		assertThat(StartReport.of(output, "amqp.receiver.uri=")).isEqualTo("""
				Description:

				A property of the AMQP receiver has a wrong value:

				    Property: amqp.receiver.uri
				    Value: ""
				    Origin: "amqp.receiver.uri" from property source "commandLineArgs"
				    Reason: The scheme is missing.

				Action:

				Use amqp:// or amqps://.
				""");
	}

	@Test
	void uriOfANamedConnectionIsNamedInFull(CapturedOutput output) {
		assertThat(StartReport.of(output, "amqp.receiver.connections.second.uri=localhost")).isEqualTo("""
				Description:

				A property of the AMQP receiver has a wrong value:

				    Property: amqp.receiver.connections.second.uri
				    Value: "localhost"
				    Origin: "amqp.receiver.connections.second.uri" from property source "commandLineArgs"
				    Reason: The scheme is missing.

				Action:

				Use amqp:// or amqps://.
				""");
	}

}
