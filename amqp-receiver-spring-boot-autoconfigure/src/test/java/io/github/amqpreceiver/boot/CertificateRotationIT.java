package io.github.amqpreceiver.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.github.amqpreceiver.boot.autoconfigure.AmqpReceiverAutoConfiguration;
import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.event.ReceiverState;
import io.github.amqpreceiver.event.ReceiverStatus;
import io.github.amqpreceiver.spring.annotation.AmqpListener;
import io.github.amqpreceiver.spring.container.AmqpListenerContainer;
import io.github.amqpreceiver.spring.container.AmqpListenerRegistry;
import io.github.amqpreceiver.testsupport.EmbeddedArtemis;
import io.github.amqpreceiver.testsupport.FaultyProxy;
import io.github.amqpreceiver.testsupport.LedgerSender;
import io.github.amqpreceiver.testsupport.MessageLedger;
import io.github.amqpreceiver.testsupport.ReservedPort;
import io.github.amqpreceiver.testsupport.TestCertificates;
import io.github.amqpreceiver.testsupport.TestIdentity;
import io.github.amqpreceiver.testsupport.TlsStores;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A broker and its clients get new certificates of a new authority while messages flow.
 * The broker has one door for each authority, and the proxy leads from the one to the
 * other.
 */
@ExtendWith(OutputCaptureExtension.class)
class CertificateRotationIT {

	private static final Duration LONG = Duration.ofSeconds(60);

	private static final int MESSAGES = 4_000;

	@TempDir
	private Path directory;

	private Path bundle;

	private TestCertificates first;

	private TestCertificates second;

	private EmbeddedArtemis broker;

	private FaultyProxy proxy;

	private int secondPort;

	private final MessageLedger ledger = new MessageLedger("rotation");

	@BeforeEach
	void start() throws Exception {
		this.first = TestCertificates.in(this.directory.resolve("first"));
		this.second = TestCertificates.in(this.directory.resolve("second"));
		this.bundle = Files.createDirectory(this.directory.resolve("bundle"));
		write(this.first);
		this.broker = EmbeddedArtemis.builder()
			.queues("orders")
			.tls(this.first.mutualStores(this.first.server("localhost")))
			.start();
		this.secondPort = openDoor(this.second.mutualStores(this.second.server("localhost")));
		this.proxy = FaultyProxy.to(this.broker.tlsPort());
	}

	@AfterEach
	void stop() {
		this.proxy.close();
		this.broker.close();
	}

	@Test
	void listenerMovesToTheNewCertificatesWithoutLosingOrRepeatingAMessage(CapturedOutput output) {
		contextRunner().run((context) -> {
			awaitOpen(context);
			long before = openedAt(context);
			CompletableFuture<Void> sending = send();
			await().atMost(LONG).until(() -> this.ledger.processedCount() > 500);
			rotate(this.second);
			await().atMost(LONG).until(() -> openedAt(context) > before && isOpen(context));
			assertThat(this.ledger.processedCount()).as("moved while messages flowed").isLessThan(MESSAGES);
			await().atMost(LONG).until(() -> this.proxy.connectionCount() == 1);
			sending.get();
			assertThat(this.ledger.awaitDistinct(MESSAGES, LONG)).isTrue();
			assertThat(this.ledger.lost()).isEmpty();
			assertThat(this.ledger.duplicates()).isEmpty();
			await().atMost(LONG).until(() -> this.broker.messageCount("orders") == 0);
		});
		assertThat(output).contains("SSL bundle 'broker' has changed, connecting anew")
			.contains("Moved 1 listener(s) to a new connection");
	}

	@Test
	void pausedListenerIsMovedAndStaysPaused() {
		contextRunner().run((context) -> {
			awaitOpen(context);
			container(context).pause().toCompletableFuture().get();
			long before = openedAt(context);
			rotate(this.second);
			await().atMost(LONG).until(() -> openedAt(context) > before && isOpen(context));
			assertThat(container(context).condition()).isEqualTo(AmqpListenerContainer.Condition.PAUSED);
		});
	}

