package io.github.amqpreceiver.testsupport;

import java.net.ConnectException;
import java.net.Socket;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ReservedPort}.
 */
class ReservedPortTests {

	@Test
	void refusesConnectionsUntilABrokerListens() {
		try (ReservedPort reserved = ReservedPort.any()) {
			assertThatExceptionOfType(ConnectException.class)
				.isThrownBy(() -> new Socket("127.0.0.1", reserved.port()).close());
			try (EmbeddedArtemis artemis = EmbeddedArtemis.builder().port(reserved.port()).start()) {
				assertThat(artemis.port()).isEqualTo(reserved.port());
				ReferenceClient.connect(artemis.port()).close();
			}
			try (EmbeddedBrokerJ brokerJ = EmbeddedBrokerJ.builder().port(reserved.port()).start()) {
				ReferenceClient.connect(brokerJ.port()).close();
			}
		}
	}

}
