package io.github.amqpreceiver.test;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * How the test's threads speak to the peer's one: they tell it something, ask it, or wait
 * for what it sees. A wait in vain fails with what the peer saw instead. Thread-safe.
 *
 * @param server has the peer's thread
 * @param container what that thread sees
 */
record PeerCalls(PeerServer server, Container container) {

	void tell(Runnable action) {
		ask(() -> {
			action.run();
			return true;
		});
	}

	<T> T ask(Supplier<T> question) {
		if (this.server.onThread()) {
			throw new IllegalStateException("The peer was called on its own thread, which cannot wait for itself: "
					+ "continue on another one, with thenApplyAsync for instance");
		}
		return await("an answer of the peer's thread", AmqpPeer.TIMEOUT, this.server.run(question));
	}

	/** Waits until the check, which runs on the peer's thread, gives something. */
	<T> T await(String what, Supplier<@Nullable T> check) {
		return await(what, AmqpPeer.TIMEOUT, ask(() -> this.container.when(check)));
	}

	<T> T await(String what, Duration timeout, CompletableFuture<T> future) {
		try {
			return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			throw new AssertionError("Waited %d ms in vain for %s. %s".formatted(timeout.toMillis(), what,
					this.server.run(this.container::describe).orTimeout(1, TimeUnit.SECONDS).join()), ex);
		}
		catch (CancellationException ex) {
			throw new AssertionError(ex.getMessage(), ex);
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof RuntimeException cause) {
				throw cause;
			}
			throw new IllegalStateException("The peer failed while the test waited for " + what, ex.getCause());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("The test was interrupted while it waited for " + what, ex);
		}
	}

}
