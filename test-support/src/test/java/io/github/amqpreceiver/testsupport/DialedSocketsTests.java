package io.github.amqpreceiver.testsupport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DialedSockets}.
 */
@EnabledOnOs(OS.LINUX)
class DialedSocketsTests {

	@Test
	void countsTheSideThatDialedAndNotTheSideThatAccepted() throws IOException {
		int before = DialedSockets.count();
		try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
				Socket dialed = new Socket(server.getInetAddress(), server.getLocalPort());
				Socket accepted = server.accept()) {
			assertThat(accepted.getPort()).isEqualTo(dialed.getLocalPort());
			assertThat(DialedSockets.count()).isEqualTo(before + 1);
			dialed.close();
			assertThat(DialedSockets.count()).isEqualTo(before);
		}
	}

}
