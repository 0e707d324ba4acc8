package io.github.amqpreceiver.test;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * All that the peer knows: nodes by address, connections, and who waits for something to
 * become true. Touched only on the peer's thread.
 */
final class Container {

	private final Map<String, Node> nodes = new TreeMap<>();

	private final Set<PeerConnection> connections = new LinkedHashSet<>();

	private final List<Awaited<?>> awaited = new ArrayList<>();

	private boolean stalled;

	private int dynamicNodes;

	Node node(String address) {
		return this.nodes.computeIfAbsent(address, Node::new);
	}

	Node dynamicNode() {
		return node("dynamic-" + ++this.dynamicNodes);
	}

	Set<PeerConnection> connections() {
		return this.connections;
	}

	List<PeerConnection> everyConnection() {
		return new ArrayList<>(this.connections);
	}

	boolean stalled() {
		return this.stalled;
	}

	void stall(boolean stall) {
		this.stalled = stall;
		this.connections.forEach((connection) -> connection.stall(stall));
		if (!stall) {
			this.nodes.values().forEach(Node::pump);
			this.connections.forEach(PeerConnection::flush);
		}
	}

	void reset() {
		this.nodes.values().forEach(Node::reset);
		for (PeerConnection connection : everyConnection()) {
			if (this.stalled || connection.hasUnsettled()) {
				connection.sessions()
					.forEach((session) -> session.unsettled().values().forEach((sent) -> sent.delivery().forget()));
				connection.cut();
			}
		}
		this.stalled = false;
		this.nodes.values().removeIf((node) -> node.links().isEmpty());
	}

	/**
	 * Waits for something to become true.
	 * @param check what to look for; called now and after each change, null for not yet
	 * @return completed with what was found
	 * @param <T> the type of what is looked for
	 */
	<T> CompletableFuture<T> when(Supplier<@Nullable T> check) {
		Awaited<T> waiter = new Awaited<>(check, new CompletableFuture<>());
		if (!waiter.isOver()) {
			this.awaited.add(waiter);
		}
		return waiter.found();
	}

	/** Something may have become true. */
	void changed() {
		Iterator<Awaited<?>> waiters = List.copyOf(this.awaited).iterator();
		while (waiters.hasNext()) {
			Awaited<?> waiter = waiters.next();
			if (waiter.isOver()) {
				this.awaited.remove(waiter);
			}
		}
	}

	String describe() {
		String addresses = this.nodes.values().stream().map(Node::describe).collect(Collectors.joining("; "));
		return "The peer%s has %d connections. %s".formatted(this.stalled ? " is stalled and" : "",
				this.connections.size(), addresses.isEmpty() ? "No address was used." : addresses + ".");
	}

	/**
	 * Somebody who waits.
	 *
	 * @param check what to look for
	 * @param found completed with it
	 * @param <T> its type
	 */
	private record Awaited<T>(Supplier<@Nullable T> check, CompletableFuture<T> found) {

		/** Whether it need not be asked again: it was found, or nobody waits any more. */
		boolean isOver() {
			if (!this.found.isDone()) {
				T value = this.check.get();
				if (value != null) {
					this.found.complete(value);
				}
			}
			return this.found.isDone();
		}

	}

}
