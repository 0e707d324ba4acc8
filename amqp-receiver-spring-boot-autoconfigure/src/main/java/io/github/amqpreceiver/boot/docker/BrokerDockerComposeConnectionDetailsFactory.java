package io.github.amqpreceiver.boot.docker;

import java.util.List;

import io.github.amqpreceiver.boot.autoconfigure.AmqpReceiverConnectionDetails;
import io.github.amqpreceiver.options.Address;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionDetailsFactory;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionSource;
import org.springframework.boot.ssl.SslBundle;

/** Connection details from a Docker Compose service that is one of the known brokers. */
abstract class BrokerDockerComposeConnectionDetailsFactory
		extends DockerComposeConnectionDetailsFactory<AmqpReceiverConnectionDetails> {

	private final BrokerImage image;

	private BrokerDockerComposeConnectionDetailsFactory(BrokerImage image) {
		super(image.images(), "io.github.amqpreceiver.AmqpConnection");
		this.image = image;
	}

	@Override
	protected AmqpReceiverConnectionDetails getDockerComposeConnectionDetails(DockerComposeConnectionSource source) {
		return new Details(source.getRunningService(), this.image);
	}

	/** For Apache Artemis. */
	static final class Artemis extends BrokerDockerComposeConnectionDetailsFactory {

		Artemis() {
			super(BrokerImage.ARTEMIS);
		}

	}

	/** For Apache ActiveMQ Classic. */
	static final class ActiveMq extends BrokerDockerComposeConnectionDetailsFactory {

		ActiveMq() {
			super(BrokerImage.ACTIVEMQ);
		}

	}

	/** For RabbitMQ. */
	static final class RabbitMq extends BrokerDockerComposeConnectionDetailsFactory {

		RabbitMq() {
			super(BrokerImage.RABBITMQ);
		}

	}

	private static final class Details extends DockerComposeConnectionDetails implements AmqpReceiverConnectionDetails {

		private final List<Address> addresses;

		private final @Nullable String username;

		private final @Nullable String password;

		private final @Nullable SslBundle sslBundle;

		Details(RunningService service, BrokerImage image) {
			super(service);
			RabbitMqImage.warnOfPlugin(service.image().toString());
			this.sslBundle = getSslBundle(service);
			boolean tls = this.sslBundle != null;
			this.addresses = List.of(new Address(service.host(), published(service, tls), tls));
			this.username = image.username(service.env());
			this.password = image.password(service.env());
		}

		private static int published(RunningService service, boolean tls) {
			int port = tls ? Address.TLS_PORT : Address.PLAIN_PORT;
			try {
				return service.ports().get(port);
			}
			catch (IllegalStateException ex) {
				throw new IllegalStateException(
						"The service '%s' of the Docker Compose file does not publish port %d, where AMQP%s is looked for: add '%d' to its ports"
							.formatted(service.name(), port, tls ? " over TLS" : "", port),
						ex);
			}
		}

		@Override
		public List<Address> getAddresses() {
			return this.addresses;
		}

		@Override
		public @Nullable String getUsername() {
			return this.username;
		}

		@Override
		public @Nullable String getPassword() {
			return this.password;
		}

		@Override
		public @Nullable SslBundle getSslBundle() {
			return this.sslBundle;
		}

	}

}
