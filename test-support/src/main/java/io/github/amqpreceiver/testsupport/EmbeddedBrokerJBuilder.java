package io.github.amqpreceiver.testsupport;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What an {@link EmbeddedBrokerJ} is to look like. By default: ephemeral ports on
 * loopback, messages in memory, no queues.
 *
 * @since 0.1.0
 */
public final class EmbeddedBrokerJBuilder {

	final Map<String, Map<String, Object>> queues = new LinkedHashMap<>();

	final Map<String, String> users = new LinkedHashMap<>();

	final Map<String, String> context = new LinkedHashMap<>();

	int port;

	@Nullable Path store;

	EmbeddedBrokerJBuilder() {
	}

	/**
	 * Creates these durable queues at start.
	 * @param names the queue names
	 * @return this builder
	 */
	public EmbeddedBrokerJBuilder queues(String... names) {
		for (String name : names) {
			this.queues.put(name, Map.of());
		}
		return this;
	}

	/**
	 * Creates a queue that moves a message to another one after so many deliveries.
	 * @param queue the queue
	 * @param attempts deliveries that a message gets
	 * @param deadLetterQueue where it goes then; created as well
	 * @return this builder
	 */
	public EmbeddedBrokerJBuilder maxDeliveryAttempts(String queue, int attempts, String deadLetterQueue) {
		this.queues.putIfAbsent(deadLetterQueue, Map.of());
		// Broker-J refuses an alternate binding to a queue that is not there yet.
		this.queues.remove(queue);
		this.queues.put(queue, Map.of("maximumDeliveryAttempts", attempts, "alternateBinding",
				Map.of("destination", deadLetterQueue)));
		return this;
	}

	/**
	 * Adds a user, who may connect with SASL PLAIN or SCRAM on
	 * {@link EmbeddedBrokerJ#usersPort()}.
	 * @param name the user's name
	 * @param password the user's password
	 * @return this builder
	 */
	public EmbeddedBrokerJBuilder user(String name, String password) {
		this.users.put(name, password);
		return this;
	}

	/**
	 * Listens on this port, without authentication, instead of an ephemeral one.
	 * @param port the port, 0 for an ephemeral one
	 * @return this builder
	 */
	public EmbeddedBrokerJBuilder port(int port) {
		this.port = port;
		return this;
	}

	/**
	 * Keeps durable messages and queues in this directory, in a Derby store.
	 * @param directory the store's directory, made if it is not there
	 * @return this builder
	 */
	public EmbeddedBrokerJBuilder store(Path directory) {
		this.store = directory;
		return this;
	}

	/**
	 * Sets a context variable of the broker, {@code qpid.port.heartbeatDelay} for
	 * instance.
	 * @param name the variable's name as Broker-J's manual has it
	 * @param value its value
	 * @return this builder
	 */
	public EmbeddedBrokerJBuilder context(String name, String value) {
		this.context.put(name, value);
		return this;
	}

	/**
	 * Starts the broker; when this returns its ports accept connections.
	 * @return the running broker
	 */
	public EmbeddedBrokerJ start() {
		EmbeddedBrokerJ broker = new EmbeddedBrokerJ(this);
		broker.start();
		return broker;
	}

}
