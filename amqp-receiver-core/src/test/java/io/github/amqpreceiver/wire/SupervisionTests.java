package io.github.amqpreceiver.wire;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.amqpreceiver.AmqpConnection;
import io.github.amqpreceiver.AmqpSession;
import io.github.amqpreceiver.MessageReceiver;
import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.error.Conditions;
import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.event.ReceiverEvent;
import io.github.amqpreceiver.event.ReceiverState;
import io.github.amqpreceiver.internal.frame.FrameWriter;
import io.github.amqpreceiver.internal.frame.Performative;
import io.github.amqpreceiver.options.ConnectionOptions;
import io.github.amqpreceiver.options.ReceiverOptions;
import io.github.amqpreceiver.options.RecoveryOptions;
import io.github.amqpreceiver.recovery.BackOff;
import io.github.amqpreceiver.testsupport.LogCapture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.event.Level;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Supervision at three levels on one connection: the links {@code a} and {@code b} are on
 * the first session, {@code c} is on the second.
 */
class SupervisionTests {

	private static final Duration SOON = Duration.ofSeconds(10);

	private static final ErrorCondition FAULT = new ErrorCondition(Conditions.INTERNAL_ERROR, "on purpose");

	private static final Link A = new Link("a", 0, 0);

	private static final Link B = new Link("b", 0, 1);

	private static final Link C = new Link("c", 1, 0);

	private final Map<String, AtomicInteger> handled = new ConcurrentHashMap<>();

	private final List<ReceiverEvent> events = new CopyOnWriteArrayList<>();

	@RegisterExtension
	final LogCapture log = LogCapture.of("io.github.amqpreceiver");

	private RawPeer peer;

	private AmqpConnection connection;

	private MessageReceiver a;

	private MessageReceiver b;

	private MessageReceiver c;

	private final int[] deliveryIds = new int[2];

	@BeforeEach
	void attachThreeLinks() throws IOException {
		this.peer = new RawPeer();
		this.connection = AmqpConnection.create(ConnectionOptions.builder("127.0.0.1", this.peer.port())
			.containerId("supervised")
			.closeTimeout(Duration.ofMillis(100))
			.recovery(RecoveryOptions.builder().backOff(BackOff.fixed(Duration.ofMillis(200))).build())
			.listener(this.events::add)
			.build());
		AmqpSession first = this.connection.session();
		this.a = receiver(first, "a");
		this.b = receiver(first, "b");
		this.c = receiver(this.connection.session(), "c");
		this.a.open();
		this.peer.letIn();
		this.peer.answerOpen(65_536);
		begins(0);
		attaches(A);
		this.b.open();
		attaches(B);
		this.c.open();
		begins(1);
		attaches(C);
		awaitOpen();
		this.peer.seen().clear();
		this.events.clear();
	}

	@AfterEach
	void close() throws IOException {
		this.peer.close();
		this.connection.close().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
	}

	private MessageReceiver receiver(AmqpSession session, String name) {
		this.handled.put(name, new AtomicInteger());
		return session.receiver(
				ReceiverOptions.builder("q").name(name).prefetch(10).closeTimeout(Duration.ofMillis(100)).build(),
				MessageHandler.accepting((delivery) -> this.handled.get(name).incrementAndGet()));
	}

	private void begins(int channel) throws IOException {
		this.peer.await(Performative.Begin.class);
		assertThat(this.peer.channel()).isEqualTo(channel);
		this.deliveryIds[channel] = 0;
		this.peer.write((buf) -> FrameWriter.write(buf, channel,
				new Performative.Begin(channel, 0, 2_000, 2_000, 100, List.of(), List.of(), Map.of())));
	}

	private void attaches(Link... links) throws IOException {
		for (Link link : links) {
			Performative.Attach attach = this.peer.await(Performative.Attach.class);
			assertThat(new Link(attach.name(), this.peer.channel(), attach.handle())).isEqualTo(link);
		}
		for (Link link : links) {
			this.peer.write(
					(buf) -> FrameWriter.write(buf, link.channel(), RawPeer.attach(link.name(), link.handle(), false)));
		}
		for (int i = 0; i < links.length; i++) {
			this.peer.await(Performative.Flow.class);
		}
	}

	/** Sends a message on a link, and waits until its handler has had it. */
	private void flows(Link link) throws IOException {
		AtomicInteger count = this.handled.get(link.name());
		int before = count.get();
		int id = this.deliveryIds[link.channel()]++;
		this.peer.write((buf) -> RawPeer.transfer(buf, link.channel(), link.handle(), id, false, RawPeer.message("m")));
		await().atMost(SOON).until(() -> count.get() == before + 1);
	}

	private void awaitOpen() {
		await().atMost(SOON)
			.until(() -> List.of(this.a, this.b, this.c)
				.stream()
				.allMatch((receiver) -> receiver.state() == ReceiverState.OPEN));
	}

	private List<String> attached() {
		return this.events.stream().filter(ReceiverEvent.Attached.class::isInstance).map(ReceiverEvent::link).toList();
	}

	private void oneWarningAndOneRecovery() {
		assertThat(this.log.messages(Level.WARN)).hasSize(1);
		assertThat(this.log.messages(Level.INFO, "Recovered")).hasSize(1);
		assertThat(this.log.messages(Level.ERROR)).isEmpty();
	}

	@Test
	@DisplayName("A lost link is attached again on its session; the others flow meanwhile")
	void lostLink() throws IOException {
		this.peer.write((buf) -> FrameWriter.write(buf, 0, new Performative.Detach(0, true, FAULT)));
		this.peer.await(Performative.Detach.class);
		await().atMost(SOON).until(() -> this.a.state() == ReceiverState.RECOVERING);
		flows(B);
		flows(C);
		assertThat(this.a.state()).isEqualTo(ReceiverState.RECOVERING);
		attaches(A);
		awaitOpen();
		flows(A);
		assertThat(attached()).containsExactly("a");
		assertThat(this.peer.seen()).doesNotHaveAnyElementsOfTypes(Performative.Open.class, Performative.Begin.class,
				Performative.End.class);
		oneWarningAndOneRecovery();
	}

	@Test
	@DisplayName("A lost session is begun again on its connection, with its links; the other session flows meanwhile")
	void lostSession() throws IOException {
		this.peer.write((buf) -> FrameWriter.write(buf, 0, new Performative.End(FAULT)));
		this.peer.await(Performative.End.class);
		await().atMost(SOON).until(() -> this.b.state() == ReceiverState.RECOVERING);
		flows(C);
		flows(C);
		assertThat(this.a.state()).isEqualTo(ReceiverState.RECOVERING);
		begins(0);
		attaches(A, B);
		awaitOpen();
		flows(A);
		flows(B);
		assertThat(attached()).containsExactly("a", "b");
		assertThat(this.peer.seen()).doesNotHaveAnyElementsOfTypes(Performative.Open.class);
		oneWarningAndOneRecovery();
	}

	@Test
	@DisplayName("Only a lost connection dials: every session and link is there again, for one WARN and one INFO")
	void lostConnection() throws IOException {
		this.peer.cut();
		await().atMost(SOON).until(() -> this.c.state() == ReceiverState.RECOVERING);
		this.peer.letIn();
		this.peer.answerOpen(65_536);
		begins(0);
		begins(1);
		attaches(A, B, C);
		awaitOpen();
		assertThat(attached()).containsExactlyInAnyOrder("a", "b", "c");
		oneWarningAndOneRecovery();
	}

	/** Where a link is on the wire. */
	private record Link(String name, int channel, long handle) {
	}

}
