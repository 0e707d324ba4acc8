package io.github.amqpreceiver.internal.connection;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.internal.protocol.ConnectionEngine;

/**
 * The sessions that want a connection, and are told what becomes of it. Touched only on
 * the event loop.
 */
final class ServedSessions {

	private final List<SessionSupervisor> all = new ArrayList<>();

	void add(SessionSupervisor session) {
		if (!this.all.contains(session)) {
			this.all.add(session);
		}
	}

	void remove(SessionSupervisor session) {
		this.all.remove(session);
	}

	void connected(ConnectionEngine engine) {
		List.copyOf(this.all).forEach((session) -> session.connected(engine));
	}

	void connectionLost(AmqpReceiverException failure) {
		List.copyOf(this.all).forEach((session) -> session.connectionLost(failure));
	}

	void gaveUp(AmqpReceiverException failure) {
		List.copyOf(this.all).forEach((session) -> session.gaveUp(failure));
	}

	/** Closes them all; completes when that is done. */
	CompletableFuture<Void> close() {
		return CompletableFuture.allOf(List.copyOf(this.all)
			.stream()
			.map((session) -> session.close().toCompletableFuture())
			.toArray(CompletableFuture<?>[]::new));
	}

	void clear() {
		this.all.clear();
	}

}
