package io.github.amqpreceiver.wire;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.amqpreceiver.AmqpConnection;
import io.github.amqpreceiver.AmqpSession;
import io.github.amqpreceiver.MessageReceiver;
import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.error.Conditions;
import io.github.amqpreceiver.event.ReceiverState;
import io.github.amqpreceiver.internal.frame.Performative;
import io.github.amqpreceiver.options.ConnectionOptions;
import io.github.amqpreceiver.options.Limits;
import io.github.amqpreceiver.options.ReceiverOptions;
import io.github.amqpreceiver.options.RecoveryOptions;
import io.github.amqpreceiver.options.SessionOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Several receivers on a session and several sessions on a connection, on a socket, with
 * a peer that keeps to every window: one that holds its messages never stalls another.
 */
class NeighboursWireTests {

	private static final int MESSAGES = 200;

	private static final SessionOptions NARROW = SessionOptions.builder().incomingWindow(4).build();

	private final List<Delivery> held = new CopyOnWriteArrayList<>();

	private final AtomicInteger handled = new AtomicInteger();

	private HonestPeer peer;

	private AmqpConnection connection;

	@BeforeEach
	void connect() throws IOException {
		this.peer = new HonestPeer();
		this.connection = AmqpConnection.create(ConnectionOptions.builder("127.0.0.1", this.peer.port())
			.closeTimeout(Duration.ofMillis(200))
			.limits(Limits.builder().inFlightBytes(65_536).build())
			.recovery(RecoveryOptions.builder().enabled(false).build())
			.build());
	}

	@AfterEach
	void disconnect() throws IOException {
		this.peer.close();
		this.connection.close().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
	}

	private MessageReceiver holder(AmqpSession session, int prefetch) {
		return session.receiver(ReceiverOptions.builder("q").name("holder").prefetch(prefetch).build(), (delivery) -> {
			this.held.add(delivery);
			return MessageHandler.SETTLES_ITSELF;
		});
	}

	private MessageReceiver worker(AmqpSession session) {
		return session.receiver(ReceiverOptions.builder("q").name("worker").prefetch(3).build(),
				MessageHandler.accepting((delivery) -> this.handled.incrementAndGet()));
	}

	private static void join(CompletionStage<Void> opening) {
		opening.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
	}

	@Test
	@DisplayName("Two receivers on a session of window 4: one without credit left, the other gets all of its messages")
	void oneReceiverOfASessionDoesNotStallTheOther() throws IOException {
		AmqpSession session = this.connection.session(NARROW);
		CompletionStage<Void> holding = holder(session, 6).open();
		this.peer.connect();
		int channel = this.peer.begin();
		int holder = this.peer.attach(channel);
		join(holding);
		CompletionStage<Void> working = worker(session).open();
		int worker = this.peer.attach(channel);
		join(working);
		for (int i = 0; i < 6; i++) {
			this.peer.send(channel, holder, RawPeer.message("kept"));
		}
		for (int i = 0; i < MESSAGES; i++) {
			this.peer.send(channel, worker, RawPeer.message("done"));
		}
		this.peer.awaitOutcomes("Accepted", MESSAGES);
		assertThat(this.handled).hasValue(MESSAGES);
		assertThat(this.held).hasSize(6).noneMatch(Delivery::settled);
		this.held.forEach(Delivery::accept);
		this.peer.awaitOutcomes("Accepted", MESSAGES + 6);
		this.peer.send(channel, holder, RawPeer.message("credit came back"));
		await().until(() -> this.held.size() == 7);
	}

	@Test
	@DisplayName("A session whose receiver settles nothing renews its window, and the other session flows")
	void oneSessionDoesNotStallTheOther() throws IOException {
		CompletionStage<Void> holding = holder(this.connection.session(NARROW), 50).open();
		this.peer.connect();
		int first = this.peer.begin();
		int holder = this.peer.attach(first);
		join(holding);
		CompletionStage<Void> working = worker(this.connection.session(NARROW)).open();
		int second = this.peer.begin();
		int worker = this.peer.attach(second);
		join(working);
		assertThat(second).isNotEqualTo(first);
		for (int i = 0; i < MESSAGES; i++) {
			if (i < 50) {
				this.peer.send(first, holder, RawPeer.message("kept"));
			}
			this.peer.send(second, worker, RawPeer.message("done"));
		}
		this.peer.awaitOutcomes("Accepted", MESSAGES);
		await().until(() -> this.held.size() == 50);
		assertThat(this.handled).hasValue(MESSAGES);
		assertThat(this.held).noneMatch(Delivery::settled);
	}

	@Test
	@DisplayName("A receiver that fills the connection's memory leaves enough for its neighbour's messages")
	void memoryOfOneIsNotTakenFromTheOther() throws IOException {
		byte[] large = RawPeer.message("x".repeat(4_000));
		CompletionStage<Void> holding = holder(this.connection.session(), 100).open();
		this.peer.connect();
		int first = this.peer.begin();
		int holder = this.peer.attach(first);
		join(holding);
		CompletionStage<Void> working = worker(this.connection.session()).open();
		int second = this.peer.begin();
		int worker = this.peer.attach(second);
		join(working);
		for (int i = 0; this.peer.outcomes("Released") == 0; i++) {
			this.peer.send(first, holder, large);
			assertThat(i).as("messages that fit into 64 kB").isLessThan(100);
		}
		long kept = this.held.size();
		assertThat(kept * large.length).isBetween(65_536L / 2, 65_536L * 3 / 4);
		for (int i = 0; i < MESSAGES; i++) {
			this.peer.send(second, worker, large);
			this.peer.awaitOutcomes("Accepted", i + 1);
		}
		assertThat(this.handled).hasValue(MESSAGES);
		assertThat(this.held).noneMatch(Delivery::settled);
	}

	@Test
	@DisplayName("B-42 more frames than the session's window: the session is ended, its neighbour goes on")
	void moreFramesThanTheWindowEndOnlyTheirSession() throws IOException {
		MessageReceiver receiver = holder(this.connection.session(NARROW), 50);
		CompletionStage<Void> holding = receiver.open();
		this.peer.connect();
		int first = this.peer.begin();
		int holder = this.peer.attach(first);
		join(holding);
		CompletionStage<Void> working = worker(this.connection.session()).open();
		int second = this.peer.begin();
		int worker = this.peer.attach(second);
		join(working);
		RawPeer raw = this.peer.raw();
		raw.write((buf) -> {
			for (int i = 0; i < MESSAGES; i++) {
				RawPeer.transfer(buf, first, holder, (i == 0) ? 0 : -1, true, RawPeer.message("part"));
			}
		});
		Performative.End end = raw.await(Performative.End.class);
		assertThat(raw.channel()).isEqualTo(first);
		assertThat(end.error().condition()).isEqualTo(Conditions.WINDOW_VIOLATION);
		await().until(() -> receiver.state() == ReceiverState.ERROR);
		assertThat(this.held).isEmpty();
		raw.write((buf) -> RawPeer.transfer(buf, second, worker, 0, false, RawPeer.message("next")));
		await().until(() -> this.handled.get() == 1);
	}

}
