package io.github.amqpreceiver.faults;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.github.amqpreceiver.AmqpConnection;
import io.github.amqpreceiver.MessageReceiver;
import io.github.amqpreceiver.auth.Credentials;
import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.error.AuthenticationException;
import io.github.amqpreceiver.event.ReceiverEvent;
import io.github.amqpreceiver.event.ReceiverState;
import io.github.amqpreceiver.options.ConnectionOptions;
import io.github.amqpreceiver.options.ReceiverOptions;
import io.github.amqpreceiver.recovery.BackOff;
import io.github.amqpreceiver.testsupport.EmbeddedArtemis;
import io.github.amqpreceiver.testsupport.LogCapture;
import io.github.amqpreceiver.testsupport.ReferenceClient;
import io.github.amqpreceiver.testsupport.ReferenceSender;
import io.github.amqpreceiver.testsupport.TestMessage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.event.Level;

import static io.github.amqpreceiver.faults.Given.SOON;
import static io.github.amqpreceiver.faults.Given.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** A broker that stops, deletes, refuses and changes its mind. */
class BrokerFaultsIT {

	private final AtomicInteger handled = new AtomicInteger();

	@RegisterExtension
	final Given given = new Given();

	@RegisterExtension
	final LogCapture log = LogCapture.of("io.github.amqpreceiver");

	private MessageReceiver receiver(AmqpConnection connection, String queue) {
		return connection.session()
			.receiver(ReceiverOptions.builder(queue).build(),
					MessageHandler.accepting((delivery) -> this.handled.incrementAndGet()));
	}

	private static void send(int port, String queue) {
		try (ReferenceSender sender = ReferenceSender.open(port, queue)) {
			sender.send(TestMessage.text("m"));
		}
	}

	@Test
	@DisplayName("F-06 Clean stop of the broker: no ERROR, one WARN, a reconnect, one INFO")
	void cleanStop() {
		try (EmbeddedArtemis broker = EmbeddedArtemis.builder().queues("q").start()) {
			MessageReceiver receiver = receiver(this.given.connection(Given.options(broker.port())), "q");
			join(receiver.open());
			broker.stop();
			await().atMost(SOON).until(() -> receiver.state() == ReceiverState.RECOVERING);
			broker.start();
			await().atMost(SOON).until(() -> receiver.state() == ReceiverState.OPEN);
			send(broker.port(), "q");
			await().atMost(SOON).until(() -> this.handled.get() == 1);
			assertThat(this.log.messages(Level.ERROR)).isEmpty();
			assertThat(this.log.messages(Level.WARN)).hasSize(1);
			assertThat(this.log.messages(Level.INFO, "Recovered")).hasSize(1);
			join(this.given.close());
		}
	}

	@Test
	@DisplayName("F-22 The queue is deleted: re-attached with back-off on the same connection, few errors")
	void queueIsDeleted() {
		try (EmbeddedArtemis broker = EmbeddedArtemis.builder().autoCreate(false).queues("q").start()) {
			MessageReceiver receiver = receiver(this.given.connection(Given.options(broker.port())), "q");
			join(receiver.open());
			broker.deleteQueue("q", true);
			await().atMost(SOON).until(() -> receiver.status().attempt() >= 3);
			assertThat(receiver.state()).isEqualTo(ReceiverState.RECOVERING);
			assertThat(receiver.lastError()).hasMessageContaining("'q'");
			broker.createQueue("q");
			await().atMost(SOON).until(() -> receiver.state() == ReceiverState.OPEN);
			send(broker.port(), "q");
			await().atMost(SOON).until(() -> this.handled.get() == 1);
			assertThat(this.given.events.count(ReceiverEvent.Connected.class)).isEqualTo(1);
			assertThat(this.given.events.count(ReceiverEvent.Detached.class)).isLessThan(100);
			assertThat(this.log.messages(Level.WARN)).hasSize(1);
			join(this.given.close());
		}
	}

