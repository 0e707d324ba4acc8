package io.github.amqpreceiver.boot.docker;

import java.nio.file.Path;
import java.util.List;

import io.github.amqpreceiver.boot.autoconfigure.AmqpReceiverConnectionDetails;
import io.github.amqpreceiver.options.Address;
import io.github.amqpreceiver.testsupport.LogCapture;
import io.github.amqpreceiver.testsupport.TestCertificates;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.event.Level;
import org.testcontainers.activemq.ActiveMQContainer;
import org.testcontainers.activemq.ArtemisContainer;
import org.testcontainers.containers.Container;
import org.testcontainers.rabbitmq.RabbitMQContainer;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.testcontainers.service.connection.PemTrustStore;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.boot.testcontainers.service.connection.ServiceConnectionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/** The way from a container to connection details, without a Docker engine. */
class ServiceConnectionTests {

	/** Written before the tests, for an annotation can only name a constant. */
	private static final String AUTHORITY = "file:target/service-connection/authority.pem";

	@RegisterExtension
	private final LogCapture log = LogCapture.of("io.github.amqpreceiver.boot.docker");

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ServiceConnectionAutoConfiguration.class));

	@BeforeAll
	static void writeAuthority() {
		TestCertificates.in(Path.of("target", "service-connection"));
	}

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

	@Test
	void containerWithoutUserIsForNobody() {
		this.contextRunner.withUserConfiguration(Anonymous.class).run((context) -> {
			AmqpReceiverConnectionDetails details = context.getBean(AmqpReceiverConnectionDetails.class);
			assertThat(details.getUsername()).isNull();
			assertThat(details.getPassword()).isNull();
		});
	}

	@Test
	void containerWithAnSslBundleIsFoundAtThePortOfTls() {
		this.contextRunner.withUserConfiguration(Encrypted.class).run((context) -> {
			AmqpReceiverConnectionDetails details = context.getBean(AmqpReceiverConnectionDetails.class);
			assertThat(details.getAddresses()).isEqualTo(List.of(new Address("docker", 44_444, true)));
			assertThat(details.getSslBundle().getStores().getTrustStore().size()).isOne();
		});
	}

	@Test
	void portOfTlsThatIsNotExposedIsASentence() {
		this.contextRunner.withUserConfiguration(EncryptedWithoutPort.class).run((context) -> {
			AmqpReceiverConnectionDetails details = context.getBean(AmqpReceiverConnectionDetails.class);
			assertThatIllegalStateException().isThrownBy(details::getAddresses)
				.withMessage("The container of image 'broker' does not expose port 5671, where AMQP over TLS is looked "
						+ "for, because the container has an SSL bundle: add it with withExposedPorts(5671)");
		});
	}

	@Test
	void rabbitMqBeforeFourIsWarnedOfOnce() {
		this.contextRunner.withUserConfiguration(OldRabbitMq.class).run((context) -> {
			AmqpReceiverConnectionDetails details = context.getBean(AmqpReceiverConnectionDetails.class);
			details.getAddresses();
			details.getAddresses();
			assertThat(this.log.messages(Level.WARN)).singleElement()
				.asString()
				.startsWith("The image 'rabbitmq:3-management' is a RabbitMQ older than 4");
		});
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
	static class Anonymous {

		@Bean
		@ServiceConnection
		ActiveMQContainer container() {
			return running(ActiveMQContainer.class);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Encrypted {

		@Bean
		@ServiceConnection
		@PemTrustStore(certificate = AUTHORITY)
		ArtemisContainer container() {
			ArtemisContainer container = running(ArtemisContainer.class);
			given(container.getMappedPort(5671)).willReturn(44_444);
			return container;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class EncryptedWithoutPort {

		@Bean
		@ServiceConnection
		@PemTrustStore(certificate = AUTHORITY)
		ArtemisContainer container() {
			ArtemisContainer container = running(ArtemisContainer.class);
			given(container.getMappedPort(5671))
				.willThrow(new IllegalArgumentException("Requested port (5671) is not mapped"));
			return container;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OldRabbitMq {

		@Bean
		@ServiceConnection
		RabbitMQContainer container() {
			RabbitMQContainer container = running(RabbitMQContainer.class);
			given(container.getDockerImageName()).willReturn("rabbitmq:3-management");
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
