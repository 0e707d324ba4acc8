package io.github.amqpreceiver.boot.autoconfigure;

import java.util.List;
import java.util.concurrent.CompletionStage;

import io.github.amqpreceiver.AmqpConnection;
import io.github.amqpreceiver.AmqpSession;
import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.event.PeerInfo;
import io.github.amqpreceiver.options.Limits;
import io.github.amqpreceiver.options.SessionOptions;
import org.jspecify.annotations.Nullable;

/**
 * The connection bean: remembers whether the application has begun sessions of its own,
 * which a change of certificates must not end. Thread-safe.
 */
final class ApplicationConnection implements AmqpConnection {

	private final RenewableConnection connection;

	private volatile boolean used;

	ApplicationConnection(RenewableConnection connection) {
		this.connection = connection;
	}

	RenewableConnection connection() {
		return this.connection;
	}

	boolean isUsed() {
		return this.used;
	}

	@Override
	public AmqpSession session(SessionOptions options) {
		this.used = true;
		return this.connection.session(options);
	}

	@Override
	public CompletionStage<Void> open() {
		return this.connection.open();
	}

	@Override
	public boolean isOpen() {
		return this.connection.isOpen();
	}

	@Override
	public @Nullable AmqpReceiverException lastError() {
		return this.connection.lastError();
	}

	@Override
	public @Nullable PeerInfo peer() {
		return this.connection.peer();
	}

	@Override
	public Limits limits() {
		return this.connection.limits();
	}

	@Override
	public void trace(boolean on) {
		this.connection.trace(on);
	}

	@Override
	public List<String> recentFrames() {
		return this.connection.recentFrames();
	}

	@Override
	public CompletionStage<Void> close() {
		return this.connection.close();
	}

	@Override
	public AutoCloseable asCloseable() {
		return this.connection.asCloseable();
	}

}
