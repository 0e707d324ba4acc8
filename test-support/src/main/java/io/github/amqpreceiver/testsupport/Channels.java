package io.github.amqpreceiver.testsupport;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;

/**
 * Closes sockets one way or the other.
 */
final class Channels {

	private Channels() {
	}

	static void close(SocketChannel channel, boolean reset) {
		try {
			if (reset && channel.isOpen()) {
				channel.setOption(StandardSocketOptions.SO_LINGER, 0);
			}
		}
		catch (IOException ex) {
			// The peer was faster; the descriptor is closed all the same.
		}
		try {
			channel.close();
		}
		catch (IOException ex) {
			// Nothing is left to be done about this socket.
		}
	}

}
