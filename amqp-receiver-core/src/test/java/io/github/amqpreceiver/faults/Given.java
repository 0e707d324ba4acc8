package io.github.amqpreceiver.faults;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import io.github.amqpreceiver.AmqpConnection;
import io.github.amqpreceiver.EventLoopResources;
import io.github.amqpreceiver.options.ConnectionOptions;
import io.github.amqpreceiver.options.RecoveryOptions;
import io.github.amqpreceiver.options.TransportOptions;
import io.github.amqpreceiver.recovery.BackOff;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What each fault is survived with: event loops of its own, a connection with a short
 * back-off and all its events. After the test they are closed; {@code HeldResources}
 * looks whether everything was given back.
 */
final class Given implements BeforeEachCallback, AfterEachCallback {

	static final Duration SOON = Duration.ofSeconds(30);

	Events events = new Events();

	private EventLoopResources loops = EventLoopResources.create(TransportOptions.DEFAULT);

	private @Nullable AmqpConnection connection;

	@Override
	public void beforeEach(ExtensionContext context) {
		this.events = new Events();
		this.loops = EventLoopResources.create(TransportOptions.DEFAULT);
	}

	static ConnectionOptions.Builder options(int port) {
		return ConnectionOptions.builder("127.0.0.1", port)
			.handshakeTimeout(Duration.ofSeconds(5))
			.recovery(recovery().build());
	}

	static RecoveryOptions.Builder recovery() {
		return RecoveryOptions.builder()
			.backOff(BackOff.exponential(Duration.ofMillis(50), 2, Duration.ofMillis(400), 0.2));
	}

	AmqpConnection connection(ConnectionOptions.Builder options) {
		AmqpConnection created = AmqpConnection.create(options.listener(this.events).build(), this.loops);
		this.connection = created;
		return created;
	}

	AmqpConnection another(ConnectionOptions.Builder options) {
		return AmqpConnection.create(options.build(), this.loops);
	}

	CompletionStage<Void> close() {
		return Objects.requireNonNull(this.connection).close();
	}

	static <T> T join(CompletionStage<T> stage) {
		return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
	}

	@Override
	public void afterEach(ExtensionContext context) {
		if (this.connection != null) {
			join(this.connection.close());
			this.connection = null;
		}
		this.loops.close();
	}

}
