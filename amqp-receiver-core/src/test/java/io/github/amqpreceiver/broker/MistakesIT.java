package io.github.amqpreceiver.broker;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

import io.github.amqpreceiver.AmqpConnection;
import io.github.amqpreceiver.MessageReceiver;
import io.github.amqpreceiver.auth.Credentials;
import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.error.AuthenticationException;
import io.github.amqpreceiver.error.LinkDetachedException;
import io.github.amqpreceiver.error.TransportException;
import io.github.amqpreceiver.event.ReceiverState;
import io.github.amqpreceiver.options.ConnectionOptions;
import io.github.amqpreceiver.options.ReceiverOptions;
import io.github.amqpreceiver.options.RecoveryOptions;
import io.github.amqpreceiver.recovery.BackOff;
import io.github.amqpreceiver.testsupport.EmbeddedArtemis;
import io.github.amqpreceiver.testsupport.ReservedPort;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a person reads who got host, password or address wrong. */
class MistakesIT {

	private static EmbeddedArtemis artemis;

	@BeforeAll
	static void startBroker() {
		artemis = EmbeddedArtemis.builder().queues("orders").autoCreate(false).user("ann", "right").start();
	}

	@AfterAll
	static void stopBroker() {
		artemis.close();
	}

	@Test
	void aWrongPasswordIsToldWithoutThePasswordAndNotTriedAgain() throws Exception {
		ConnectionOptions options = ConnectionOptions.builder("127.0.0.1", artemis.port())
			.credentials(Credentials.password("ann", "canary-secret"))
			.build();
		AmqpConnection connection = AmqpConnection.create(options);
		try (AutoCloseable closing = connection.asCloseable()) {
			MessageReceiver receiver = receiver(connection, "orders");
			assertThat(failure(receiver)).isInstanceOf(AuthenticationException.class)
				.hasMessageContaining("127.0.0.1:" + artemis.port())
				.hasMessageContaining("ann")
				.hasMessageNotContaining("canary-secret");
			assertThat(receiver.state()).isEqualTo(ReceiverState.ERROR);
		}
	}

	@Test
	void anUnknownAddressIsNamedAndTriedAgainWithBackOff() throws Exception {
		ConnectionOptions options = ConnectionOptions.builder("127.0.0.1", artemis.port())
			.credentials(Credentials.password("ann", "right"))
			.recovery(RecoveryOptions.builder().backOff(BackOff.fixed(Duration.ofMillis(50))).build())
			.build();
		AmqpConnection connection = AmqpConnection.create(options);
		try (AutoCloseable closing = connection.asCloseable()) {
			MessageReceiver receiver = receiver(connection, "no-such-queue");
			receiver.open();
			await().atMost(Duration.ofSeconds(20)).until(() -> receiver.status().attempt() >= 2);
			assertThat(receiver.lastError()).isInstanceOf(LinkDetachedException.class)
				.hasMessageContaining("no-such-queue")
				.hasMessageContaining("amqp:not-found")
				.hasMessageContaining("Check the address");
			assertThat(receiver.state()).isEqualTo(ReceiverState.OPENING);
		}
	}

	@Test
	void aBrokerThatIsNotThereIsNamedAndFailFastFailsAtOnce() throws Exception {
		try (ReservedPort nobody = ReservedPort.any()) {
			ConnectionOptions options = ConnectionOptions.builder("127.0.0.1", nobody.port())
				.recovery(RecoveryOptions.builder().failFast(true).build())
				.build();
			AmqpConnection connection = AmqpConnection.create(options);
			try (AutoCloseable closing = connection.asCloseable()) {
				assertThat(failure(receiver(connection, "orders"))).isInstanceOf(TransportException.class)
					.hasMessageContaining("127.0.0.1:" + nobody.port())
					.hasMessageContaining("refused")
					.hasMessageContaining("check that the broker runs");
			}
		}
	}

	private static MessageReceiver receiver(AmqpConnection connection, String address) {
		return connection.session()
			.receiver(ReceiverOptions.builder(address).build(), MessageHandler.accepting((delivery) -> {
			}));
	}

	private static Throwable failure(MessageReceiver receiver) {
		try {
			receiver.open().toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
		}
		catch (CompletionException ex) {
			return ex.getCause();
		}
		throw new AssertionError("The receiver opened");
	}

}
