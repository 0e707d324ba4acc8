package io.github.amqpreceiver.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import io.github.amqpreceiver.AmqpConnection;
import io.github.amqpreceiver.AmqpSession;
import io.github.amqpreceiver.MessageReceiver;
import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.event.ReceiverEvent;
import io.github.amqpreceiver.event.ReceiverState;
import io.github.amqpreceiver.options.Address;
import io.github.amqpreceiver.options.ConnectionOptions;
import io.github.amqpreceiver.options.Limits;
import io.github.amqpreceiver.options.ReceiverOptions;
import io.github.amqpreceiver.options.RecoveryOptions;
import io.github.amqpreceiver.testsupport.Cut;
import io.github.amqpreceiver.testsupport.Direction;
import io.github.amqpreceiver.testsupport.EmbeddedArtemis;
import io.github.amqpreceiver.testsupport.FaultyProxy;
import io.github.amqpreceiver.testsupport.LogCapture;
import io.github.amqpreceiver.testsupport.NewConnections;
import io.github.amqpreceiver.testsupport.ReferenceSender;
import io.github.amqpreceiver.testsupport.ReservedPort;
import io.github.amqpreceiver.testsupport.TestMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.Level;

import static io.github.amqpreceiver.faults.Given.SOON;
import static io.github.amqpreceiver.faults.Given.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Faults of the network, between a receiver and a broker that is well. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NetworkFaultsIT {

	private final AtomicInteger names = new AtomicInteger();

	private final List<String> handled = new CopyOnWriteArrayList<>();

	private EmbeddedArtemis broker;

	private FaultyProxy proxy;

	private String queue;

	@RegisterExtension
	final Given given = new Given();

	@RegisterExtension
	final LogCapture log = LogCapture.of("io.github.amqpreceiver");

	@BeforeAll
	void startBroker() {
		this.broker = EmbeddedArtemis.builder().start();
	}

	@AfterAll
	void stopBroker() {
		this.broker.close();
	}

	@BeforeEach
	void startProxy() {
		this.handled.clear();
		this.queue = "fault-" + this.names.incrementAndGet();
		this.broker.createQueue(this.queue);
		this.proxy = FaultyProxy.to(this.broker.port());
	}

	@AfterEach
	void stopProxy() {
		this.proxy.close();
	}

	private MessageReceiver receiver(ConnectionOptions.Builder options, UnaryOperator<ReceiverOptions.Builder> more) {
		return this.given.connection(options)
			.session()
			.receiver(more.apply(ReceiverOptions.builder(this.queue)).build(),
					MessageHandler.accepting((delivery) -> this.handled.add(delivery.message().bodyText())));
	}

	private MessageReceiver opened(ConnectionOptions.Builder options) {
		MessageReceiver receiver = receiver(options, (more) -> more);
		join(receiver.open());
		return receiver;
	}

	private ConnectionOptions.Builder proxied() {
		return Given.options(this.proxy.port());
	}

	private void send(String... texts) {
		try (ReferenceSender sender = ReferenceSender.open(this.broker.port(), this.queue)) {
			for (String text : texts) {
				sender.send(TestMessage.text(text));
			}
		}
	}

	private void awaitHandled(String... texts) {
		await().atMost(SOON).untilAsserted(() -> assertThat(this.handled).containsExactly(texts));
		await().atMost(SOON).until(() -> this.broker.messageCount(this.queue) == 0);
	}

	private void oneWarningAndOneRecovery() {
		await().atMost(SOON).until(() -> this.given.events.count(ReceiverEvent.Recovered.class) == 1);
		assertThat(this.log.messages(Level.WARN)).as("warnings").hasSize(1);
		assertThat(this.log.messages(Level.ERROR)).as("errors").isEmpty();
		assertThat(this.log.messages(Level.INFO, "Recovered after")).hasSize(1);
	}

	@Test
	@DisplayName("F-01 Broker not up at start: attempts 0.1 s, doubled, +-20 %; F-02 it comes up later")
	void brokerIsNotUpAtStart() {
		try (ReservedPort port = ReservedPort.any()) {
			MessageReceiver receiver = receiver(Given.options(port.port()).recovery(RecoveryOptions.DEFAULT),
					(more) -> more);
			receiver.open();
			await().atMost(SOON).until(() -> this.given.events.count(ReceiverEvent.RecoveryScheduled.class) >= 5);
			assertThat(receiver.state()).isEqualTo(ReceiverState.OPENING);
			assertThat(receiver.lastError()).hasMessageContaining("check that the broker runs");
			List<Duration> waits = delays();
			for (int i = 0; i < waits.size(); i++) {
				long expected = 100L << i;
				assertThat(waits.get(i).toMillis()).isBetween(expected * 8 / 10 - 1, expected * 12 / 10);
			}
			try (EmbeddedArtemis late = EmbeddedArtemis.builder().port(port.port()).queues(this.queue).start()) {
				int failed = delays().size();
				await().atMost(SOON).until(() -> receiver.state() == ReceiverState.OPEN);
				// The next attempt succeeds; one may have been on its way.
				assertThat(delays()).hasSizeLessThanOrEqualTo(failed + 1);
				oneWarningAndOneRecovery();
				try (ReferenceSender sender = ReferenceSender.open(late.port(), this.queue)) {
					sender.send(TestMessage.text("late"));
				}
				await().atMost(SOON).until(() -> this.handled.contains("late"));
				join(this.given.close());
			}
		}
	}

	@Test
	@DisplayName("F-07 Restart loop: mere success does not reset the back-off")
	void restartLoop() {
		opened(proxied().recovery(RecoveryOptions.DEFAULT));
		long began = System.nanoTime();
		for (int i = 0; i < 6; i++) {
			int before = this.given.events.count(ReceiverEvent.Connected.class);
			this.proxy.cutWithFin();
			await().atMost(SOON).until(() -> this.given.events.count(ReceiverEvent.Connected.class) > before);
		}
		// 0.1 + 0.2 + 0.4 + 0.8 + 1.6 + 3.2 s, less a fifth
		assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(5_000));
		assertThat(this.given.events.of(ReceiverEvent.RecoveryScheduled.class))
			.isSortedAccordingTo((a, b) -> a.delay().compareTo(b.delay()));
	}

	@ParameterizedTest
	@EnumSource(Cut.class)
	@DisplayName("F-08 FIN and F-09 RST mid-frame: no call for a part, and everything after")
	void cutMidFrame(Cut cut) {
		byte[] large = new byte[900_000];
		opened(proxied());
		this.proxy.cutAfter(Direction.TO_CLIENT, 400_000, cut);
		try (ReferenceSender sender = ReferenceSender.open(this.broker.port(), this.queue)) {
			Arrays.fill(large, (byte) 'x');
			sender.send(TestMessage.data(large).durable(false));
			sender.send(TestMessage.text("after"));
		}
		await().atMost(SOON).until(() -> this.handled.size() == 2);
		assertThat(this.handled.get(0)).hasSize(large.length);
		assertThat(this.handled.get(1)).isEqualTo("after");
		oneWarningAndOneRecovery();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 3, 8, 20, 40, 60, 70, 90, 150, 300, 500, 700, 900 })
	@DisplayName("F-11 and F-31 RST after so many bytes of the handshake")
	void cutInTheHandshake(int bytes) {
		this.proxy.cutAfter(Direction.TO_CLIENT, bytes, Cut.RESET);
		opened(proxied());
		send("a", "b");
		this.proxy.heal();
		await().atMost(SOON).until(() -> this.handled.containsAll(List.of("a", "b")));
		await().atMost(SOON).until(() -> this.broker.messageCount(this.queue) == 0);
		assertThat(this.log.messages(Level.ERROR)).isEmpty();
	}

	@Test
	@DisplayName("F-12 Accepted but silent: the handshake timeout")
	void acceptedButSilent() {
		assertThat(ConnectionOptions.builder().build().handshakeTimeout()).isEqualTo(Duration.ofSeconds(15));
		this.proxy.acceptAndStaySilent();
		long began = System.nanoTime();
		MessageReceiver receiver = receiver(proxied().handshakeTimeout(Duration.ofSeconds(1)), (more) -> more);
		receiver.open();
		await().atMost(SOON).until(() -> receiver.lastError() != null);
		assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(Duration.ofMillis(900),
				Duration.ofSeconds(10));
		assertThat(receiver.lastError()).hasMessageContaining("did not finish the exchange of protocol headers");
		this.proxy.heal();
		await().atMost(SOON).until(() -> receiver.state() == ReceiverState.OPEN);
	}

	@ParameterizedTest
	@EnumSource(value = Direction.class, names = { "BOTH", "TO_CLIENT" })
	@DisplayName("F-13 Half-open and F-14 one-way stall: found within 1.5 idle timeouts")
	void halfOpen(Direction direction) {
		Duration idle = Duration.ofSeconds(4);
		opened(proxied().idleTimeout(idle));
		this.proxy.stall(direction);
		long began = System.nanoTime();
		await().atMost(SOON)
			.pollInterval(Duration.ofMillis(10))
			.until(() -> this.given.events.count(ReceiverEvent.ConnectionLost.class) > 0);
		assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(idle.multipliedBy(3).dividedBy(2));
		this.proxy.heal();
		send("after");
		awaitHandled("after");
		oneWarningAndOneRecovery();
	}

	@Test
	@DisplayName("F-16 Latency of ten idle timeouts: closed and tried again")
	void latencyBeyondTheIdleTimeout() {
		opened(proxied().idleTimeout(Duration.ofSeconds(4)).handshakeTimeout(Duration.ofSeconds(4)));
		this.proxy.latency(Direction.BOTH, Duration.ofSeconds(40));
		await().atMost(SOON).until(() -> this.given.events.count(ReceiverEvent.ConnectionLost.class) >= 2);
		this.proxy.heal();
		this.proxy.cutWithReset();
		send("after");
		awaitHandled("after");
		oneWarningAndOneRecovery();
	}

	@Test
	@DisplayName("F-19 Slices of 1 to 7 bytes, and a hundred frames at once: the same result")
	void slicesAndHeaps() {
		this.proxy.slice(Direction.BOTH, 1, 7);
		opened(proxied());
		String[] texts = new Random(1).ints(100, 0, 1_000_000).mapToObj(String::valueOf).toArray(String[]::new);
		send(texts);
		awaitHandled(texts);
		this.handled.clear();
		this.proxy.heal();
		this.proxy.stall(Direction.TO_CLIENT);
		send(texts);
		this.proxy.resume();
		awaitHandled(texts);
		assertThat(this.given.events.count(ReceiverEvent.ConnectionLost.class)).isZero();
	}

	@Test
	@DisplayName("F-20 1 kB/s: a large message arrives, heartbeats flow, no idle cut")
	void throttled() {
		opened(proxied().idleTimeout(Duration.ofSeconds(5)).limits(Limits.builder().maxFrameSize(1_024).build()));
		this.proxy.throttle(Direction.TO_CLIENT, 1_000);
		String large = "x".repeat(12_000);
		send(large);
		awaitHandled(large);
		assertThat(this.given.events.count(ReceiverEvent.ConnectionLost.class)).isZero();
	}

	@Test
	@DisplayName("F-38 A name that cannot be resolved is asked for again at every attempt")
	void nameIsNotKnown() {
		MessageReceiver receiver = receiver(
				ConnectionOptions.builder("broker.invalid", 1).recovery(Given.recovery().build()), (more) -> more);
		receiver.open();
		await().atMost(SOON).until(() -> this.given.events.count(ReceiverEvent.RecoveryScheduled.class) >= 3);
		assertThat(receiver.lastError()).hasMessageContaining("could not be resolved");
		assertThat(this.log.messages(Level.WARN)).hasSize(1);
	}

	@Test
	@DisplayName("F-39 The first address is dead: the next is tried at once; all dead: one back-off a round")
	void firstAddressIsDead() {
		try (ReservedPort dead = ReservedPort.any()) {
			opened(proxied().addresses(List.of(new Address("127.0.0.1", dead.port(), false),
					new Address("127.0.0.1", this.proxy.port(), false))));
			assertThat(delays()).containsExactly(Duration.ZERO);
			this.proxy.refuseNew();
			this.proxy.cutWithReset();
			await().atMost(SOON).until(() -> delays().size() >= 7);
			List<Duration> waits = new ArrayList<>(delays().subList(1, 7));
			assertThat(waits.stream().filter(Duration::isZero)).hasSize(3);
			this.proxy.newConnections(NewConnections.FORWARD);
			send("after");
			awaitHandled("after");
		}
	}

	private List<Duration> delays() {
		return this.given.events.of(ReceiverEvent.RecoveryScheduled.class)
			.stream()
			.map(ReceiverEvent.RecoveryScheduled::delay)
			.toList();
	}

	@Test
	@DisplayName("F-50 Pause and resume a thousand times: no credit is lost")
	void pauseAndResume() {
		MessageReceiver receiver = opened(proxied());
		for (int i = 0; i < 1_000; i++) {
			receiver.pause();
			receiver.resume();
		}
		send("after");
		awaitHandled("after");
		join(receiver.pause());
		join(receiver.resume());
		await().atMost(SOON).until(() -> receiver.status().counters().credit() > 0);
		send("and again");
		awaitHandled("after", "and again");
	}

	@Test
	@DisplayName("Twenty links of two sessions, ten attempts and more: one WARN an outage, one INFO a recovery")
	void noStorm() {
		AmqpConnection connection = this.given.connection(proxied());
		List<AmqpSession> sessions = List.of(connection.session(), connection.session());
		List<MessageReceiver> receivers = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			receivers.add(sessions.get(i % 2)
				.receiver(ReceiverOptions.builder(this.queue).prefetch(1).build(),
						MessageHandler.accepting((delivery) -> this.handled.add(delivery.message().bodyText()))));
		}
		receivers.forEach((receiver) -> join(receiver.open()));
		for (int outage = 1; outage <= 2; outage++) {
			this.log.clear();
			int before = delays().size();
			this.proxy.refuseNew();
			this.proxy.cutWithReset();
			await().atMost(SOON).until(() -> delays().size() >= before + 10);
			assertThat(receivers).allMatch((receiver) -> receiver.state() == ReceiverState.RECOVERING);
			this.proxy.newConnections(NewConnections.FORWARD);
			await().atMost(SOON)
				.until(() -> receivers.stream().allMatch((receiver) -> receiver.state() == ReceiverState.OPEN));
			assertThat(this.log.messages(Level.WARN)).singleElement().asString().contains("RECONNECT in");
			assertThat(this.log.messages(Level.INFO)).singleElement()
				.asString()
				.contains("Recovered after")
				.contains("connected to 127.0.0.1:" + this.proxy.port());
			assertThat(this.log.messages(Level.ERROR)).isEmpty();
		}
		send("after");
		awaitHandled("after");
	}

	@Test
	@DisplayName("Paused stays paused, and closed stays closed, over a reconnect")
	void pausedStaysPaused() {
		MessageReceiver receiver = opened(proxied());
		join(receiver.pause());
		this.proxy.cutWithReset();
		await().atMost(SOON).until(() -> this.given.events.count(ReceiverEvent.Attached.class) == 2);
		send("kept");
		assertThat(receiver.status().counters().credit()).isZero();
		assertThat(this.handled).isEmpty();
		join(receiver.resume());
		awaitHandled("kept");
		join(receiver.close());
		this.proxy.cutWithReset();
		await().atMost(SOON).until(() -> this.given.events.count(ReceiverEvent.ConnectionLost.class) == 2);
		await().atMost(SOON).until(() -> this.given.events.count(ReceiverEvent.Connected.class) == 3);
		assertThat(receiver.state()).isEqualTo(ReceiverState.IDLE);
		join(receiver.open());
		send("more");
		awaitHandled("kept", "more");
	}

}
