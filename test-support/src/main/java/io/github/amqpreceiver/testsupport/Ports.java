package io.github.amqpreceiver.testsupport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

import org.awaitility.Awaitility;

/**
 * Asks whether somebody listens on a port of loopback.
 */
final class Ports {

	private Ports() {
	}

	static boolean isListening(int port) {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	static void awaitListening(int port, Duration timeout) {
		Awaitility.await("port " + port + " to accept connections")
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(20))
			.atMost(timeout)
			.until(() -> isListening(port));
	}

}
