package io.github.amqpreceiver.boot.docker.compose;

import java.util.List;
import java.util.Map;

import io.github.amqpreceiver.boot.autoconfigure.AmqpReceiverConnectionDetails;
import io.github.amqpreceiver.options.Address;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetailsFactories;
import org.springframework.boot.docker.compose.core.ConnectionPorts;
import org.springframework.boot.docker.compose.core.ImageReference;
import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

class BrokerDockerComposeConnectionDetailsFactoryTests {

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
	void otherServicesAreLeftAlone() {
		assertThat(all("postgres:17", Map.of())).doesNotContainKey(AmqpReceiverConnectionDetails.class);
	}

	private static AmqpReceiverConnectionDetails details(String image, Map<String, String> environment) {
		return (AmqpReceiverConnectionDetails) all(image, environment).get(AmqpReceiverConnectionDetails.class);
	}

	private static Map<Class<?>, ConnectionDetails> all(String image, Map<String, String> environment) {
		ConnectionPorts ports = mock(ConnectionPorts.class);
		given(ports.get(5672)).willReturn(33_333);
		RunningService service = mock(RunningService.class);
		given(service.image()).willReturn(ImageReference.of(image));
		given(service.host()).willReturn("docker");
		given(service.ports()).willReturn(ports);
		given(service.env()).willReturn(environment);
		given(service.labels()).willReturn(Map.of());
		DockerComposeConnectionSource source = mock(DockerComposeConnectionSource.class);
		given(source.getRunningService()).willReturn(service);
		return new ConnectionDetailsFactories(null).getConnectionDetails(source, false);
	}

}
