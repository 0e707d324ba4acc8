package io.github.amqpreceiver.boot;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.amqpreceiver.boot.autoconfigure.AmqpReceiverAutoConfiguration;
import io.github.amqpreceiver.boot.autoconfigure.AmqpReceiverConnections;
import io.github.amqpreceiver.event.ReceiverState;
import io.github.amqpreceiver.event.ReceiverStatus;
import io.github.amqpreceiver.spring.annotation.AmqpListener;
import io.github.amqpreceiver.spring.container.AmqpListenerRegistry;
import io.github.amqpreceiver.testsupport.EmbeddedArtemis;
import io.github.amqpreceiver.testsupport.TestCertificates;
import io.github.amqpreceiver.testsupport.TestIdentity;
import io.github.amqpreceiver.testsupport.TlsStores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** TLS to a broker, with keys and certificates of SSL bundles. */
class AmqpReceiverTlsIT {

	@TempDir
	private static Path directory;

	private final TestCertificates certificates = TestCertificates.in(directory);

	@Test
	void bundleWithTheAuthorityOfTheBrokerIsEnough() {
		run(this.certificates.stores(this.certificates.server("localhost", "127.0.0.1")), List.of(),
				(context) -> awaitOpen(context));
	}

	@Test
	void clientCertificateOfTheBundleIsShown() {
		TestIdentity client = this.certificates.client("orders");
		run(this.certificates.mutualStores(this.certificates.server("localhost", "127.0.0.1")),
				List.of("spring.ssl.bundle.pem.broker.keystore.certificate=" + client.certificatePem().toUri(),
						"spring.ssl.bundle.pem.broker.keystore.private-key=" + client.keyPem().toUri()),
				(context) -> awaitOpen(context));
	}

	@Test
	void certificateOfAnotherHostIsRefusedAndNamed() {
		run(this.certificates.stores(this.certificates.wrongHost()), List.of(),
				(context) -> await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
					ReceiverStatus status = status(context);
					assertThat(status.state()).isNotEqualTo(ReceiverState.OPEN);
					assertThat(status.lastError()).isNotNull();
					assertThat(status.lastError()).hasMessageContaining("localhost");
				}));
	}

	@Test
	void certificateOfAnotherHostIsAcceptedWhereThatIsAllowed() {
		run(this.certificates.stores(this.certificates.wrongHost()), List.of("amqp.receiver.ssl.verify-hostname=false"),
				(context) -> awaitOpen(context));
	}

	@Test
	void expiredCertificateIsRefused() {
		run(this.certificates.stores(this.certificates.expiredServer("localhost", "127.0.0.1")), List.of(),
				(context) -> await().atMost(Duration.ofSeconds(20))
					.untilAsserted(() -> assertThat(status(context).lastError()).isNotNull()));
	}

	private void run(TlsStores stores, List<String> more, ContextConsumer<AssertableApplicationContext> check) {
		try (EmbeddedArtemis broker = EmbeddedArtemis.builder().queues("orders").tls(stores).start()) {
			List<String> properties = new ArrayList<>(more);
			properties.add("amqp.receiver.uri=amqps://localhost:" + broker.tlsPort());
			properties.add("amqp.receiver.ssl.bundle=broker");
			properties
				.add("spring.ssl.bundle.pem.broker.truststore.certificate=" + this.certificates.authorityPem().toUri());
			new ApplicationContextRunner()
				.withConfiguration(
						AutoConfigurations.of(SslAutoConfiguration.class, AmqpReceiverAutoConfiguration.class))
				.withUserConfiguration(Listening.class)
				.withPropertyValues(properties.toArray(new String[0]))
				.run(check);
		}
	}

	private static void awaitOpen(AssertableApplicationContext context) {
		await().atMost(Duration.ofSeconds(20)).until(() -> status(context).state() == ReceiverState.OPEN);
		assertThat(context.getBean(AmqpReceiverConnections.class).connection(null).isOpen()).isTrue();
	}

	private static ReceiverStatus status(AssertableApplicationContext context) {
		return context.getBean(AmqpListenerRegistry.class).container("orders").status().get(0);
	}

	@Configuration(proxyBeanMethods = false)
	static class Listening {

		@AmqpListener(id = "orders", addresses = "orders")
		void onOrder(String text) {
		}

	}

}