	@Test
	@DisplayName("F-26 Attach refused: tried again and says which address, or fails at once where that is wanted")
	void attachIsRefused() {
		try (EmbeddedArtemis broker = EmbeddedArtemis.builder().autoCreate(false).start()) {
			MessageReceiver patient = receiver(this.given.connection(Given.options(broker.port())), "missing");
			patient.open();
			await().atMost(SOON).until(() -> patient.status().attempt() >= 2);
			assertThat(patient.state()).isEqualTo(ReceiverState.OPENING);
			assertThat(patient.lastError()).hasMessageContaining("'missing'").hasMessageContaining("not-found");
			AmqpConnection strict = this.given
				.another(Given.options(broker.port()).recovery(Given.recovery().failFast(true).build()));
			MessageReceiver failing = receiver(strict, "missing");
			assertThatThrownBy(() -> join(failing.open())).rootCause().hasMessageContaining("'missing'");
			assertThat(failing.state()).isEqualTo(ReceiverState.ERROR);
			join(strict.close());
			join(this.given.close());
		}
	}

	@Test
	@DisplayName("F-27 Attach refused as unauthorized: not tried hot, the reason is shown")
	void attachIsUnauthorized() {
		try (EmbeddedArtemis broker = EmbeddedArtemis.builder()
			.user("user", "secret")
			.queues("closed")
			.refuseConsumersOf("closed")
			.start()) {
			MessageReceiver receiver = receiver(
					this.given.connection(secured(broker).credentials(Credentials.password("user", "secret"))),
					"closed");
			assertThatThrownBy(() -> join(receiver.open())).rootCause().hasMessageContaining("unauthorized-access");
			assertThat(receiver.state()).isEqualTo(ReceiverState.ERROR);
			assertThat(this.given.events.count(ReceiverEvent.RecoveryScheduled.class)).isLessThanOrEqualTo(1);
			join(this.given.close());
		}
	}

	@Test
	@DisplayName("F-33 Wrong password: one attempt and no lock-out storm; or again after 30 s where that is wanted")
	void wrongPassword() {
		try (EmbeddedArtemis broker = EmbeddedArtemis.builder().user("user", "secret").queues("q").start()) {
			MessageReceiver receiver = receiver(
					this.given.connection(secured(broker).credentials(Credentials.password("user", "wrong"))), "q");
			assertThatThrownBy(() -> join(receiver.open())).rootCause().isInstanceOf(AuthenticationException.class);
			assertThat(this.given.events.count(ReceiverEvent.ConnectionLost.class)).isEqualTo(1);
			assertThat(this.log.messages(Level.ERROR)).hasSize(1);
			Events patient = new Events();
			AmqpConnection again = this.given.another(secured(broker).credentials(Credentials.password("user", "wrong"))
				.listener(patient)
				.recovery(Given.recovery().giveUpOnAuthenticationFailure(false).build()));
			receiver(again, "q").open();
			await().atMost(SOON).until(() -> patient.count(ReceiverEvent.RecoveryScheduled.class) == 1);
			assertThat(patient.of(ReceiverEvent.RecoveryScheduled.class).get(0).delay())
				.isGreaterThan(Duration.ofSeconds(23));
			join(again.close());
			join(this.given.close());
		}
	}

	@Test
	@DisplayName("F-34 The password is rotated while connected: after a cut the supplier is asked again")
	void passwordIsRotated() {
		AtomicReference<String> password = new AtomicReference<>("old");
		try (EmbeddedArtemis broker = EmbeddedArtemis.builder().user("user", "old").queues("q").start()) {
			ConnectionOptions.Builder options = secured(broker)
				.credentials(Credentials.password(() -> "user", password::get))
				.recovery(Given.recovery().authenticationBackOff(BackOff.fixed(Duration.ofMillis(200))).build());
			MessageReceiver receiver = receiver(this.given.connection(options), "q");
			join(receiver.open());
			broker.setPassword("user", "new");
			broker.disconnectAll();
			await().atMost(SOON).until(() -> receiver.lastError() instanceof AuthenticationException);
			password.set("new");
			await().atMost(SOON).until(() -> receiver.state() == ReceiverState.OPEN);
			try (ReferenceClient client = ReferenceClient.connect(broker.port(), "user", "new");
					ReferenceSender sender = client.sender("q")) {
				sender.send(TestMessage.text("m"));
			}
			await().atMost(SOON).until(() -> this.handled.get() == 1);
			join(this.given.close());
		}
	}

	private static ConnectionOptions.Builder secured(EmbeddedArtemis broker) {
		return Given.options(broker.port()).allowPlainWithoutTls(true);
	}

}