	@Test
	void certificatesThatTheBrokerRefusesLeaveTheOldConnectionAtWork(CapturedOutput output) {
		contextRunner().run((context) -> {
			awaitOpen(context);
			long before = openedAt(context);
			rotate(TestCertificates.in(this.directory.resolve("stranger")));
			await().atMost(LONG).until(() -> output.getOut().contains("the certificate is for localhost, issued by"));
			CompletableFuture<Void> sending = send();
			assertThat(this.ledger.awaitDistinct(MESSAGES, LONG)).isTrue();
			sending.get();
			assertThat(openedAt(context)).isEqualTo(before);
			write(this.second);
			await().atMost(LONG).until(() -> openedAt(context) > before && isOpen(context));
		});
	}

	private ApplicationContextRunner contextRunner() {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, AmqpReceiverAutoConfiguration.class))
			.withUserConfiguration(Listening.class)
			.withBean(MessageLedger.class, () -> this.ledger)
			.withPropertyValues("amqp.receiver.uri=amqps://localhost:" + this.proxy.port(),
					"amqp.receiver.ssl.bundle=broker", "amqp.receiver.recovery.max-delay=500ms",
					"spring.ssl.bundle.watch.file.quiet-period=200ms",
					"spring.ssl.bundle.pem.broker.reload-on-update=true",
					"spring.ssl.bundle.pem.broker.truststore.certificate=" + file("authority.pem"),
					"spring.ssl.bundle.pem.broker.keystore.certificate=" + file("client.crt"),
					"spring.ssl.bundle.pem.broker.keystore.private-key=" + file("client.key"));
	}

	private String file(String name) {
		return this.bundle.resolve(name).toUri().toString();
	}

	private void rotate(TestCertificates authority) throws IOException {
		this.proxy.target(this.secondPort);
		write(authority);
	}

	private void write(TestCertificates authority) throws IOException {
		TestIdentity client = authority.client("orders");
		Files.copy(authority.authorityPem(), this.bundle.resolve("authority.pem"), StandardCopyOption.REPLACE_EXISTING);
		Files.copy(client.certificatePem(), this.bundle.resolve("client.crt"), StandardCopyOption.REPLACE_EXISTING);
		Files.copy(client.keyPem(), this.bundle.resolve("client.key"), StandardCopyOption.REPLACE_EXISTING);
	}

	private int openDoor(TlsStores stores) throws Exception {
		try (ReservedPort reserved = ReservedPort.any()) {
			Map<String, Object> parameters = new HashMap<>(Map.of("host", "127.0.0.1", "port", reserved.port(),
					"protocols", "AMQP", "sslEnabled", true, "keyStoreType", "PKCS12", "needClientAuth", true,
					"keyStorePath", stores.keyStore().toString(), "keyStorePassword", stores.password()));
			parameters.put("trustStoreType", "PKCS12");
			parameters.put("trustStorePath", String.valueOf(stores.trustStore()));
			parameters.put("trustStorePassword", stores.password());
			int port = reserved.port();
			reserved.close();
			this.broker.server()
				.getRemotingService()
				.createAcceptor(new TransportConfiguration(NettyAcceptorFactory.class.getName(), parameters, "second"))
				.start();
			return port;
		}
	}

	private CompletableFuture<Void> send() {
		return CompletableFuture.runAsync(() -> {
			try (LedgerSender sender = new LedgerSender(this.ledger, this.broker.port(), "orders", LONG)) {
				sender.send(MESSAGES, (index) -> "one");
			}
		});
	}

	private static void awaitOpen(ApplicationContext context) {
		await().atMost(LONG).until(() -> isOpen(context));
	}

	private static boolean isOpen(ApplicationContext context) {
		return container(context).status().stream().anyMatch((status) -> status.state() == ReceiverState.OPEN);
	}

	private static long openedAt(ApplicationContext context) {
		return container(context).status()
			.stream()
			.map(ReceiverStatus::since)
			.mapToLong((since) -> since.toEpochMilli())
			.max()
			.orElse(0);
	}

	private static AmqpListenerContainer container(ApplicationContext context) {
		return context.getBean(AmqpListenerRegistry.class).container("orders");
	}

	@Configuration(proxyBeanMethods = false)
	static class Listening {

		private final MessageLedger ledger;

		Listening(MessageLedger ledger) {
			this.ledger = ledger;
		}

		@AmqpListener(id = "orders", addresses = "orders", prefetch = "50")
		void onOrder(Delivery delivery) {
			this.ledger.processed(String.valueOf(delivery.message().properties().messageId()),
					delivery.message().header().deliveryCount() > 0);
		}

	}

}
