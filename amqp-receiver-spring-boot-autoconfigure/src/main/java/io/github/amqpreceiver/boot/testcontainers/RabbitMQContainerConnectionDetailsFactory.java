package io.github.amqpreceiver.boot.testcontainers;

import java.util.List;

import io.github.amqpreceiver.boot.autoconfigure.AmqpReceiverConnectionDetails;
import io.github.amqpreceiver.options.Address;
import org.jspecify.annotations.Nullable;
import org.testcontainers.rabbitmq.RabbitMQContainer;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionDetailsFactory;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;

/** Connection details from a {@code @ServiceConnection} {@link RabbitMQContainer}. */
class RabbitMQContainerConnectionDetailsFactory
		extends ContainerConnectionDetailsFactory<RabbitMQContainer, AmqpReceiverConnectionDetails> {

	RabbitMQContainerConnectionDetailsFactory() {
		super(ANY_CONNECTION_NAME, "io.github.amqpreceiver.AmqpConnection");
	}

	@Override
	protected AmqpReceiverConnectionDetails getContainerConnectionDetails(
			ContainerConnectionSource<RabbitMQContainer> source) {
		return new Details(source);
	}

	private static final class Details extends ContainerConnectionDetails<RabbitMQContainer>
			implements AmqpReceiverConnectionDetails {

		private Details(ContainerConnectionSource<RabbitMQContainer> source) {
			super(source);
		}

		@Override
		public List<Address> getAddresses() {
			boolean tls = getSslBundle() != null;
			int port = getContainer().getMappedPort(tls ? Address.TLS_PORT : Address.PLAIN_PORT);
			return List.of(new Address(getContainer().getHost(), port, tls));
		}

		@Override
		public @Nullable String getUsername() {
			return getContainer().getAdminUsername();
		}

		@Override
		public @Nullable String getPassword() {
			return getContainer().getAdminPassword();
		}

		@Override
		public @Nullable SslBundle getSslBundle() {
			return super.getSslBundle();
		}

	}

}
