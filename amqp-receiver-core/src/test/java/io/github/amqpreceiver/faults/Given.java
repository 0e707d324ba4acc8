package io.github.amqpreceiver.faults;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import io.github.amqpreceiver.AmqpConnection;
import io.github.amqpreceiver.EventLoopResources;
import io.github.amqpreceiver.options.ConnectionOptions;
import io.github.amqpreceiver.options.RecoveryOptions;
import io.github.amqpreceiver.options.TransportOptions;
import io.github.amqpreceiver.recovery.BackOff;
import io.github.amqpreceiver.testsupport.Resources;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What each fault is survived with: event loops of its own, a connection with a short
 * back-off and all its events. After the test everything must be closed and given back.
 */
final class Given implements BeforeEachCallback, AfterEachCallback {

	static final Duration SOON = Duration.ofSeconds(30);

	Events events = new Events();

	private Resources before = Resources.now();

	private EventLoopResources loops = EventLoopResources.create(TransportOptions.DEFAULT);

	private @Nullable AmqpConnection connection;

	private boolean warm;

	@Override
	public void beforeEach(ExtensionContext context) {
		this.events = new Events();
		this.before = Resources.now();
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

	/** What is held beyond the start; a broker in this JVM has threads and memory too. */
	private List<String> ours() {
		return Resources.now()
			.beyond(this.before)
			.stream()
			.filter((excess) -> excess.contains("socket") || excess.contains("amqp-receiver"))
			.toList();
	}

	@Override
	public void afterEach(ExtensionContext context) {
		if (this.connection != null) {
			join(this.connection.close());
			this.connection = null;
		}
		this.loops.close();
		if (this.warm && context.getExecutionException().isEmpty()) {
			await().atMost(SOON).untilAsserted(() -> assertThat(ours()).isEmpty());
		}
		// What a JVM opens once and keeps is there after the first test.
		this.warm = true;
	}

}
