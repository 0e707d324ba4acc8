package io.github.amqpreceiver.testsupport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Random;

import io.github.amqpreceiver.testsupport.ProxyLoop.Wake;
import io.github.amqpreceiver.testsupport.ProxyPipe.Turn;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection and, unless the proxy stays silent, the one to the server behind
 * it. Owned by the proxy's thread.
 */
final class ProxyConnection {

	private final ProxyLoop loop;

	private final SocketChannel client;

	private final SocketChannel server;

	private final SelectionKey clientKey;

	private final SelectionKey serverKey;

	private final ProxyPipe toServer;

	private final ProxyPipe toClient;

	private @Nullable Wake wake;

	private boolean connected;

	private int endedPipes;

	// After a FIN of our own: what still comes is read and dropped, for closing a socket
	// with unread bytes would send RST.
	private boolean draining;

	private boolean closed;

	ProxyConnection(ProxyLoop loop, Selector selector, SocketChannel client, InetSocketAddress target, long seed)
			throws IOException {
		this.loop = loop;
		this.client = configure(client);
		this.server = configure(SocketChannel.open());
		this.toServer = new ProxyPipe(this.client, this.server, loop.toServer, new Random(seed));
		this.toClient = new ProxyPipe(this.server, this.client, loop.toClient, new Random(~seed));
		this.clientKey = this.client.register(selector, 0, this);
		this.serverKey = this.server.register(selector, SelectionKey.OP_CONNECT, this);
		if (this.server.connect(target)) {
			this.connected = true;
			updateInterest();
		}
	}

	private static SocketChannel configure(SocketChannel channel) throws IOException {
		channel.configureBlocking(false);
		channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
		return channel;
	}

	void ready(SelectionKey key, ByteBuffer buffer, long now) {
		try {
			if (!key.isValid()) {
				return;
			}
			if (key.isConnectable()) {
				this.server.finishConnect();
				this.connected = true;
			}
			if (this.draining) {
				drain(key, buffer);
				return;
			}
			if (key.isReadable()) {
				((key == this.clientKey) ? this.toServer : this.toClient).read(buffer, now);
			}
			pump(now);
		}
		catch (IOException | CancelledKeyException ex) {
			// The server is not there, or one side has gone: both hear RST.
			close(Cut.RESET);
		}
	}

	void pump(long now) {
		if (!this.connected || this.draining || this.closed) {
			return;
		}
		try {
			if (follow(this.toServer.write(now)) && follow(this.toClient.write(now))) {
				updateInterest();
			}
		}
		catch (IOException | CancelledKeyException ex) {
			close(Cut.RESET);
		}
	}

	private boolean follow(Turn turn) {
		switch (turn.kind()) {
			case AGAIN -> wakeAt(turn.at());
			case ENDED -> {
				this.endedPipes++;
				if (this.endedPipes == 2) {
					close(null);
				}
			}
			case RESET -> close(Cut.RESET);
			case FIN -> close(Cut.FIN);
			default -> {
			}
		}
		return !this.closed && !this.draining;
	}

	private void wakeAt(long time) {
		Wake planned = this.wake;
		if (planned == null || planned.time() - time > 0) {
			this.wake = this.loop.wakeAt(time, this);
		}
	}

	void wake(Wake due, long now) {
		// An earlier one has taken the place of those that are not the planned one.
		if (due.equals(this.wake)) {
			this.wake = null;
			pump(now);
		}
	}

	private void updateInterest() {
		this.clientKey.interestOps((this.toServer.wantsToRead() ? SelectionKey.OP_READ : 0)
				| (this.toClient.wantsToWrite() ? SelectionKey.OP_WRITE : 0));
		this.serverKey.interestOps((this.toClient.wantsToRead() ? SelectionKey.OP_READ : 0)
				| (this.toServer.wantsToWrite() ? SelectionKey.OP_WRITE : 0));
	}

	/**
	 * Ends the connection.
	 * @param cut how, or {@code null} when both sides have ended it themselves
	 */
	void close(@Nullable Cut cut) {
		if (this.closed || (this.draining && cut == Cut.FIN)) {
			return;
		}
		this.loop.gone(this);
		if (cut == Cut.FIN) {
			this.draining = true;
			finish(this.client, this.clientKey);
			if (this.connected) {
				finish(this.server, this.serverKey);
			}
			else {
				Channels.close(this.server, false);
			}
			return;
		}
		this.closed = true;
		Channels.close(this.client, cut == Cut.RESET);
		Channels.close(this.server, cut == Cut.RESET);
	}

	private void finish(SocketChannel channel, SelectionKey key) {
		try {
			channel.shutdownOutput();
			key.interestOps(SelectionKey.OP_READ);
		}
		catch (IOException | CancelledKeyException ex) {
			Channels.close(channel, true);
		}
	}

	private static void drain(SelectionKey key, ByteBuffer buffer) {
		SocketChannel channel = (SocketChannel) key.channel();
		try {
			int count;
			do {
				buffer.clear();
				count = channel.read(buffer);
			}
			while (count > 0);
			if (count < 0) {
				Channels.close(channel, false);
			}
		}
		catch (IOException ex) {
			Channels.close(channel, false);
		}
	}

}
