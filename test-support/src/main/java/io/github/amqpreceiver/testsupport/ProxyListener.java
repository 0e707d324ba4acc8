package io.github.amqpreceiver.testsupport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;

/**
 * The port of a {@link FaultyProxy}. While nobody listens on it a socket that does not
 * listen holds it, so that it is not given to anybody else. Owned by the proxy's thread.
 */
final class ProxyListener {

	private static final int BACKLOG = 1024;

	private final Selector selector;

	private final int port;

	private NetworkChannel holder;

	ProxyListener(Selector selector) throws IOException {
		this.selector = selector;
		this.holder = listening(0);
		this.port = ((InetSocketAddress) this.holder.getLocalAddress()).getPort();
	}

	int port() {
		return this.port;
	}

	void listen() throws IOException {
		if (!(this.holder instanceof ServerSocketChannel)) {
			NetworkChannel placeholder = this.holder;
			this.holder = listening(this.port);
			placeholder.close();
		}
	}

	void refuse() throws IOException {
		if (this.holder instanceof ServerSocketChannel) {
			this.holder.close();
			// A closed channel goes on listening until its selector has let go of it.
			this.selector.selectNow();
			this.holder = ReservedPort.bind(this.port);
		}
	}

	void acceptAll(Consumer<SocketChannel> clients) throws IOException {
		if (this.holder instanceof ServerSocketChannel server) {
			for (SocketChannel client = server.accept(); client != null; client = server.accept()) {
				clients.accept(client);
			}
		}
	}

	void close() throws IOException {
		this.holder.close();
	}

	private ServerSocketChannel listening(int port) throws IOException {
		ServerSocketChannel channel = ServerSocketChannel.open();
		channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
		channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
		channel.configureBlocking(false);
		channel.register(this.selector, SelectionKey.OP_ACCEPT);
		return channel;
	}

}
