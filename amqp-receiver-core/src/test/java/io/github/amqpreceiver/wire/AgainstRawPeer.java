package io.github.amqpreceiver.wire;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.github.amqpreceiver.AmqpConnection;
import io.github.amqpreceiver.MessageReceiver;
import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.event.ReceiverEvent;
import io.github.amqpreceiver.event.ReceiverMetrics;
import io.github.amqpreceiver.event.ReceiverState;
import io.github.amqpreceiver.internal.frame.Performative;
import io.github.amqpreceiver.options.ConnectionOptions;
import io.github.amqpreceiver.options.ReceiverOptions;
import io.github.amqpreceiver.options.RecoveryOptions;
import io.github.amqpreceiver.testsupport.LogCapture;
import io.github.amqpreceiver.type.Symbol;
import io.netty.buffer.ByteBuf;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.provider.Arguments;
import org.slf4j.event.Level;

import static io.github.amqpreceiver.wire.HostileFrames.described;
import static io.github.amqpreceiver.wire.HostileFrames.string;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** A receiver of link "link" to "q", with a prefetch of 3, against a raw peer. */
abstract class AgainstRawPeer {

	static final String PAYLOAD = "payload-that-nobody-logs";

	static final byte[] SOURCE = described(0x28, string("q"));

	static final byte[] TARGET = described(0x29);

	@RegisterExtension
	final LogCapture log = LogCapture.of("io.github.amqpreceiver");

	final List<String> handled = new CopyOnWriteArrayList<>();

	final List<ReceiverEvent> events = new CopyOnWriteArrayList<>();

	final List<Delivery> delivered = new CopyOnWriteArrayList<>();

	final AtomicInteger undecodable = new AtomicInteger();

	private final ReceiverMetrics metrics = new ReceiverMetrics() {

		@Override
		public void decodeError() {
			AgainstRawPeer.this.undecodable.incrementAndGet();
		}

	};

	RawPeer peer;

	/**
	 * A message with this body is never settled, so that its credit does not come back.
	 */
	static final String KEPT = "kept";

	AmqpConnection connection;

	MessageReceiver receiver;

	CompletionStage<Void> opening;

	@BeforeEach
	void connect() throws IOException {
		this.peer = new RawPeer();
		this.connection = AmqpConnection.create(ConnectionOptions.builder("127.0.0.1", this.peer.port())
			.closeTimeout(Duration.ofMillis(200))
			.listener(this.events::add)
			.recovery(RecoveryOptions.builder().enabled(false).build())
			.build());
		this.receiver = this.connection.session()
			.receiver(ReceiverOptions.builder("q")
				.name("link")
				.prefetch(3)
				.maxMessageSize(5_000)
				.metrics(this.metrics)
				.build(), (delivery) -> {
					this.delivered.add(delivery);
					delivery.message().header();
					String body = Objects.requireNonNull(delivery.message().bodyText());
					this.handled.add(body);
					return body.equals(KEPT) ? MessageHandler.SETTLES_ITSELF
							: CompletableFuture.completedStage(Outcome.accepted());
				});
		this.opening = this.receiver.open();
	}

	@AfterEach
	void disconnect() throws IOException {
		this.peer.close();
		this.connection.close().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
	}

	/** How far the two have come when the hostile frame is sent. */
	enum Stage {

		OPEN, BEGIN, ATTACH, ATTACHED

	}

	void meet(Stage stage) throws IOException {
		this.peer.letIn();
		if (stage == Stage.OPEN) {
			return;
		}
		this.peer.open(65_536);
		if (stage == Stage.BEGIN) {
			return;
		}
		this.peer.begin(1, 1_000);
		if (stage == Stage.ATTACHED) {
			this.peer.attach();
		}
	}

	/**
	 * The peer breaks the protocol: it gets the condition, with a closed socket within
	 * seconds where the connection is at fault; the application gets one warning without
	 * a payload and one word that the receiver gave up, and no call.
	 */
	void assertViolation(Stage stage, Class<?> answer, Symbol condition, Consumer<ByteBuf> frames) throws IOException {
		meet(stage);
		this.log.clear();
		long before = System.nanoTime();
		this.peer.write(frames);
		assertThat(this.peer.await(answer)).extracting("error").extracting("condition").isEqualTo(condition);
		if (answer == Performative.Close.class) {
			this.peer.awaitEnd();
			assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
		}
		await().until(() -> this.receiver.state() == ReceiverState.ERROR);
		assertThat(this.receiver.lastError()).isInstanceOf(AmqpReceiverException.class);
		assertThat(this.log.messages(Level.WARN)).singleElement()
			.asString()
			.contains("127.0.0.1:" + this.peer.port(), condition.toString())
			.contains((answer == Performative.Close.class) ? "" : "channel 0")
			.contains((answer == Performative.Detach.class) ? "handle 0" : "");
		assertThat(this.log.events()).noneMatch((event) -> event.getFormattedMessage().contains(PAYLOAD));
		if (answer != Performative.Detach.class) {
			assertThat(this.handled).isEmpty();
		}
		await().until(() -> this.events.stream().anyMatch(ReceiverEvent.GaveUp.class::isInstance));
		assertThat(this.events).filteredOn(ReceiverEvent.GaveUp.class::isInstance).hasSize(1);
	}

	static Arguments connection(String row, Stage stage, Symbol condition, Consumer<ByteBuf> frames) {
		return arguments(row, stage, Performative.Close.class, condition, frames);
	}

	static Arguments session(String row, Stage stage, Symbol condition, Consumer<ByteBuf> frames) {
		return arguments(row, stage, Performative.End.class, condition, frames);
	}

	static Arguments link(String row, Stage stage, Symbol condition, Consumer<ByteBuf> frames) {
		return arguments(row, stage, Performative.Detach.class, condition, frames);
	}

}
