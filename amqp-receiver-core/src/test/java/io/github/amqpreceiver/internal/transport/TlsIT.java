package io.github.amqpreceiver.internal.transport;

import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import io.github.amqpreceiver.AmqpConnection;
import io.github.amqpreceiver.MessageReceiver;
import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.error.CertificateRefusedException;
import io.github.amqpreceiver.event.ReceiverEvent;
import io.github.amqpreceiver.event.ReceiverState;
import io.github.amqpreceiver.options.Address;
import io.github.amqpreceiver.options.ConnectionOptions;
import io.github.amqpreceiver.options.ReceiverOptions;
import io.github.amqpreceiver.options.RecoveryOptions;
import io.github.amqpreceiver.options.TlsOptions;
import io.github.amqpreceiver.recovery.BackOff;
import io.github.amqpreceiver.testsupport.EmbeddedArtemis;
import io.github.amqpreceiver.testsupport.FaultyProxy;
import io.github.amqpreceiver.testsupport.ReferenceSender;
import io.github.amqpreceiver.testsupport.TestCertificates;
import io.github.amqpreceiver.testsupport.TestIdentity;
import io.github.amqpreceiver.testsupport.TestMessage;
import io.github.amqpreceiver.testsupport.TlsStores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** TLS to a broker whose certificates are right and wrong. */
class TlsIT {

	private static final Duration SOON = Duration.ofSeconds(30);

	@TempDir
	private Path directory;

	private final List<AutoCloseable> open = new CopyOnWriteArrayList<>();

	private final List<ReceiverEvent> events = new CopyOnWriteArrayList<>();

	private final List<String> handled = new CopyOnWriteArrayList<>();

	@AfterEach
	void close() throws Exception {
		for (int i = this.open.size() - 1; i >= 0; i--) {
			this.open.get(i).close();
		}
	}

	@Test
	void certificateOfATrustedAuthorityIsEnough() {
		TestCertificates ours = authority("ours");
		EmbeddedArtemis broker = broker(ours.stores(ours.server("localhost")));
		awaitOpen(receiver("localhost", broker.tlsPort(), trusting(ours, null)));
	}

	@Test
	void ipAddressIsEnoughWhereTheCertificateHasIt() {
		TestCertificates ours = authority("ours");
		EmbeddedArtemis broker = broker(ours.stores(ours.server("localhost", "127.0.0.1")));
		awaitOpen(receiver("127.0.0.1", broker.tlsPort(), trusting(ours, null)));
	}

	@Test
	void ipAddressThatTheCertificateDoesNotHaveIsExplained() {
		TestCertificates ours = authority("ours");
		EmbeddedArtemis broker = broker(ours.stores(ours.server("localhost")));
		assertThat(failure(receiver("127.0.0.1", broker.tlsPort(), trusting(ours, null))))
			.hasMessageStartingWith("The TLS handshake with amqps://127.0.0.1:" + broker.tlsPort() + " failed: ")
			.hasMessageContaining("; the certificate is for localhost, issued by CN=Test Authority")
			.hasMessageContaining("the host is an IP address, which a certificate must name as a subject alternative"
					+ " name (SAN) of type IP");
	}

	@Test
	void certificateOfAnotherHostIsRefusedWithItsNames() {
		TestCertificates ours = authority("ours");
		EmbeddedArtemis broker = broker(ours.stores(ours.wrongHost()));
		Throwable failure = failure(receiver("localhost", broker.tlsPort(), trusting(ours, null)));
		assertThat(failure).hasMessageContaining("amqps://localhost:" + broker.tlsPort())
			.hasMessageContaining("; the certificate is for wrong.invalid, issued by CN=Test Authority")
			.hasMessageEndingWith("connect to a host name that the certificate has, or have it issued for this one")
			.hasStackTraceContaining(CertificateRefusedException.class.getName());
	}

	@Test
	void certificateOfAnotherHostIsAcceptedWhereNobodyChecks() {
		TestCertificates ours = authority("ours");
		EmbeddedArtemis broker = broker(ours.stores(ours.wrongHost()));
		awaitOpen(receiver("localhost", broker.tlsPort(),
				(tls) -> trusting(ours, null).apply(tls).verifyHostname(false)));
	}

	@Test
	void expiredCertificateIsRefusedWithItsDate() {
		TestCertificates ours = authority("ours");
		TestIdentity expired = ours.expiredServer("localhost");
		EmbeddedArtemis broker = broker(ours.stores(expired));
		assertThat(failure(receiver("localhost", broker.tlsPort(), trusting(ours, null))))
			.hasMessageContaining("; the certificate is for localhost, issued by CN=Test Authority")
			.hasMessageContaining("valid until " + expired.certificate().getNotAfter().toInstant())
			.hasMessageEndingWith("have the certificate renewed, and check this machine's clock");
	}

	@Test
	void ownTrustReplacesTheOneOfTheRuntime() throws Exception {
		TestCertificates runtime = authority("runtime");
		TestCertificates ours = authority("ours");
		EmbeddedArtemis broker = broker(runtime.stores(runtime.server("localhost")));
		SSLContext before = SSLContext.getDefault();
		SSLContext.setDefault(runtime.clientContext(null));
		try {
			awaitOpen(receiver("localhost", broker.tlsPort(), (tls) -> tls));
			assertThat(failure(receiver("localhost", broker.tlsPort(), trusting(ours, null))))
				.hasMessageContaining("unable to find valid certification path")
				.hasMessageContaining("the certificate is for localhost, issued by CN=Test Authority")
				.hasMessageEndingWith("check that the trust store has the certificate of its issuer");
		}
		finally {
			SSLContext.setDefault(before);
		}
	}

