package io.github.amqpreceiver.testsupport;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a {@link ForkedBroker} is to look like. By default: an ephemeral port that stays
 * reserved while the broker is down, no queues, a heap of 512 MB.
 *
 * @since 0.1.0
 */
public final class ForkedBrokerBuilder {

	// Artemis frees its journal's buffers through Netty with Unsafe, which Java 24
	// began to forbid.
	private static final List<String> SINCE_JAVA_24 = List.of("--sun-misc-unsafe-memory-access=allow",
			"--enable-native-access=ALL-UNNAMED");

	final ForkedBroker.Kind kind;

	final BrokerArguments arguments;

	final List<String> jvmArguments = new ArrayList<>(List.of("-Xmx512m", "-XX:TieredStopAtLevel=4"));

	int port;

	ForkedBrokerBuilder(ForkedBroker.Kind kind, Path journal) {
		this.kind = kind;
		this.arguments = new BrokerArguments(kind);
		this.arguments.add("journal", journal.toAbsolutePath().toString());
		if (Runtime.version().feature() >= 24) {
			this.jvmArguments.addAll(SINCE_JAVA_24);
		}
	}

	/**
	 * Creates these durable queues at start.
	 * @param names the queue names
	 * @return this builder
	 */
	public ForkedBrokerBuilder queues(String... names) {
		for (String name : names) {
			this.arguments.add("queue", name);
		}
		return this;
	}

	/**
	 * Creates a queue that moves a message to another one after so many failed
	 * deliveries. Without it a message has as many attempts as it takes.
	 * @param queue the queue
	 * @param attempts deliveries that a message gets
	 * @param deadLetterQueue where it goes then; created as well
	 * @return this builder
	 */
	public ForkedBrokerBuilder maxDeliveryAttempts(String queue, int attempts, String deadLetterQueue) {
		if (this.kind == ForkedBroker.Kind.ARTEMIS) {
			queues(queue);
		}
		this.arguments.add("limit", queue + "," + attempts + "," + deadLetterQueue);
		return this;
	}

	/**
	 * Listens on this port instead of an ephemeral one.
	 * @param port the port, 0 for an ephemeral one
	 * @return this builder
	 */
	public ForkedBrokerBuilder port(int port) {
		this.port = port;
		return this;
	}

	/**
	 * Sets an option of the broker's own: of Artemis' acceptor, of Broker-J's context.
	 * @param name the option's name
	 * @param value its value
	 * @return this builder
	 */
	public ForkedBrokerBuilder option(String name, String value) {
		this.arguments.add("option", name + "," + value);
		return this;
	}

	/**
	 * Adds arguments of the JVM; a later one wins over the defaults.
	 * @param arguments the arguments
	 * @return this builder
	 */
	public ForkedBrokerBuilder jvmArguments(String... arguments) {
		this.jvmArguments.addAll(List.of(arguments));
		return this;
	}

	ForkedBrokerBuilder replication(ArtemisReplication replication) {
		this.arguments.add("replication", replication.words());
		return this;
	}

	/**
	 * Reserves the port without starting the broker: connections are refused.
	 * @return the broker, which {@link ForkedBroker#start()} starts
	 */
	public ForkedBroker build() {
		return new ForkedBroker(this);
	}

	/**
	 * Starts the broker; when this returns its port accepts connections.
	 * @return the running broker
	 */
	public ForkedBroker start() {
		ForkedBroker broker = build();
		try {
			broker.start();
			return broker;
		}
		catch (RuntimeException ex) {
			broker.close();
			throw ex;
		}
	}

}
