package io.github.amqpreceiver.boot.autoconfigure;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.amqpreceiver.AmqpConnection;
import io.github.amqpreceiver.boot.autoconfigure.AmqpReceiverProperties.Connection;
import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.error.OperationTimeoutException;
import io.github.amqpreceiver.options.ConnectionOptions;
import io.github.amqpreceiver.spring.container.AmqpListenerRegistry;

import org.springframework.context.SmartLifecycle;

/**
 * Opens the connections whose {@code recovery.fail-fast} is true, before the listeners
 * start; a failure ends the start. Used by one thread.
 */
final class FailFastConnections implements SmartLifecycle {

	private final AmqpReceiverProperties properties;

	private final AmqpReceiverConnections connections;

	private final boolean otherDetails;

	private volatile boolean running;

	/**
	 * Creates the bean.
	 * @param properties which connections to open
	 * @param connections all connections
	 * @param otherDetails whether something other than the properties says where the
	 * broker of the default connection is
	 */
	FailFastConnections(AmqpReceiverProperties properties, AmqpReceiverConnections connections, boolean otherDetails) {
		this.properties = properties;
		this.connections = connections;
		this.otherDetails = otherDetails;
	}

	@Override
	public void start() {
		Connection top = this.properties.connection();
		open(AmqpReceiverConnections.DEFAULT, top, this.otherDetails || top.isAddressed());
		this.properties.connections().forEach((name, settings) -> open(name, settings, settings.isAddressed()));
		this.running = true;
	}

	private void open(String name, Connection settings, boolean addressed) {
		AmqpConnection connection = this.connections.all().get(name);
		if (connection == null || !Boolean.TRUE.equals(settings.recovery().failFast())) {
			return;
		}
		Duration limit = (settings.handshakeTimeout() != null) ? settings.handshakeTimeout()
				: ConnectionOptions.builder().build().handshakeTimeout();
		try {
			// one try at each address ends by itself: this limit is for what never ends
			connection.open().toCompletableFuture().get(limit.multipliedBy(10).toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while opening connection '" + name + "'", ex);
		}
		catch (TimeoutException ex) {
			throw new FailFastException(name, addressed,
					new OperationTimeoutException("no attempt ended within " + limit.multipliedBy(10), null, ex));
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof AmqpReceiverException cause) {
				throw new FailFastException(name, addressed, cause);
			}
			throw new IllegalStateException("Connection '" + name + "' did not open", ex.getCause());
		}
	}

	@Override
	public void stop() {
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return AmqpListenerRegistry.PHASE - 1;
	}

}
