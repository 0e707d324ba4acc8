package io.github.amqpreceiver.boot;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.amqpreceiver.boot.autoconfigure.AmqpReceiverAutoConfiguration;
import io.github.amqpreceiver.boot.autoconfigure.AmqpReceiverConnections;
import io.github.amqpreceiver.boot.autoconfigure.health.AmqpReceiverHealthContributorAutoConfiguration;
import io.github.amqpreceiver.boot.health.AmqpReceiverHealthContributor;
import io.github.amqpreceiver.event.ReceiverState;
import io.github.amqpreceiver.event.ReceiverStatus;
import io.github.amqpreceiver.spring.annotation.AmqpListener;
import io.github.amqpreceiver.spring.container.AmqpListenerRegistry;
import io.github.amqpreceiver.testsupport.EmbeddedArtemis;
import io.github.amqpreceiver.testsupport.ReferenceSender;
import io.github.amqpreceiver.testsupport.TestCertificates;
import io.github.amqpreceiver.testsupport.TestIdentity;
import io.github.amqpreceiver.testsupport.TestMessage;
import io.github.amqpreceiver.testsupport.TlsStores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

/** TLS to a broker, with keys and certificates of SSL bundles. */
@ExtendWith(OutputCaptureExtension.class)
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
	void ipAddressThatTheCertificateDoesNotHaveIsExplainedByHealthAndInOneLineOfTheLog(CapturedOutput output) {
		try (EmbeddedArtemis broker = EmbeddedArtemis.builder()
			.queues("orders")
			.tls(this.certificates.stores(this.certificates.server("localhost")))
			.start()) {
			String uri = "amqps://127.0.0.1:" + broker.tlsPort();
			contextRunner(broker, List.of())
				.withConfiguration(AutoConfigurations.of(AmqpReceiverHealthContributorAutoConfiguration.class))
				.withPropertyValues("amqp.receiver.uri=" + uri)
				.run((context) -> await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
					Health health = health(context);
					assertThat(health.getStatus()).isEqualTo(Status.DOWN);
					assertThat(health.getDetails()).hasEntrySatisfying("lastError", (error) -> assertThat(
							error.toString())
						.matches("The TLS handshake with " + uri
								+ " failed: No subject alternative names matching IP address 127.0.0.1 found; the "
								+ "certificate is for localhost, issued by CN=[^,]+, valid until [^;]+; the host is "
								+ "an IP address, which a certificate must name as a subject alternative name "
								+ "\\(SAN\\) of type IP: connect to a host name that it has, or have it issued with "
								+ "that IP address"));
				}));
		}
		assertThat(output.getAll().lines().filter((line) -> line.contains(" WARN "))).singleElement(as(STRING))
			.contains("(SAN) of type IP");
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

	@Test
	void reloadedBundleMovesTheListenerToANewConnectionWithoutLosingAMessage() {
		TlsStores stores = this.certificates.stores(this.certificates.server("localhost", "127.0.0.1"));
		try (EmbeddedArtemis broker = EmbeddedArtemis.builder().queues("orders").tls(stores).start()) {
			contextRunner(broker, List.of()).run((context) -> {
				awaitOpen(context);
				Instant before = status(context).since();
				try (ReferenceSender sender = ReferenceSender.open(broker.port(), "orders")) {
					sender.sendAll(500, (i) -> TestMessage.text("a" + i));
					context.getBean(DefaultSslBundleRegistry.class)
						.updateBundle("broker", context.getBean(SslBundles.class).getBundle("broker"));
					sender.sendAll(500, (i) -> TestMessage.text("b" + i));
				}
				Listening listening = context.getBean(Listening.class);
				await().atMost(Duration.ofSeconds(30)).until(() -> listening.texts.size() == 1_000);
				await().atMost(Duration.ofSeconds(30))
					.until(() -> status(context).state() == ReceiverState.OPEN
							&& status(context).since().isAfter(before));
				await().atMost(Duration.ofSeconds(30)).until(() -> broker.messageCount("orders") == 0);
			});
		}
	}

	private void run(TlsStores stores, List<String> more, ContextConsumer<AssertableApplicationContext> check) {
		try (EmbeddedArtemis broker = EmbeddedArtemis.builder().queues("orders").tls(stores).start()) {
			contextRunner(broker, more).run(check);
		}
	}

	private ApplicationContextRunner contextRunner(EmbeddedArtemis broker, List<String> more) {
		List<String> properties = new ArrayList<>(more);
		properties.add("amqp.receiver.uri=amqps://localhost:" + broker.tlsPort());
		properties.add("amqp.receiver.ssl.bundle=broker");
		properties
			.add("spring.ssl.bundle.pem.broker.truststore.certificate=" + this.certificates.authorityPem().toUri());
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, AmqpReceiverAutoConfiguration.class))
			.withUserConfiguration(Listening.class)
			.withPropertyValues(properties.toArray(new String[0]));
	}

	private static void awaitOpen(AssertableApplicationContext context) {
		await().atMost(Duration.ofSeconds(20)).until(() -> status(context).state() == ReceiverState.OPEN);
		assertThat(context.getBean(AmqpReceiverConnections.class).connection(null).isOpen()).isTrue();
	}

	private static Health health(AssertableApplicationContext context) {
		CompositeHealthContributor listeners = (CompositeHealthContributor) context
			.getBean(AmqpReceiverHealthContributor.class)
			.getContributor("listeners");
		return ((HealthIndicator) listeners.getContributor("orders")).health();
	}

	private static ReceiverStatus status(AssertableApplicationContext context) {
		return context.getBean(AmqpListenerRegistry.class).container("orders").status().get(0);
	}

	@Configuration(proxyBeanMethods = false)
	static class Listening {

		private final Set<String> texts = ConcurrentHashMap.newKeySet();

		@AmqpListener(id = "orders", addresses = "orders")
		void onOrder(String text) {
			this.texts.add(text);
		}

	}

}
