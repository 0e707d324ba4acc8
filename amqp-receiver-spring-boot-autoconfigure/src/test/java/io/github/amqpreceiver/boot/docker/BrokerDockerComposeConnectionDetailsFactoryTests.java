package io.github.amqpreceiver.boot.docker;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.github.amqpreceiver.boot.autoconfigure.AmqpReceiverConnectionDetails;
import io.github.amqpreceiver.options.Address;
import io.github.amqpreceiver.testsupport.LogCapture;
import io.github.amqpreceiver.testsupport.TestCertificates;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.event.Level;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetailsFactories;
import org.springframework.boot.docker.compose.core.ConnectionPorts;
import org.springframework.boot.docker.compose.core.ImageReference;
import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/** The way from a running Compose service to connection details, without an engine. */
class BrokerDockerComposeConnectionDetailsFactoryTests {

	@RegisterExtension
	private final LogCapture log = LogCapture.of("io.github.amqpreceiver.boot.docker");

	private final ConnectionPorts ports = mock(ConnectionPorts.class);

	private final RunningService service = mock(RunningService.class);

	@TempDir
	private Path directory;

	@BeforeEach
	void running() {
		given(this.ports.get(5672)).willReturn(33_333);
		given(this.service.name()).willReturn("broker");
		given(this.service.host()).willReturn("docker");
		given(this.service.ports()).willReturn(this.ports);
		given(this.service.labels()).willReturn(Map.of());
	}

	@Test
	void artemisIsFoundWithTheUserOfItsEnvironment() {
		AmqpReceiverConnectionDetails details = details("apache/artemis:2.55.0",
				Map.of("ARTEMIS_USER", "u", "ARTEMIS_PASSWORD", "p"));
		assertThat(details.getAddresses()).isEqualTo(List.of(new Address("docker", 33_333, false)));
		assertThat(details.getUsername()).isEqualTo("u");
		assertThat(details.getPassword()).isEqualTo("p");
	}

	@Test
	void rabbitMqIsFoundWithItsInitialUser() {
		AmqpReceiverConnectionDetails details = details("rabbitmq:4-management", Map.of());
		assertThat(details.getUsername()).isEqualTo("guest");
		assertThat(details.getPassword()).isEqualTo("guest");
	}

	@Test
	void activeMqIsFoundWithoutUser() {
		AmqpReceiverConnectionDetails details = details("apache/activemq-classic:6.1.7", Map.of());
		assertThat(details.getUsername()).isNull();
		assertThat(details.getPassword()).isNull();
	}

	@Test
	void anonymousIsNobody() {
		AmqpReceiverConnectionDetails details = details("apache/activemq:6.1.7",
				Map.of("ACTIVEMQ_CONNECTION_USER", "", "ACTIVEMQ_CONNECTION_PASSWORD", ""));
		assertThat(details.getUsername()).isNull();
		assertThat(details.getPassword()).isNull();
	}

	@Test
	void imageOfAnotherRegistryIsFoundByItsLabel() {
		given(this.service.labels())
			.willReturn(Map.of("org.springframework.boot.service-connection", "apache/artemis"));
		AmqpReceiverConnectionDetails details = details("registry.example/brokers/artemis-of-ours:7", Map.of());
		assertThat(details.getAddresses()).isEqualTo(List.of(new Address("docker", 33_333, false)));
		assertThat(details.getUsername()).isEqualTo("artemis");
	}

	@Test
	void imageOfAnotherRegistryWithoutLabelIsLeftAlone() {
		assertThat(all("registry.example/brokers/artemis-of-ours:7", Map.of()))
			.doesNotContainKey(AmqpReceiverConnectionDetails.class);
	}

	@Test
	void labelSaysThatAServiceIsIgnored() {
		given(this.service.labels()).willReturn(Map.of("org.springframework.boot.service-connection", "other"));
		assertThat(all("apache/artemis", Map.of())).doesNotContainKey(AmqpReceiverConnectionDetails.class);
	}

	@Test
	void sslBundleOfTheLabelsMeansThePortOfTls() {
		TestCertificates certificates = TestCertificates.in(this.directory);
		given(this.ports.get(5671)).willReturn(44_444);
		given(this.service.labels()).willReturn(Map.of("org.springframework.boot.sslbundle.pem.truststore.certificate",
				"file:" + certificates.authorityPem()));
		AmqpReceiverConnectionDetails details = details("rabbitmq:4", Map.of());
		assertThat(details.getAddresses()).isEqualTo(List.of(new Address("docker", 44_444, true)));
		assertThat(details.getSslBundle()).isNotNull();
	}

	@Test
	void portThatIsNotPublishedIsASentence() {
		given(this.ports.get(5672)).willThrow(new IllegalStateException("No host port mapping found"));
		assertThatIllegalStateException().isThrownBy(() -> details("apache/artemis", Map.of()))
			.withMessage("The service 'broker' of the Docker Compose file does not publish port 5672, where AMQP is "
					+ "looked for: add '5672' to its ports");
	}

	@Test
	void rabbitMqBeforeFourIsWarnedOf() {
		details("rabbitmq:3.13-management", Map.of());
		assertThat(this.log.messages(Level.WARN)).singleElement()
			.asString()
			.startsWith("The image 'docker.io/library/rabbitmq:3.13-management' is a RabbitMQ older than 4");
	}

	@Test
	void otherServicesAreLeftAlone() {
		assertThat(all("postgres:17", Map.of())).doesNotContainKey(AmqpReceiverConnectionDetails.class);
	}

	private AmqpReceiverConnectionDetails details(String image, Map<String, String> environment) {
		return (AmqpReceiverConnectionDetails) all(image, environment).get(AmqpReceiverConnectionDetails.class);
	}

	private Map<Class<?>, ConnectionDetails> all(String image, Map<String, String> environment) {
		given(this.service.image()).willReturn(ImageReference.of(image));
		given(this.service.env()).willReturn(environment);
		DockerComposeConnectionSource source = mock(DockerComposeConnectionSource.class);
		given(source.getRunningService()).willReturn(this.service);
		return new ConnectionDetailsFactories(null).getConnectionDetails(source, false);
	}

}
