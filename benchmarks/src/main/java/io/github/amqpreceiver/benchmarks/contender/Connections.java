package io.github.amqpreceiver.benchmarks.contender;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Several things that are opened one after the other and closed together, last first.
 */
public final class Connections implements AutoCloseable {

	private final List<AutoCloseable> opened = new ArrayList<>();

	private Connections() {
	}

	/**
	 * Opens a number of connections, or none where one fails.
	 * @param count how many
	 * @param opener opens one
	 * @return closes them all
	 * @throws Exception what the opener threw
	 */
	public static Connections open(int count, Callable<? extends AutoCloseable> opener) throws Exception {
		Connections connections = new Connections();
		try {
			for (int i = 0; i < count; i++) {
				connections.add(opener.call());
			}
			return connections;
		}
		catch (Exception ex) {
			connections.close();
			throw ex;
		}
	}

	/**
	 * Adds what must be closed before all that was added so far.
	 * @param closeable what to close
	 */
	public void add(AutoCloseable closeable) {
		this.opened.add(closeable);
	}

	@Override
	public void close() throws Exception {
		while (!this.opened.isEmpty()) {
			this.opened.remove(this.opened.size() - 1).close();
		}
	}

}
