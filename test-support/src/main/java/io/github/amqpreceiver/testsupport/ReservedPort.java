package io.github.amqpreceiver.testsupport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;

/**
 * A port on loopback that belongs to a test although nobody listens on it: connecting is
 * refused until a broker is started there. Without the reservation a client that retries
 * may be given the very port as its own, connect to itself, and keep the broker out.
 *
 * @since 0.1.0
 */
public final class ReservedPort implements AutoCloseable {

	private final SocketChannel holder;

	private final int port;

	private ReservedPort(SocketChannel holder, int port) {
		this.holder = holder;
		this.port = port;
	}

	/**
	 * Reserves an ephemeral port.
	 * @return the reservation
	 */
	public static ReservedPort any() {
		return of(0);
	}

	/**
	 * Reserves a port on which nobody listens at this moment.
	 * @param port the port, 0 for an ephemeral one
	 * @return the reservation
	 */
	public static ReservedPort of(int port) {
		return Attempt.call("reserve port " + port, () -> {
			SocketChannel holder = bind(port);
			return new ReservedPort(holder, ((InetSocketAddress) holder.getLocalAddress()).getPort());
		});
	}

	/**
	 * Binds a socket without listening: the system lets one that listens have the port
	 * beside it.
	 */
	static SocketChannel bind(int port) throws IOException {
		SocketChannel holder = SocketChannel.open();
		holder.setOption(StandardSocketOptions.SO_REUSEADDR, true);
		holder.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
		return holder;
	}

	/**
	 * The port.
	 * @return its number
	 */
	public int port() {
		return this.port;
	}

	@Override
	public void close() {
		Channels.close(this.holder, false);
	}

}
