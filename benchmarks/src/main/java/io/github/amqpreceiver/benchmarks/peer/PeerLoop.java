package io.github.amqpreceiver.benchmarks.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that serves some of the clients. While a paced link waits for its next
 * message the loop spins instead of sleeping, so that its own wake-ups are no part of the
 * round trips that it measures.
 */
final class PeerLoop extends Thread {

	private static final Logger log = LoggerFactory.getLogger(PeerLoop.class);

	private static final long BEAT_MILLIS = 1000;

	private final Selector selector = Selector.open();

	private final PeerCounters counters = new PeerCounters();

	private final List<PeerConnection> connections = new ArrayList<>();

	private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

	PeerLoop(int number) throws IOException {
		super("peer-loop-" + number);
		setDaemon(true);
	}

	/**
	 * Hands a client to this loop. Callable from any thread.
	 * @param channel the accepted socket
	 */
	void serve(SocketChannel channel) {
		submit(() -> {
			try {
				this.connections.add(new PeerConnection(channel, this.selector, this.counters));
			}
			catch (IOException ex) {
				log.warn("Client lost", ex);
			}
		});
	}

	/**
	 * Copies the counters. Callable from any thread.
	 * @return the copy, made by the loop
	 */
	CompletableFuture<PeerCounters> counters() {
		CompletableFuture<PeerCounters> copy = new CompletableFuture<>();
		submit(() -> copy.complete(this.counters.snapshot()));
		return copy;
	}

	@Override
	public void run() {
		try {
			while (!isInterrupted()) {
				turn();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void submit(Runnable task) {
		this.tasks.add(task);
		this.selector.wakeup();
	}

	private void turn() throws IOException {
		long nowNanos = System.nanoTime();
		boolean more = false;
		for (int i = this.connections.size() - 1; i >= 0; i--) {
			more |= write(this.connections.get(i), nowNanos);
		}
		int selected = more ? this.selector.selectNow() : this.selector.select(BEAT_MILLIS);
		if (selected == 0 && !more) {
			long afterNanos = System.nanoTime();
			this.connections.forEach((connection) -> connection.beat(afterNanos));
		}
		for (SelectionKey key : this.selector.selectedKeys()) {
			read((PeerConnection) key.attachment(), key);
		}
		this.selector.selectedKeys().clear();
		for (Runnable task = this.tasks.poll(); task != null; task = this.tasks.poll()) {
			task.run();
		}
	}

	private void read(PeerConnection connection, SelectionKey key) {
		try {
			if (key.isValid() && key.isReadable()) {
				connection.read();
			}
		}
		catch (IOException | RuntimeException ex) {
			drop(connection, ex);
		}
	}

	private boolean write(PeerConnection connection, long nowNanos) {
		try {
			return connection.write(nowNanos);
		}
		catch (IOException | RuntimeException ex) {
			drop(connection, ex);
			return false;
		}
	}

	private void drop(PeerConnection connection, Exception cause) {
		connection.close();
		this.connections.remove(connection);
		if (cause instanceof RuntimeException) {
			log.error("Client dropped", cause);
		}
	}

}
