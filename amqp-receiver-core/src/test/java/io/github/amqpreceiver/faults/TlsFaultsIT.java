package io.github.amqpreceiver.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.amqpreceiver.MessageReceiver;
import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.event.ReceiverEvent;
import io.github.amqpreceiver.event.ReceiverState;
import io.github.amqpreceiver.options.Address;
import io.github.amqpreceiver.options.ReceiverOptions;
import io.github.amqpreceiver.options.TlsOptions;
import io.github.amqpreceiver.testsupport.EmbeddedArtemis;
import io.github.amqpreceiver.testsupport.FaultyProxy;
import io.github.amqpreceiver.testsupport.LogCapture;
import io.github.amqpreceiver.testsupport.ReferenceSender;
import io.github.amqpreceiver.testsupport.TestCertificates;
import io.github.amqpreceiver.testsupport.TestMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.event.Level;

import static io.github.amqpreceiver.faults.Given.SOON;
import static io.github.amqpreceiver.faults.Given.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Faults of the network under TLS. */
class TlsFaultsIT {

	@TempDir
	static Path directory;

	private static TestCertificates certificates;

	private static EmbeddedArtemis broker;

	private final AtomicInteger handled = new AtomicInteger();

	private FaultyProxy proxy;

	@RegisterExtension
	final Given given = new Given();

	@RegisterExtension
	final LogCapture log = LogCapture.of("io.github.amqpreceiver");

	@BeforeAll
	static void startBroker() {
		certificates = TestCertificates.in(directory);
		broker = EmbeddedArtemis.builder()
			.queues("q")
			.tls(certificates.stores(certificates.server("localhost", "127.0.0.1")))
			.start();
	}

	@AfterAll
	static void stopBroker() {
		broker.close();
	}

	@BeforeEach
	void startProxy() {
		this.proxy = FaultyProxy.to(broker.tlsPort());
	}

	@AfterEach
	void stopProxy() {
		this.proxy.close();
	}

	private MessageReceiver receiver(Duration handshakeTimeout) {
		return this.given
			.connection(Given.options(this.proxy.port())
				.addresses(List.of(new Address("127.0.0.1", this.proxy.port(), true)))
				.tls(TlsOptions.builder()
					.context(() -> certificates.clientContext(null))
					.handshakeTimeout(handshakeTimeout)
					.build()))
			.session()
			.receiver(ReceiverOptions.builder("q").build(),
					MessageHandler.accepting((delivery) -> this.handled.incrementAndGet()));
	}

	private void receivesAfter(int before) {
		try (ReferenceSender sender = ReferenceSender.open(broker.port(), "q")) {
			sender.send(TestMessage.text("after"));
		}
		await().atMost(SOON).until(() -> this.handled.get() == before + 1);
		assertThat(this.log.messages(Level.WARN)).hasSize(1);
		assertThat(this.log.messages(Level.INFO, "Recovered after")).hasSize(1);
		assertThat(this.log.messages(Level.ERROR)).isEmpty();
	}

	@Test
	@DisplayName("F-36 The TLS handshake stalls: its timeout, and again")
	void handshakeStalls() {
		assertThat(TlsOptions.DEFAULT.handshakeTimeout()).isEqualTo(Duration.ofSeconds(10));
		this.proxy.acceptAndStaySilent();
		MessageReceiver receiver = receiver(Duration.ofSeconds(1));
		long began = System.nanoTime();
		receiver.open();
		await().atMost(SOON).until(() -> receiver.lastError() != null);
		assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(Duration.ofMillis(900),
				Duration.ofSeconds(9));
		assertThat(receiver.lastError()).hasMessageContaining("TLS")
			.hasMessageContaining("127.0.0.1:" + this.proxy.port());
		this.proxy.heal();
		await().atMost(SOON).until(() -> receiver.state() == ReceiverState.OPEN);
		receivesAfter(0);
	}

	@Test
	@DisplayName("F-37 A FIN without close_notify is a loss like any other")
	void truncated() {
		MessageReceiver receiver = receiver(Duration.ofSeconds(10));
		join(receiver.open());
		this.proxy.cutWithFin();
		await().atMost(SOON).until(() -> this.given.events.count(ReceiverEvent.Recovered.class) == 1);
		await().atMost(SOON).until(() -> receiver.state() == ReceiverState.OPEN);
		receivesAfter(0);
	}

}
