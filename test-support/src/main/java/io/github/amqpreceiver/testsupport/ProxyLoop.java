package io.github.amqpreceiver.testsupport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread of a {@link FaultyProxy}, which owns its sockets. What other threads
 * want done to a socket they {@linkplain #call hand over}.
 */
final class ProxyLoop implements Runnable {

	private static final Logger logger = LoggerFactory.getLogger(ProxyLoop.class);

	final ProxyLane toServer = new ProxyLane();

	final ProxyLane toClient = new ProxyLane();

	final Queue<Instant> attempts = new ConcurrentLinkedQueue<>();

	final AtomicLong live = new AtomicLong();

	volatile InetSocketAddress target;

	volatile @Nullable Long seed;

	private final Selector selector;

	private final ProxyListener listener;

	private final Thread thread;

	private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

	private final Set<ProxyConnection> connections = new HashSet<>();

	private final Set<SocketChannel> silent = new HashSet<>();

	private final PriorityQueue<Wake> wakes = new PriorityQueue<>();

	private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);

	private NewConnections mode = NewConnections.FORWARD;

	private volatile boolean closing;

	ProxyLoop(InetSocketAddress target) throws IOException {
		this.target = target;
		this.selector = Selector.open();
		this.listener = new ProxyListener(this.selector);
		this.thread = new Thread(this, "faulty-proxy-" + port());
		this.thread.setDaemon(true);
	}

	void start() {
		this.thread.start();
	}

	int port() {
		return this.listener.port();
	}

	/**
	 * Has the proxy's thread do something and waits until it is done.
	 */
	void call(Attempt.Action action) {
		CompletableFuture<Void> done = new CompletableFuture<>();
		this.tasks.add(() -> {
			try {
				action.run();
				done.complete(null);
			}
			catch (Exception ex) {
				done.completeExceptionally(ex);
			}
		});
		this.selector.wakeup();
		Attempt.run("change the proxy", () -> done.get(10, TimeUnit.SECONDS));
	}

	Wake wakeAt(long time, ProxyConnection connection) {
		Wake wake = new Wake(time, connection);
		this.wakes.add(wake);
		return wake;
	}

	void gone(ProxyConnection connection) {
		if (this.connections.remove(connection)) {
			this.live.decrementAndGet();
		}
	}

	/**
	 * Does something to every open connection, those included that a client has opened
	 * and this thread has not noticed yet; may end it.
	 */
	int forEach(Consumer<ProxyConnection> action) throws IOException {
		this.listener.acceptAll(this::welcomeOrReset);
		List<ProxyConnection> all = new ArrayList<>(this.connections);
		all.forEach(action);
		return all.size();
	}

	int cutSilent(Cut cut) {
		int count = this.silent.size();
		this.silent.forEach((channel) -> Channels.close(channel, cut == Cut.RESET));
		this.live.addAndGet(-count);
		this.silent.clear();
		return count;
	}

	void mode(NewConnections mode) throws IOException {
		this.mode = mode;
		if (mode == NewConnections.REFUSE) {
			this.listener.refuse();
		}
		else {
			this.listener.listen();
		}
	}

	void close() {
		this.closing = true;
		this.selector.wakeup();
		Attempt.run("close the proxy", () -> this.thread.join(10_000));
	}

	@Override
	public void run() {
		try {
			while (!this.closing) {
				turn();
			}
		}
		catch (IOException ex) {
			logger.error("The proxy on port {} failed", port(), ex);
		}
		finally {
			closeAll();
		}
	}

	private void turn() throws IOException {
		Wake next = this.wakes.peek();
		if (next == null) {
			this.selector.select();
		}
		else {
			long millis = (next.time() - System.nanoTime() + 999_999) / 1_000_000;
			if (millis > 0) {
				this.selector.select(millis);
			}
			else {
				this.selector.selectNow();
			}
		}
		for (Runnable task = this.tasks.poll(); task != null; task = this.tasks.poll()) {
			task.run();
		}
		long now = System.nanoTime();
		Set<SelectionKey> ready = this.selector.selectedKeys();
		for (SelectionKey key : ready) {
			if (key.attachment() instanceof ProxyConnection connection) {
				connection.ready(key, this.buffer, now);
			}
			else if (key.channel() instanceof ServerSocketChannel) {
				this.listener.acceptAll(this::welcomeOrReset);
			}
			else {
				endSilent((SocketChannel) key.channel());
			}
		}
		ready.clear();
		wake(System.nanoTime());
	}

	private void wake(long now) {
		// A connection may ask for its next turn at once; that is for the next round.
		List<Wake> due = new ArrayList<>();
		for (Wake next = this.wakes.peek(); next != null && next.time() - now <= 0; next = this.wakes.peek()) {
			due.add(this.wakes.remove());
		}
		due.forEach((wake) -> wake.connection().wake(wake, now));
	}

	private void welcomeOrReset(SocketChannel client) {
		this.attempts.add(Instant.now());
		try {
			welcome(client);
		}
		catch (IOException ex) {
			Channels.close(client, true);
		}
	}

	private void welcome(SocketChannel client) throws IOException {
		switch (this.mode) {
			case FORWARD -> {
				Long chosen = this.seed;
				long random = (chosen != null) ? chosen : ThreadLocalRandom.current().nextLong();
				this.connections.add(new ProxyConnection(this, this.selector, client, this.target, random));
				this.live.incrementAndGet();
			}
			case SILENT -> {
				client.configureBlocking(false);
				client.register(this.selector, SelectionKey.OP_READ);
				this.silent.add(client);
				this.live.incrementAndGet();
			}
			default -> Channels.close(client, true);
		}
	}

	private void endSilent(SocketChannel channel) {
		try {
			int count;
			do {
				this.buffer.clear();
				count = channel.read(this.buffer);
			}
			while (count > 0);
			if (count == 0) {
				return;
			}
		}
		catch (IOException ex) {
			// The client has gone, which is all that is waited for here.
		}
		Channels.close(channel, false);
		if (this.silent.remove(channel)) {
			this.live.decrementAndGet();
		}
	}

	private void closeAll() {
		try {
			for (SelectionKey key : this.selector.keys()) {
				key.channel().close();
			}
			this.listener.close();
			this.selector.close();
		}
		catch (IOException ex) {
			logger.warn("The proxy on port {} did not close cleanly", port(), ex);
		}
		this.live.set(0);
	}

	/**
	 * When a connection wants to have another turn.
	 */
	record Wake(long time, ProxyConnection connection) implements Comparable<Wake> {

		@Override
		public int compareTo(Wake other) {
			return Long.compare(this.time - other.time, 0);
		}

	}

}
