package io.github.amqpreceiver.boot.autoconfigure;

import io.github.amqpreceiver.options.Address;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class AmqpUriTests {

	@Test
	void hostAloneGetsThePortOfItsScheme() {
		assertThat(parse("amqp://broker").address()).isEqualTo(new Address("broker", 5672, false));
		assertThat(parse("amqps://broker").address()).isEqualTo(new Address("broker", 5671, true));
	}

	@Test
	void everyPartIsRead() {
		AmqpUri uri = parse("AMQPS://guest:p%40ss%20word@broker.example:5555/tenant%2Fa");
		assertThat(uri.address()).isEqualTo(new Address("broker.example", 5555, true));
		assertThat(uri.username()).isEqualTo("guest");
		assertThat(uri.password()).isEqualTo("p@ss word");
		assertThat(uri.virtualHost()).isEqualTo("tenant/a");
	}

	@Test
	void ipv6LiteralStandsInBrackets() {
		assertThat(parse("amqp://[::1]:5673").address()).isEqualTo(new Address("::1", 5673, false));
		assertThat(parse("amqp://[::1]").address()).isEqualTo(new Address("::1", 5672, false));
	}

	@Test
	void schemeIsAskedForWhenMissing() {
		assertThatInvalid("localhost:5672").withMessageContaining("The scheme is missing. Use amqp:// or amqps://.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "http", "tcp", "amqp+ws" })
	void otherSchemesAreRefusedByName(String scheme) {
		assertThatInvalid(scheme + "://broker").withMessageContaining("The scheme '" + scheme + "' is not supported.")
			.withMessageContaining("Use amqp:// or amqps://.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "amqp://broker:0", "amqp://broker:70000", "amqp://broker:", "amqp://broker:-1" })
	void portMustBeInRange(String text) {
		assertThatInvalid(text).withMessageContaining("The port is not a number from 1 to 65535.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "amqp://", "amqp://:5672", "amqp://bro ker", "amqp://::1:5672", "amqp://[::1:5672",
			"amqp://broker?x=y" })
	void placeMustBeClear(String text) {
		assertThatInvalid(text).withMessageStartingWith("amqp.receiver.uri is '");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "amqp://user:s3@cret@broker|amqp://user:******@broker",
			"amqp://user:s3%cret@broker|amqp://user:******@broker",
			"amqp://user:s3 cret@broker|amqp://user:******@broker", "amqp://user:s3cret@|amqp://user:******@",
			"amqp://user:s3cret|amqp://user:******", "amqp://user:s3#cret|amqp://user:******",
			"http://user:s3cret@broker|http://user:******@broker", "user:s3cret@broker:5672|user:******@broker:5672" })
	void noMessageRepeatsThePassword(String text, String shown) {
		assertThatInvalid(text).withMessageContaining("'" + shown + "'")
			.satisfies((failure) -> assertThat(failure).hasStackTraceContaining("amqp.receiver.uri")
				.message()
				.doesNotContain("s3"));
	}

	@Test
	void addressMayDoWithoutScheme() {
		assertThat(AmqpUri.parseAddress("amqp.receiver.addresses", "one", false))
			.isEqualTo(new Address("one", 5672, false));
		assertThat(AmqpUri.parseAddress("amqp.receiver.addresses", "two:5673", true))
			.isEqualTo(new Address("two", 5673, true));
		assertThat(AmqpUri.parseAddress("amqp.receiver.addresses", "amqps://three", false))
			.isEqualTo(new Address("three", 5671, true));
	}

	@Test
	void addressHasNoCredentials() {
		assertThatExceptionOfType(InvalidAmqpReceiverPropertyException.class)
			.isThrownBy(() -> AmqpUri.parseAddress("amqp.receiver.addresses", "amqp://u:s3cret@three", false))
			.withMessageContaining("amqp://u:******@three");
	}

	private static AmqpUri parse(String text) {
		return AmqpUri.parse("amqp.receiver.uri", text);
	}

	private static ThrowableAssertAlternative<InvalidAmqpReceiverPropertyException> assertThatInvalid(String text) {
		return assertThatExceptionOfType(InvalidAmqpReceiverPropertyException.class).isThrownBy(() -> parse(text));
	}

}
