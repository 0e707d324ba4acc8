package io.github.amqpreceiver.boot.testcontainers;

import java.util.List;

import io.github.amqpreceiver.boot.autoconfigure.AmqpReceiverConnectionDetails;
import io.github.amqpreceiver.options.Address;
import org.jspecify.annotations.Nullable;
import org.testcontainers.activemq.ActiveMQContainer;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionDetailsFactory;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;

/** Connection details from a {@code @ServiceConnection} {@link ActiveMQContainer}. */
class ActiveMQContainerConnectionDetailsFactory
		extends ContainerConnectionDetailsFactory<ActiveMQContainer, AmqpReceiverConnectionDetails> {

	ActiveMQContainerConnectionDetailsFactory() {
		super(ANY_CONNECTION_NAME, "io.github.amqpreceiver.AmqpConnection");
	}

	@Override
	protected AmqpReceiverConnectionDetails getContainerConnectionDetails(
			ContainerConnectionSource<ActiveMQContainer> source) {
		return new Details(source);
	}

	private static final class Details extends ContainerConnectionDetails<ActiveMQContainer>
			implements AmqpReceiverConnectionDetails {

		private Details(ContainerConnectionSource<ActiveMQContainer> source) {
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
			return getContainer().getUser();
		}

		@Override
		public @Nullable String getPassword() {
			return getContainer().getPassword();
		}

		@Override
		public @Nullable SslBundle getSslBundle() {
			return super.getSslBundle();
		}

	}

}
