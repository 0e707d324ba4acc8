package io.github.amqpreceiver.boot.testcontainers;

import java.util.List;

import io.github.amqpreceiver.boot.autoconfigure.AmqpReceiverConnectionDetails;
import io.github.amqpreceiver.options.Address;
import org.junit.jupiter.api.Test;
import org.testcontainers.activemq.ActiveMQContainer;
import org.testcontainers.activemq.ArtemisContainer;
import org.testcontainers.containers.Container;
import org.testcontainers.rabbitmq.RabbitMQContainer;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.boot.testcontainers.service.connection.ServiceConnectionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/** The way from a container to connection details, without a Docker engine. */
class ServiceConnectionTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ServiceConnectionAutoConfiguration.class));

	@Test
	void artemisContainerGivesConnectionDetails() {
		this.contextRunner.withUserConfiguration(Artemis.class)
			.run((context) -> assertDetails(context.getBean(AmqpReceiverConnectionDetails.class)));
	}

	@Test
	void activeMqContainerGivesConnectionDetails() {
		this.contextRunner.withUserConfiguration(ActiveMq.class)
			.run((context) -> assertDetails(context.getBean(AmqpReceiverConnectionDetails.class)));
	}

	@Test
	void rabbitMqContainerGivesConnectionDetails() {
		this.contextRunner.withUserConfiguration(RabbitMq.class)
			.run((context) -> assertDetails(context.getBean(AmqpReceiverConnectionDetails.class)));
	}

	private static void assertDetails(AmqpReceiverConnectionDetails details) {
		assertThat(details.getAddresses()).isEqualTo(List.of(new Address("docker", 33_333, false)));
		assertThat(details.getUsername()).isEqualTo("user");
		assertThat(details.getPassword()).isEqualTo("password");
		assertThat(details.getSslBundle()).isNull();
	}

	private static <C extends Container<?>> C running(Class<C> type) {
		C container = mock(type);
		given(container.getHost()).willReturn("docker");
		given(container.getMappedPort(5672)).willReturn(33_333);
		given(container.getDockerImageName()).willReturn("broker");
		return container;
	}

	@Configuration(proxyBeanMethods = false)
	static class Artemis {

		@Bean
		@ServiceConnection
		ArtemisContainer container() {
			ArtemisContainer container = running(ArtemisContainer.class);
			given(container.getUser()).willReturn("user");
			given(container.getPassword()).willReturn("password");
			return container;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ActiveMq {

		@Bean
		@ServiceConnection
		ActiveMQContainer container() {
			ActiveMQContainer container = running(ActiveMQContainer.class);
			given(container.getUser()).willReturn("user");
			given(container.getPassword()).willReturn("password");
			return container;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class RabbitMq {

		@Bean
		@ServiceConnection
		RabbitMQContainer container() {
			RabbitMQContainer container = running(RabbitMQContainer.class);
			given(container.getAdminUsername()).willReturn("user");
			given(container.getAdminPassword()).willReturn("password");
			return container;
		}

	}

}
