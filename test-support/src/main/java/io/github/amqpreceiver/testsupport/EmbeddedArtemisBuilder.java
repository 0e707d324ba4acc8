package io.github.amqpreceiver.testsupport;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What an {@link EmbeddedArtemis} is to look like. Everything has a default that suits a
 * quick test: an ephemeral port on loopback, no persistence, no security, queues that are
 * created on demand, no limit on delivery attempts.
 *
 * @since 0.1.0
 */
public final class EmbeddedArtemisBuilder {

	final List<String> queues = new ArrayList<>();

	final List<String> topics = new ArrayList<>();

	final Map<String, String> users = new LinkedHashMap<>();

	final List<String> notConsumable = new ArrayList<>();

	final Map<String, DeliveryLimit> deliveryLimits = new LinkedHashMap<>();

	final Map<String, String> acceptorOptions = new LinkedHashMap<>();

	int port;

	boolean autoCreate = true;

	@Nullable Path journal;

	@Nullable TlsStores tls;

	@Nullable ArtemisReplication replication;

	EmbeddedArtemisBuilder() {
	}

	/**
	 * Creates these anycast queues at start, durable.
	 * @param names the queue names, each also its address
	 * @return this builder
	 */
	public EmbeddedArtemisBuilder queues(String... names) {
		this.queues.addAll(List.of(names));
		return this;
	}

	/**
	 * Creates these multicast addresses at start.
	 * @param names the addresses
	 * @return this builder
	 */
	public EmbeddedArtemisBuilder topics(String... names) {
		this.topics.addAll(List.of(names));
		return this;
	}

	/**
	 * Listens on this port instead of an ephemeral one.
	 * @param port the port, 0 for an ephemeral one
	 * @return this builder
	 */
	public EmbeddedArtemisBuilder port(int port) {
		this.port = port;
		return this;
	}

	/**
	 * Keeps durable messages in this directory.
	 * @param directory the journal's directory, made if it is not there
	 * @return this builder
	 */
	public EmbeddedArtemisBuilder journal(Path directory) {
		this.journal = directory;
		return this;
	}

	/**
	 * Adds a user, and thereby turns security on: nobody else may connect.
	 * @param name the user's name
	 * @param password the user's password
	 * @return this builder
	 */
	public EmbeddedArtemisBuilder user(String name, String password) {
		this.users.put(name, password);
		return this;
	}

	/**
	 * Refuses consumers on this address with {@code amqp:unauthorized-access}; effective
	 * only with a {@link #user(String, String) user}.
	 * @param address the address
	 * @return this builder
	 */
	public EmbeddedArtemisBuilder refuseConsumersOf(String address) {
		this.notConsumable.add(address);
		return this;
	}

	/**
	 * Whether an attach to an unknown address creates it.
	 * @param autoCreate {@code false} to refuse with {@code amqp:not-found}
	 * @return this builder
	 */
	public EmbeddedArtemisBuilder autoCreate(boolean autoCreate) {
		this.autoCreate = autoCreate;
		return this;
	}

	/**
	 * Moves a message to the dead-letter address after so many failed deliveries.
	 * @param address the address that is limited
	 * @param attempts deliveries that a message gets, -1 for no limit
	 * @param deadLetterAddress where it goes then; its queue is created
	 * @return this builder
	 */
	public EmbeddedArtemisBuilder maxDeliveryAttempts(String address, int attempts, String deadLetterAddress) {
		this.deliveryLimits.put(address, new DeliveryLimit(attempts, deadLetterAddress));
		return this;
	}

	/**
	 * Opens a second acceptor, with TLS, on {@link EmbeddedArtemis#tlsPort()}.
	 * @param stores the PKCS12 stores
	 * @return this builder
	 */
	public EmbeddedArtemisBuilder tls(TlsStores stores) {
		this.tls = stores;
		return this;
	}

	/**
	 * Sets an option of the AMQP acceptors, {@code amqpIdleTimeout} for instance.
	 * @param name the option's name as Artemis' manual has it
	 * @param value its value
	 * @return this builder
	 */
	public EmbeddedArtemisBuilder acceptorOption(String name, String value) {
		this.acceptorOptions.put(name, value);
		return this;
	}

	/**
	 * Makes the broker one of a pair; it may then have to wait before it serves.
	 */
	EmbeddedArtemisBuilder replication(ArtemisReplication replication) {
		this.replication = replication;
		return this;
	}

	/**
	 * Starts the broker; when this returns its port accepts connections.
	 * @return the running broker
	 */
	public EmbeddedArtemis start() {
		EmbeddedArtemis broker = new EmbeddedArtemis(this);
		broker.start();
		return broker;
	}

	record DeliveryLimit(int attempts, String deadLetterAddress) {
	}

}
