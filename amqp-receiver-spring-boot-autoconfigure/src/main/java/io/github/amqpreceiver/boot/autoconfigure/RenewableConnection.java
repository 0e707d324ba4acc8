package io.github.amqpreceiver.boot.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

import io.github.amqpreceiver.AmqpConnection;
import io.github.amqpreceiver.AmqpSession;
import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.event.PeerInfo;
import io.github.amqpreceiver.options.Limits;
import io.github.amqpreceiver.options.SessionOptions;
import org.jspecify.annotations.Nullable;

/**
 * A connection that can be replaced by another with the same settings, as when its
 * certificates have changed: sessions begin on the newest one. Thread-safe.
 */
final class RenewableConnection implements AmqpConnection {

	private final Supplier<AmqpConnection> factory;

	private final List<AmqpConnection> replaced = new CopyOnWriteArrayList<>();

	private volatile AmqpConnection current;

	private volatile boolean suspended;

	private volatile boolean closed;

	RenewableConnection(Supplier<AmqpConnection> factory) {
		this.factory = factory;
		this.current = factory.get();
	}

	/**
	 * Opens another connection and, once that is open, puts it in the place of this one,
	 * which goes on for the sessions that it has.
	 * @return completes with the connection that was replaced
	 */
	CompletionStage<AmqpConnection> renew() {
		AmqpConnection fresh = this.factory.get();
		return fresh.open().handle((nothing, failure) -> {
			if (failure != null || this.closed || this.suspended) {
				fresh.close();
				throw new IllegalStateException("The connection was not replaced", failure);
			}
			AmqpConnection old = this.current;
			this.replaced.add(old);
			this.current = fresh;
			return old;
		});
	}

	/**
	 * Closes a connection that was replaced.
	 * @param old the connection
	 */
	void retire(AmqpConnection old) {
		if (this.replaced.remove(old)) {
			old.close();
		}
	}

	/**
	 * Closes the socket, and those of connections that were replaced and are still in
	 * use, until {@link #restart()}.
	 * @return completes when they are closed
	 */
	CompletionStage<Void> suspend() {
		this.suspended = true;
		return closeAll();
	}

	/** Begins anew after {@link #suspend()}; dials when first needed. */
	void restart() {
		if (this.suspended && !this.closed) {
			this.current = this.factory.get();
			this.suspended = false;
		}
	}

	@Override
	public CompletionStage<Void> open() {
		return this.current.open();
	}

	@Override
	public boolean isOpen() {
		return this.current.isOpen();
	}

	@Override
	public @Nullable AmqpReceiverException lastError() {
		return this.current.lastError();
	}

	@Override
	public @Nullable PeerInfo peer() {
		return this.current.peer();
	}

	@Override
	public Limits limits() {
		return this.current.limits();
	}

	@Override
	public AmqpSession session(SessionOptions options) {
		return this.current.session(options);
	}

	@Override
	public void trace(boolean on) {
		this.current.trace(on);
	}

	@Override
	public List<String> recentFrames() {
		return this.current.recentFrames();
	}

	@Override
	public CompletionStage<Void> close() {
		this.closed = true;
		return closeAll();
	}

	private CompletionStage<Void> closeAll() {
		List<CompletableFuture<Void>> all = new ArrayList<>();
		this.replaced.forEach((old) -> all.add(old.close().toCompletableFuture()));
		this.replaced.clear();
		all.add(this.current.close().toCompletableFuture());
		return CompletableFuture.allOf(all.toArray(new CompletableFuture<?>[0]));
	}

	@Override
	public AutoCloseable asCloseable() {
		return () -> close().toCompletableFuture().get();
	}

}
