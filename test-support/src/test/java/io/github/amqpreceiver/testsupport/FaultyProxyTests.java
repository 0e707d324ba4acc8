package io.github.amqpreceiver.testsupport;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link FaultyProxy}, with a server behind it that says everything back.
 */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class FaultyProxyTests {

	private EchoServer server;

	private FaultyProxy proxy;

	private final List<Socket> sockets = new ArrayList<>();

	@BeforeEach
	void start() throws IOException {
		this.server = new EchoServer();
		this.proxy = FaultyProxy.to(this.server.port());
	}

	@AfterEach
	void stop() throws IOException {
		for (Socket socket : this.sockets) {
			socket.close();
		}
		this.proxy.close();
		this.server.close();
	}

	@Test
	void carriesBytesBothWaysAndCountsThem() throws IOException {
		Socket client = connect();
		assertThat(echo(client, random(1_000_000))).isTrue();
		await().until(() -> this.proxy.bytes(Direction.TO_SERVER) == 1_000_000);
		await().until(() -> this.proxy.bytes(Direction.TO_CLIENT) == 1_000_000);
		assertThat(this.proxy.connectionCount()).isEqualTo(1);
		assertThat(this.proxy.attempts()).hasSize(1);
	}

	@Test
	void passesTheEndOfAStreamOn() throws IOException {
		Socket client = connect();
		echo(client, random(10));
		client.shutdownOutput();
		assertThat(client.getInputStream().read()).isEqualTo(-1);
		await().until(() -> this.proxy.connectionCount() == 0);
	}

	@Test
	void cutsWithReset() throws IOException {
		Socket client = connect();
		echo(client, random(10));
		assertThat(this.proxy.cutWithReset()).isEqualTo(1);
		assertThatExceptionOfType(SocketException.class).isThrownBy(() -> client.getInputStream().read())
			.withMessageContaining("reset");
		assertThat(this.proxy.connectionCount()).isZero();
		assertThat(echo(connect(), random(10))).isTrue();
	}

	@Test
	void cutsWithFinAlsoWhenBytesAreOnTheirWay() throws IOException {
		Socket client = connect();
		this.proxy.stall(Direction.TO_SERVER);
		client.getOutputStream().write(random(1_000));
		assertThat(this.proxy.cutWithFin()).isEqualTo(1);
		assertThat(client.getInputStream().read()).isEqualTo(-1);
		client.getOutputStream().write(1);
		assertThat(this.proxy.connectionCount()).isZero();
	}

	@Test
	void stallsBothWaysAndLosesNothing() throws IOException {
		Socket client = connect();
		echo(client, random(10));
		this.proxy.stall(Direction.BOTH);
		client.getOutputStream().write(7);
		assertSilent(client);
		this.proxy.resume();
		assertThat(client.getInputStream().read()).isEqualTo(7);
	}

	@Test
	void stallsOneWay() throws IOException {
		Socket client = connect();
		this.proxy.stall(Direction.TO_CLIENT);
		client.getOutputStream().write(7);
		await().until(() -> this.server.received() == 1);
		assertSilent(client);
		this.proxy.resume();
		assertThat(client.getInputStream().read()).isEqualTo(7);
	}

	@Test
	void serverDoesNotHearThroughAStallThatTheClientHasGone() throws IOException {
		Socket client = connect();
		echo(client, random(10));
		this.proxy.stall(Direction.BOTH);
		client.close();
		assertThat(this.server.connections()).isEqualTo(1);
		this.proxy.resume();
		await().until(() -> this.server.connections() == 0);
	}

	@Test
	void delaysEveryByteWithoutAddingUp() throws IOException {
		Socket client = connect();
		echo(client, random(10));
		this.proxy.latency(Direction.TO_CLIENT, Duration.ofMillis(200));
		long start = System.nanoTime();
		assertThat(echo(client, random(200_000))).isTrue();
		Duration taken = Duration.ofNanos(System.nanoTime() - start);
		assertThat(taken).isBetween(Duration.ofMillis(200), Duration.ofMillis(1_500));
	}

	@Test
	void slicedStreamIsTheSameStream() throws IOException {
		this.proxy.slice(Direction.BOTH, 1, 7);
		assertThat(echo(connect(), random(100_000))).isTrue();
	}

	@Test
	void throttlesTheRate() throws IOException {
		this.proxy.throttle(Direction.TO_SERVER, 10_000);
		long start = System.nanoTime();
		assertThat(echo(connect(), random(5_000))).isTrue();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(400),
				Duration.ofMillis(2_000));
	}

	@Test
	void invertsTheByteAtAnOffset() throws IOException {
		this.proxy.corruptAt(Direction.TO_SERVER, 2);
		Socket client = connect();
		client.getOutputStream().write(new byte[] { 0, 1, 2, 3 });
		assertThat(client.getInputStream().readNBytes(4)).containsExactly(0, 1, ~2, 3);
	}

	@Test
	void invertsBytesAtRandom() throws IOException {
		this.proxy.seed(42);
		this.proxy.corrupt(Direction.TO_CLIENT, 0.01);
		assertThat(echo(connect(), random(10_000))).isFalse();
	}

	@Test
	void refusesNewClientsAndKeepsThePort() throws IOException {
		Socket before = connect();
		echo(before, random(10));
		for (int round = 0; round < 20; round++) {
			this.proxy.refuseNew();
			assertThatExceptionOfType(ConnectException.class).isThrownBy(this::connect);
			this.proxy.newConnections(NewConnections.FORWARD);
			assertThat(echo(connect(), random(10))).isTrue();
		}
		assertThat(echo(before, random(10))).isTrue();
	}

	@Test
	void acceptsAndStaysSilent() throws IOException {
		this.proxy.acceptAndStaySilent();
		Socket client = connect();
		client.getOutputStream().write(7);
		assertSilent(client);
		assertThat(this.server.received()).isZero();
		assertThat(this.proxy.connectionCount()).isEqualTo(1);
		client.close();
		await().until(() -> this.proxy.connectionCount() == 0);
	}

	@Test
	void resetsNewClientsAndKnowsWhenTheyCame() throws IOException {
		this.proxy.newConnections(NewConnections.RESET);
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> echo(connect(), random(10)));
		await().until(() -> this.proxy.attempts().size() == 1);
	}

	@Test
	void resetsItsClientWhenTheServerIsNotThere() throws IOException {
		this.server.close();
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> echo(connect(), random(10)));
		await().until(() -> this.proxy.connectionCount() == 0);
	}

	@Test
	void cutsOnceAfterSoManyBytes() throws IOException {
		this.proxy.cutAfter(Direction.TO_CLIENT, 5, Cut.FIN);
		Socket client = connect();
		client.getOutputStream().write(random(10));
		assertThat(client.getInputStream().readAllBytes()).hasSize(5);
		assertThat(echo(connect(), random(10))).isTrue();
	}

	@Test
	void cutsAnOpenConnectionInTheMiddle() throws IOException {
		Socket client = connect();
		echo(client, random(100));
		this.proxy.cutAfter(Direction.TO_SERVER, 3, Cut.RESET);
		client.getOutputStream().write(random(10));
		await().until(() -> this.proxy.connectionCount() == 0);
		assertThat(this.proxy.bytes(Direction.TO_SERVER)).isEqualTo(103);
	}

	@Test
	void sendsNewConnectionsToAnotherTarget() throws IOException {
		try (EchoServer other = new EchoServer()) {
			this.proxy.target(other.port());
			assertThat(echo(connect(), random(10))).isTrue();
			assertThat(other.received()).isEqualTo(10);
		}
	}

	@Test
	void healsEverything() throws IOException {
		this.proxy.stall(Direction.BOTH);
		this.proxy.throttle(Direction.BOTH, 1);
		this.proxy.corrupt(Direction.BOTH, 1);
		this.proxy.refuseNew();
		this.proxy.heal();
		assertThat(echo(connect(), random(1_000))).isTrue();
	}

	@Test
	void survivesThousandsOfCutsAndLeavesNoDescriptors() throws IOException {
		long before = descriptors();
		for (int round = 0; round < 2_000; round++) {
			try (Socket client = new Socket("127.0.0.1", this.proxy.port())) {
				client.getOutputStream().write(round);
				this.proxy.cutWithReset();
			}
		}
		assertThat(echo(connect(), random(10))).isTrue();
		await().untilAsserted(() -> assertThat(descriptors()).isLessThan(before + 20));
	}

	@Test
	void carriesManyConnectionsAtOnce() throws IOException {
		List<Socket> clients = new ArrayList<>();
		for (int i = 0; i < 300; i++) {
			clients.add(connect());
		}
		for (Socket client : clients) {
			assertThat(echo(client, random(100))).isTrue();
		}
		assertThat(this.proxy.cutWithReset()).isEqualTo(300);
	}

	private static long descriptors() {
		return Objects.requireNonNull(new File("/proc/self/fd").list()).length;
	}

	private Socket connect() throws IOException {
		Socket socket = new Socket();
		socket.connect(new InetSocketAddress("127.0.0.1", this.proxy.port()), 5_000);
		socket.setSoTimeout(10_000);
		this.sockets.add(socket);
		return socket;
	}

	private static byte[] random(int size) {
		byte[] bytes = new byte[size];
		new Random(size).nextBytes(bytes);
		return bytes;
	}

	private static boolean echo(Socket socket, byte[] bytes) throws IOException {
		Thread writer = new Thread(() -> {
			try {
				socket.getOutputStream().write(bytes);
			}
			catch (IOException ex) {
				// The reading side reports what is wrong.
			}
		});
		writer.start();
		byte[] back = socket.getInputStream().readNBytes(bytes.length);
		if (back.length < bytes.length) {
			throw new IOException("The stream ended after " + back.length + " bytes");
		}
		return Arrays.equals(bytes, back);
	}

	private static void assertSilent(Socket socket) throws IOException {
		socket.setSoTimeout(200);
		assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> socket.getInputStream().read());
		socket.setSoTimeout(10_000);
	}

	/**
	 * Says everything back.
	 */
	private static final class EchoServer implements AutoCloseable {

		private final ServerSocket listener = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());

		private final AtomicLong received = new AtomicLong();

		private final Set<Socket> open = ConcurrentHashMap.newKeySet();

		private final Thread acceptor;

		EchoServer() throws IOException {
			this.acceptor = daemon(() -> {
				while (true) {
					Socket socket = this.listener.accept();
					this.open.add(socket);
					daemon(() -> echo(socket));
				}
			});
		}

		private void echo(Socket socket) throws IOException {
			try (socket) {
				InputStream in = socket.getInputStream();
				byte[] buffer = new byte[8192];
				for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
					this.received.addAndGet(count);
					socket.getOutputStream().write(buffer, 0, count);
				}
			}
			finally {
				this.open.remove(socket);
			}
		}

		private static Thread daemon(Attempt.Action action) {
			Thread thread = new Thread(() -> {
				try {
					action.run();
				}
				catch (Exception ex) {
					// The socket was closed, which is how these threads end.
				}
			});
			thread.setDaemon(true);
			thread.start();
			return thread;
		}

		int port() {
			return this.listener.getLocalPort();
		}

		long received() {
			return this.received.get();
		}

		int connections() {
			return this.open.size();
		}

		@Override
		public void close() throws IOException {
			this.listener.close();
			// The port goes on accepting until this thread has left it.
			Attempt.run("stop accepting", () -> this.acceptor.join());
			for (Socket socket : this.open) {
				socket.close();
			}
		}

	}

}
