package io.github.amqpreceiver.internal.connection;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.amqpreceiver.error.AmqpReceiverException;

/** Those who wait for the same thing; touched only on the event loop. */
final class Promises {

	private List<CompletableFuture<Void>> waiting = new ArrayList<>(2);

	void add(CompletableFuture<Void> promise) {
		this.waiting.add(promise);
	}

	boolean isEmpty() {
		return this.waiting.isEmpty();
	}

	void complete() {
		take().forEach((promise) -> promise.complete(null));
	}

	void fail(AmqpReceiverException failure) {
		take().forEach((promise) -> promise.completeExceptionally(failure));
	}

	private List<CompletableFuture<Void>> take() {
		List<CompletableFuture<Void>> taken = this.waiting;
		this.waiting = new ArrayList<>(2);
		return taken;
	}

}
