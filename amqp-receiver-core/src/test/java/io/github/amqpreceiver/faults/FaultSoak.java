package io.github.amqpreceiver.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.amqpreceiver.AmqpConnection;
import io.github.amqpreceiver.AmqpSession;
import io.github.amqpreceiver.MessageReceiver;
import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.event.ReceiverEvent;
import io.github.amqpreceiver.event.ReceiverState;
import io.github.amqpreceiver.options.ReceiverOptions;
import io.github.amqpreceiver.options.RecoveryOptions;
import io.github.amqpreceiver.testsupport.EmbeddedArtemis;
import io.github.amqpreceiver.testsupport.FaultyProxy;
import io.github.amqpreceiver.testsupport.ForkedBroker;
import io.github.amqpreceiver.testsupport.ReferenceSender;
import io.github.amqpreceiver.testsupport.ReservedPort;
import io.github.amqpreceiver.testsupport.TestMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static io.github.amqpreceiver.faults.Given.SOON;
import static io.github.amqpreceiver.faults.Given.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Faults in their whole length, of which the build has the short form, for the profile
 * {@code soak}. Their figures are in {@code target/reliability/faults-soak.md}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class FaultSoak {

	private static final int MESSAGES = 100_000;

	private final List<String> figures = new ArrayList<>(List.of("| row | figure |", "|---|---|"));

	private final AtomicInteger handled = new AtomicInteger();

	@RegisterExtension
	final Given given = new Given();

	@AfterEach
	void write() throws IOException {
		Path directory = Files.createDirectories(Path.of("target", "reliability"));
		Files.write(directory.resolve("faults-soak.md"), this.figures);
	}

	private void figure(String row, String figure) {
		this.figures.add("| " + row + " | " + figure + " |");
	}

	private MessageReceiver receiver(AmqpConnection connection, String queue) {
		this.handled.set(0);
		return connection.session()
			.receiver(ReceiverOptions.builder(queue).build(),
					MessageHandler.accepting((delivery) -> this.handled.incrementAndGet()));
	}

	private static void pass(Duration time) {
		await().pollDelay(time).atMost(time.plus(SOON)).until(() -> true);
	}

	private static long millisSince(long began) {
		return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
	}

	@Test
	@DisplayName("F-02 The broker comes up after 30 s: attached within the back-off and a second")
	void brokerComesUpLate() {
		try (ReservedPort port = ReservedPort.any()) {
			MessageReceiver receiver = receiver(
					this.given.connection(Given.options(port.port()).recovery(RecoveryOptions.DEFAULT)), "q");
			receiver.open();
			pass(Duration.ofSeconds(30));
			try (EmbeddedArtemis late = EmbeddedArtemis.builder().port(port.port()).queues("q").start()) {
				long up = System.nanoTime();
				List<ReceiverEvent.RecoveryScheduled> scheduled = this.given.events
					.of(ReceiverEvent.RecoveryScheduled.class);
				Duration backOff = scheduled.get(scheduled.size() - 1).delay();
				try (ReferenceSender sender = ReferenceSender.open(late.port(), "q")) {
					sender.send(TestMessage.text("first"));
				}
				await().atMost(Duration.ofMinutes(1))
					.pollInterval(Duration.ofMillis(10))
					.until(() -> this.handled.get() == 1);
				long took = millisSince(up);
				figure("F-02", scheduled.size() + " attempts in 30 s; first message " + took
						+ " ms after the port was there, back-off " + backOff.toMillis() + " ms");
				assertThat(took).isLessThan(backOff.toMillis() + 1_000);
				join(this.given.close());
			}
		}
	}

	@Test
	@DisplayName("F-07 A restart a second for 60 s: no more than 40 attempts")
	void restartLoop() {
		try (EmbeddedArtemis broker = EmbeddedArtemis.builder().queues("q").start();
				FaultyProxy proxy = FaultyProxy.to(broker.port())) {
			MessageReceiver receiver = receiver(
					this.given.connection(Given.options(proxy.port()).recovery(RecoveryOptions.DEFAULT)), "q");
			join(receiver.open());
			int before = proxy.attempts().size();
			long began = System.nanoTime();
			for (int second = 1; second <= 60; second++) {
				proxy.cutWithReset();
				pass(Duration.ofMillis(Math.max(1, second * 1_000L - millisSince(began))));
			}
			int attempts = proxy.attempts().size() - before;
			figure("F-07", attempts + " attempts in " + millisSince(began) / 1_000 + " s");
			assertThat(attempts).isBetween(4, 40);
			await().atMost(Duration.ofMinutes(1)).until(() -> receiver.state() == ReceiverState.OPEN);
			join(this.given.close());
		}
	}

	@Test
	@DisplayName("F-18 The broker is frozen for 20 s: no reconnect within the idle timeout, else one")
	void brokerIsFrozen(@TempDir Path journal) {
		try (ForkedBroker broker = ForkedBroker.artemis(journal).queues("q").start()) {
			MessageReceiver patient = receiver(
					this.given.another(Given.options(broker.port()).idleTimeout(Duration.ofSeconds(60))), "q");
			MessageReceiver strict = receiver(
					this.given.connection(Given.options(broker.port()).idleTimeout(Duration.ofSeconds(8))), "q");
			join(patient.open());
			join(strict.open());
			// A broker that was busy may have cost an attempt to open
			AmqpReceiverException opening = patient.lastError();
			broker.freeze();
			pass(Duration.ofSeconds(20));
			broker.thaw();
			await().atMost(SOON).until(() -> strict.state() == ReceiverState.OPEN);
			join(patient.work());
			assertThat(patient.lastError()).isSameAs(opening);
			assertThat(this.given.events.count(ReceiverEvent.Recovered.class)).isEqualTo(1);
			figure("F-18", "frozen for 20 s: idle timeout 60 s no reconnect, 8 s one");
			join(patient.destroy());
			join(this.given.close());
		}
	}

	@Test
	@DisplayName("F-56 Made and closed a thousand times: flat")
	void startsAndStops(@TempDir Path journal) {
		figure("F-56", Rounds.startsAndStops(1_000, journal));
	}

	@Test
	@DisplayName("A thousand reconnects: flat")
	void reconnects(@TempDir Path journal) {
		figure("reconnects", Rounds.reconnects(1_000, journal));
	}

	@Test
	@DisplayName("F-66 A stalled neighbour: the other keeps nine tenths of its rate over 100,000 messages")
	void neighbourIsStalled(@TempDir Path journal) {
		CountDownLatch never = new CountDownLatch(1);
		try (ForkedBroker broker = ForkedBroker.artemis(journal).queues("stuck", "free").start()) {
			AmqpConnection connection = this.given.connection(Given.options(broker.port()));
			AmqpSession session = connection.session();
			MessageReceiver stuck = session.receiver(
					ReceiverOptions.builder("stuck").closeTimeout(Duration.ofSeconds(1)).build(),
					MessageHandler.accepting((delivery) -> never.await()));
			MessageReceiver free = session.receiver(ReceiverOptions.builder("free").build(),
					MessageHandler.accepting((delivery) -> this.handled.incrementAndGet()));
			send(broker.port(), "stuck", 400);
			rate(broker, free);
			double alone = 0;
			double beside = 0;
			// In turn, and the best of each: the machine is not always the same.
			for (int round = 0; round < 3; round++) {
				join(stuck.close());
				alone = Math.max(alone, rate(broker, free));
				join(stuck.open());
				await().atMost(SOON).until(() -> stuck.status().counters().unsettled() > 0);
				beside = Math.max(beside, rate(broker, free));
			}
			figure("F-66", String.format("alone %.0f messages/s, beside a stalled one %.0f messages/s", alone, beside));
			assertThat(beside / alone).isGreaterThan(0.9);
		}
		finally {
			never.countDown();
			join(this.given.close());
		}
	}

	/** Lets a receiver take what lies in its queue. */
	private double rate(ForkedBroker broker, MessageReceiver free) {
		this.handled.set(0);
		send(broker.port(), "free", MESSAGES);
		long began = System.nanoTime();
		join(free.open());
		await().atMost(Duration.ofMinutes(2))
			.pollInterval(Duration.ofMillis(5))
			.until(() -> this.handled.get() == MESSAGES);
		double rate = MESSAGES * 1_000.0 / millisSince(began);
		join(free.close());
		return rate;
	}

	private static void send(int port, String queue, int count) {
		try (ReferenceSender sender = ReferenceSender.open(port, queue)) {
			sender.sendAll(count, (index) -> TestMessage.text("m").durable(false));
		}
	}

}