	@Test
	void clientCertificateIsShownWhereTheBrokerWantsOne() {
		TestCertificates ours = authority("ours");
		EmbeddedArtemis broker = broker(ours.mutualStores(ours.server("localhost")));
		awaitOpen(receiver("localhost", broker.tlsPort(), trusting(ours, ours.client("orders"))));
	}

	@Test
	void missingClientCertificateIsAskedFor() {
		TestCertificates ours = authority("ours");
		EmbeddedArtemis broker = broker(ours.mutualStores(ours.server("localhost")));
		for (String protocol : List.of("TLSv1.2", "TLSv1.3")) {
			assertThat(failure(receiver("localhost", broker.tlsPort(),
					(tls) -> trusting(ours, null).apply(tls).protocols(List.of(protocol)))))
				.as(protocol)
				.hasMessageContaining("amqps://localhost:" + broker.tlsPort())
				.hasMessageContaining("client certificate");
		}
	}

	// F-36
	@Test
	void handshakeThatStallsEndsAtItsDeadline() {
		TestCertificates ours = authority("ours");
		EmbeddedArtemis broker = broker(ours.stores(ours.server("localhost")));
		FaultyProxy proxy = proxy(broker);
		proxy.acceptAndStaySilent();
		long began = System.nanoTime();
		MessageReceiver receiver = receiver("localhost", proxy.port(),
				(tls) -> trusting(ours, null).apply(tls).handshakeTimeout(Duration.ofMillis(500)));
		assertThat(failure(receiver)).hasMessageContaining("handshake timed out after 500ms")
			.hasMessageEndingWith("check that the port speaks TLS, or allow more than handshakeTimeout");
		assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(Duration.ofMillis(450),
				Duration.ofSeconds(9));
		proxy.heal();
		awaitOpen(receiver);
	}

	// F-37
	@Test
	void streamThatEndsWithoutGoodbyeIsAFailureAndComesBack() {
		TestCertificates ours = authority("ours");
		EmbeddedArtemis broker = broker(ours.stores(ours.server("localhost")));
		FaultyProxy proxy = proxy(broker);
		MessageReceiver receiver = receiver("localhost", proxy.port(), trusting(ours, null));
		awaitOpen(receiver);
		assertThat(proxy.cutWithFin()).isOne();
		await().atMost(SOON).until(() -> this.events.stream().anyMatch(ReceiverEvent.ConnectionLost.class::isInstance));
		await().atMost(SOON).until(() -> this.events.stream().anyMatch(ReceiverEvent.Recovered.class::isInstance));
		awaitOpen(receiver);
		try (ReferenceSender sender = ReferenceSender.open(broker.port(), "orders")) {
			sender.send(TestMessage.text("after"));
		}
		await().atMost(SOON).until(() -> this.handled.contains("after"));
	}

	private TestCertificates authority(String name) {
		return TestCertificates.in(this.directory.resolve(name));
	}

	private EmbeddedArtemis broker(TlsStores stores) {
		EmbeddedArtemis broker = EmbeddedArtemis.builder().queues("orders").tls(stores).start();
		this.open.add(broker);
		return broker;
	}

	private FaultyProxy proxy(EmbeddedArtemis broker) {
		FaultyProxy proxy = FaultyProxy.to(broker.tlsPort());
		this.open.add(proxy);
		return proxy;
	}

	private MessageReceiver receiver(String host, int port, UnaryOperator<TlsOptions.Builder> tls) {
		AmqpConnection connection = AmqpConnection.create(ConnectionOptions.builder()
			.addresses(List.of(new Address(host, port, true)))
			.tls(tls.apply(TlsOptions.builder()).build())
			.recovery(RecoveryOptions.builder().backOff(BackOff.fixed(Duration.ofMillis(100))).build())
			.listener(this.events::add)
			.build());
		this.open.add(connection.asCloseable());
		MessageReceiver receiver = connection.session()
			.receiver(ReceiverOptions.builder("orders").build(),
					MessageHandler.accepting((delivery) -> this.handled.add(delivery.message().bodyText())));
		receiver.open();
		return receiver;
	}

	private static UnaryOperator<TlsOptions.Builder> trusting(TestCertificates authority, TestIdentity client) {
		return (tls) -> tls.context(() -> context(authority, client));
	}

	private static SSLContext context(TestCertificates authority, TestIdentity client) {
		try {
			char[] password = TestCertificates.PASSWORD.toCharArray();
			TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			trust.init(KeyStore.getInstance(authority.trustStore().toFile(), password));
			KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
			keys.init((client != null) ? KeyStore.getInstance(client.keyStore().toFile(), password) : null, password);
			return TlsOptions.context("TLS", keys.getKeyManagers(), trust.getTrustManagers());
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void awaitOpen(MessageReceiver receiver) {
		await().atMost(SOON).until(() -> receiver.state() == ReceiverState.OPEN);
	}

	private static Throwable failure(MessageReceiver receiver) {
		await().atMost(SOON).until(() -> receiver.lastError() != null);
		assertThat(receiver.state()).isNotEqualTo(ReceiverState.OPEN);
		return receiver.lastError();
	}

}
