package io.github.amqpreceiver.internal.transport;

import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLHandshakeException;

import io.github.amqpreceiver.options.Address;
import io.github.amqpreceiver.options.TlsOptions;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.ssl.NotSslRecordException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TlsPipelineTests {

	private static final Address BROKER = new Address("broker.example", 5671, true);

	@Test
	void firstBytesNameTheHost() throws Exception {
		SSLEngine engine = TlsPipeline
			.handler(TlsOptions.DEFAULT, Destination.of(BROKER), UnpooledByteBufAllocator.DEFAULT)
			.engine();
		ByteBuffer hello = ByteBuffer.allocate(32_768);
		engine.wrap(ByteBuffer.allocate(0), hello);
		assertThat(new String(hello.array(), 0, hello.position(), StandardCharsets.ISO_8859_1))
			.contains("broker.example");
	}

	@Test
	void afterARedirectTheyNameTheHostThatItToldToName() throws Exception {
		SSLEngine engine = TlsPipeline
			.handler(TlsOptions.DEFAULT, new Destination(BROKER, "tenant.example"), UnpooledByteBufAllocator.DEFAULT)
			.engine();
		ByteBuffer hello = ByteBuffer.allocate(32_768);
		engine.wrap(ByteBuffer.allocate(0), hello);
		assertThat(new String(hello.array(), 0, hello.position(), StandardCharsets.ISO_8859_1))
			.contains("tenant.example")
			.doesNotContain("broker.example");
	}

	@Test
	void hostNameIsCheckedUnlessThatIsSwitchedOff() {
		assertThat(algorithm(TlsOptions.DEFAULT)).isEqualTo("HTTPS");
		assertThat(algorithm(TlsOptions.builder().verifyHostname(false).build())).isNull();
	}

	@Test
	void connectionThatEndsInTheMiddleIsToldSo() {
		assertThat(TlsPipeline.failure(BROKER, new ClosedChannelException(), null))
			.hasMessage("The TLS handshake with amqps://broker.example:5671 failed: the peer closed the connection in"
					+ " the middle of it; check the trust store, the key store and the host name");
	}

	@Test
	void portThatDoesNotSpeakTlsIsToldSo() {
		assertThat(TlsPipeline.failure(BROKER, new NotSslRecordException("not an SSL/TLS record: 414d5150"), null))
			.hasMessageEndingWith("the port does not speak TLS: use amqp:// or the broker's TLS port");
	}

	@Test
	void alertOfThePeerIsAboutTheClientCertificate() {
		assertThat(
				TlsPipeline.failure(BROKER, new SSLHandshakeException("Received fatal alert: bad_certificate"), null))
			.hasMessageContaining("the broker wants a client certificate that it trusts: check the key store");
	}

	private static String algorithm(TlsOptions options) {
		return TlsPipeline.handler(options, Destination.of(BROKER), UnpooledByteBufAllocator.DEFAULT)
			.engine()
			.getSSLParameters()
			.getEndpointIdentificationAlgorithm();
	}

}
