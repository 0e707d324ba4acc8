package io.github.amqpreceiver.boot.docker;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import io.github.amqpreceiver.boot.autoconfigure.AmqpReceiverConnectionDetails;
import io.github.amqpreceiver.options.Address;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.GenericContainer;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionDetailsFactory;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;

/**
 * Connection details from a broker's container: the mapped port of AMQP, or of AMQP over
 * TLS where the container names an SSL bundle, and the container's own credentials.
 *
 * @param <C> the container
 */
abstract class BrokerContainerConnectionDetailsFactory<C extends GenericContainer<?>>
		extends ContainerConnectionDetailsFactory<C, AmqpReceiverConnectionDetails> {

	private final Function<C, @Nullable String> username;

	private final Function<C, @Nullable String> password;

	BrokerContainerConnectionDetailsFactory(Function<C, @Nullable String> username,
			Function<C, @Nullable String> password) {
		super(ANY_CONNECTION_NAME, "io.github.amqpreceiver.AmqpConnection");
		this.username = username;
		this.password = password;
	}

	@Override
	protected AmqpReceiverConnectionDetails getContainerConnectionDetails(ContainerConnectionSource<C> source) {
		return new Details<>(source, this.username, this.password);
	}

	private static final class Details<C extends GenericContainer<?>> extends ContainerConnectionDetails<C>
			implements AmqpReceiverConnectionDetails {

		private final Function<C, @Nullable String> username;

		private final Function<C, @Nullable String> password;

		private final AtomicBoolean looked = new AtomicBoolean();

		private Details(ContainerConnectionSource<C> source, Function<C, @Nullable String> username,
				Function<C, @Nullable String> password) {
			super(source);
			this.username = username;
			this.password = password;
		}

		@Override
		public List<Address> getAddresses() {
			if (this.looked.compareAndSet(false, true)) {
				RabbitMqImage.warnOfPlugin(getContainer().getDockerImageName());
			}
			boolean tls = getSslBundle() != null;
			return List.of(new Address(getContainer().getHost(), mapped(tls), tls));
		}

		private int mapped(boolean tls) {
			int port = tls ? Address.TLS_PORT : Address.PLAIN_PORT;
			try {
				return getContainer().getMappedPort(port);
			}
			catch (IllegalArgumentException ex) {
				throw new IllegalStateException(
						"The container of image '%s' does not expose port %d, where AMQP%s is looked for%s: add it with withExposedPorts(%d)"
							.formatted(getContainer().getDockerImageName(), port, tls ? " over TLS" : "",
									tls ? ", because the container has an SSL bundle" : "", port),
						ex);
			}
		}

		@Override
		public @Nullable String getUsername() {
			return this.username.apply(getContainer());
		}

		@Override
		public @Nullable String getPassword() {
			return this.password.apply(getContainer());
		}

		@Override
		public @Nullable SslBundle getSslBundle() {
			return super.getSslBundle();
		}

	}

}
