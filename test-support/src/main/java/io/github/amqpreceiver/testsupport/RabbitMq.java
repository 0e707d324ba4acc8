package io.github.amqpreceiver.testsupport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * RabbitMQ 3 with its AMQP 1.0 plugin, where it is installed: a node of its own, in a
 * directory of its own, on an ephemeral port, that ends with this JVM at the latest. Lets
 * anybody in, and the user {@code guest} with the password {@code guest}. The address
 * {@code /queue/name} declares a queue, which does not outlive a restart. For one thread
 * at a time.
 *
 * @since 0.1.0
 */
public final class RabbitMq implements AutoCloseable {

	private static final Duration START_LIMIT = Duration.ofSeconds(60);

	/**
	 * Runs the node, which is more than one process, as a group, and kills the group at
	 * the end of standard input, which is the end of the parent.
	 */
	private static final String GUARD = """
			exec 3<&0
			setsid "$0" &
			node=$!
			(cat <&3; kill -KILL -- -$node) > /dev/null 2>&1 &
			echo "@group $node"
			wait $node
			""";

	private final Path directory;

	private final ReservedPort port = ReservedPort.any();

	private final RabbitMqNode node;

	private final ProcessApp names;

	private @Nullable ProcessApp guard;

	private String group = "";

	private RabbitMq(Path installation) throws IOException {
		this.directory = Files.createTempDirectory("rabbitmq-");
		this.node = new RabbitMqNode(installation, this.directory, this.port.port());
		this.names = this.node.startNameServer();
	}

	/**
	 * Whether RabbitMQ is installed here.
	 * @return whether {@link #start()} can work
	 */
	public static boolean available() {
		return RabbitMqNode.installation() != null;
	}

	/**
	 * Starts a node; when this returns its port accepts connections.
	 * @return the running node
	 */
	public static RabbitMq start() {
		Path installation = RabbitMqNode.installation();
		if (installation == null) {
			throw new IllegalStateException("RabbitMQ is not installed; ask available() first");
		}
		RabbitMq rabbit = Attempt.call("prepare RabbitMQ", () -> new RabbitMq(installation));
		try {
			rabbit.startAgain();
			return rabbit;
		}
		catch (RuntimeException ex) {
			rabbit.close();
			throw ex;
		}
	}

	/**
	 * The port where AMQP 1.0 is spoken, the same after a restart.
	 * @return the port on loopback
	 */
	public int port() {
		return this.port.port();
	}

	/**
	 * Starts the node again after {@link #stop()} or {@link #kill9()}, with its queues.
	 */
	public void startAgain() {
		ProcessApp starting = this.node.start(GUARD);
		this.guard = starting;
		this.group = starting.awaitLine("@group ", START_LIMIT).substring("@group ".length());
		starting.awaitLine("Starting broker... completed", START_LIMIT);
		Ports.awaitListening(port(), START_LIMIT);
	}

	/**
	 * Stops the node in order and waits until it is gone.
	 */
	public void stop() {
		end("TERM");
	}

	/**
	 * Kills the node with SIGKILL and waits until it is gone.
	 */
	public void kill9() {
		end("KILL");
	}

	/**
	 * Runs {@code rabbitmqctl} on the node.
	 * @param arguments its arguments, {@code set_vm_memory_high_watermark} and
	 * {@code 0.00001} for instance
	 * @return what it wrote
	 */
	public List<String> control(String... arguments) {
		try (ProcessApp control = this.node.control(arguments)) {
			int code = control.awaitExit(START_LIMIT);
			if (code != 0) {
				throw new IllegalStateException(
						"rabbitmqctl " + String.join(" ", arguments) + " ended with " + code + ": " + control.lines());
			}
			return control.lines();
		}
	}

	/**
	 * Creates a durable queue, addressed as {@code /amq/queue/name}.
	 * @param name the queue
	 */
	public void createQueue(String name) {
		control("eval", "rabbit_amqqueue:declare(rabbit_misc:r(<<\"/\">>, queue, <<\"" + name
				+ "\">>), true, false, [], none, <<\"testkit\">>).");
	}

	/**
	 * Waits until the port accepts connections, also while another thread starts the node
	 * again.
	 * @param timeout how long to wait
	 */
	public void awaitPort(Duration timeout) {
		Ports.awaitListening(port(), timeout);
	}

	/**
	 * Messages in a queue, those that are out for delivery included. Asking takes a
	 * second or two.
	 * @param queue the queue
	 * @return their number, 0 for a queue that is not there
	 */
	public long messageCount(String queue) {
		String row = queue + "\t";
		return control("list_queues", "-q", "name", "messages").stream()
			.filter((line) -> line.startsWith(row))
			.mapToLong((line) -> Long.parseLong(line.substring(row.length())))
			.sum();
	}

	/**
	 * Creates a user who may do everything.
	 * @param name the user's name
	 * @param password the user's password
	 */
	public void addUser(String name, String password) {
		control("add_user", name, password);
		control("set_permissions", name, ".*", ".*", ".*");
	}

	/**
	 * Kills the node and removes its directory.
	 */
	@Override
	public void close() {
		kill9();
		this.names.close();
		this.port.close();
		this.node.close();
		Attempt.run("delete " + this.directory, () -> Directories.delete(this.directory));
	}

	private void end(String signal) {
		ProcessApp running = this.guard;
		this.guard = null;
		if (running != null) {
			Attempt.run("end RabbitMQ",
					() -> new ProcessBuilder("kill", "-" + signal, "--", "-" + this.group).start().waitFor());
			running.awaitExit(START_LIMIT);
		}
	}

}
