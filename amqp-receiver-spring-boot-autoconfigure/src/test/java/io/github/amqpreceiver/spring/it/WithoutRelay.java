package io.github.amqpreceiver.spring.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A broker as it looks without an anonymous relay: stands before one that has it, and
 * spells the capability in its open differently. All else passes as it is.
 */
final class WithoutRelay implements AutoCloseable {

	private static final String OFFERED = "ANONYMOUS-RELAY";

	/** As long as the other, so that no size changes. */
	private static final String INSTEAD = "ANONYMOUS-NEVER";

	private final ServerSocket server;

	private final int broker;

	private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

	private WithoutRelay(ServerSocket server, int broker) {
		this.server = server;
		this.broker = broker;
	}

	static WithoutRelay before(int broker) {
		try {
			WithoutRelay proxy = new WithoutRelay(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), broker);
			begin(proxy::accept);
			return proxy;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	int port() {
		return this.server.getLocalPort();
	}

	private void accept() throws IOException {
		while (true) {
			Socket client = this.server.accept();
			Socket target = new Socket(InetAddress.getLoopbackAddress(), this.broker);
			this.sockets.add(client);
			this.sockets.add(target);
			begin(() -> pass(client, target));
			begin(() -> pass(target, client));
		}
	}

	private static void pass(Socket from, Socket to) throws IOException {
		try (from; to) {
			byte[] buffer = new byte[64 * 1024];
			for (int read = from.getInputStream().read(buffer); read >= 0; read = from.getInputStream().read(buffer)) {
				String text = new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
				to.getOutputStream().write(text.replace(OFFERED, INSTEAD).getBytes(StandardCharsets.ISO_8859_1));
			}
		}
	}

	private static void begin(Step step) {
		Thread thread = new Thread(() -> {
			try {
				step.run();
			}
			catch (IOException ex) {
				// one of the two sides has ended
			}
		}, "without-relay");
		thread.setDaemon(true);
		thread.start();
	}

	@Override
	public void close() throws IOException {
		this.server.close();
		for (Socket socket : this.sockets) {
			socket.close();
		}
	}

	private interface Step {

		void run() throws IOException;

	}

}
