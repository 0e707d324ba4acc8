package io.github.amqpreceiver.testsupport;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;

import org.apache.qpid.server.model.AuthenticationProvider;
import org.apache.qpid.server.model.Broker;
import org.apache.qpid.server.model.Connection;
import org.apache.qpid.server.model.Port;
import org.apache.qpid.server.model.Queue;
import org.apache.qpid.server.model.User;
import org.apache.qpid.server.model.VirtualHost;
import org.apache.qpid.server.model.VirtualHostAlias;
import org.apache.qpid.server.model.VirtualHostNode;
import org.jspecify.annotations.Nullable;

/**
 * Apache Qpid Broker-J in this JVM, speaking AMQP 1.0 on loopback: on {@link #port()} to
 * anybody, on {@link #usersPort()} to users with a password. Without a store it refuses
 * durable messages, as Broker-J does. May be stopped and started again and keeps its
 * ports. Its methods may be called from any thread, {@link #start()} and {@link #stop()}
 * from one at a time.
 *
 * @since 0.1.0
 */
public final class EmbeddedBrokerJ implements TestBroker {

	private final EmbeddedBrokerJBuilder wishes;

	private volatile @Nullable BrokerJLauncher launcher;

	private volatile int port;

	private volatile int usersPort;

	EmbeddedBrokerJ(EmbeddedBrokerJBuilder wishes) {
		this.wishes = wishes;
		this.port = wishes.port;
	}

	/**
	 * Begins the description of a broker.
	 * @return a builder with the defaults
	 */
	public static EmbeddedBrokerJBuilder builder() {
		return new EmbeddedBrokerJBuilder();
	}

	@Override
	public void start() {
		if (this.launcher != null) {
			return;
		}
		BrokerLogs.quiet();
		this.launcher = Attempt.call("start Broker-J",
				() -> BrokerJLauncher.start(this.wishes.context, this.wishes.store));
		try {
			createVirtualHost();
			this.wishes.users.forEach(this::setPassword);
			this.wishes.queues.forEach(this::createQueueIfAbsent);
			// Last, so that no client sees a broker without its queues.
			this.port = listen("anonymous", this.port);
			this.usersPort = listen("users", this.usersPort);
		}
		catch (RuntimeException ex) {
			stop();
			throw ex;
		}
	}

	/**
	 * Stops the broker in order. Without a store its queues and messages are gone; the
	 * queues that it was built with come back at the next {@link #start()}.
	 */
	@Override
	public void stop() {
		BrokerJLauncher running = this.launcher;
		this.launcher = null;
		if (running != null) {
			running.shutdown();
		}
	}

	@Override
	public void close() {
		stop();
	}

	@Override
	public int port() {
		return this.port;
	}

	/**
	 * The port that wants a user and a password.
	 * @return the port on loopback
	 */
	public int usersPort() {
		return this.usersPort;
	}

	@Override
	public void createQueue(String name) {
		createQueue(name, Map.of());
	}

	/**
	 * Creates a durable queue with attributes of Broker-J's own.
	 * @param name the queue
	 * @param attributes more attributes, {@code exclusive} for instance
	 */
	public void createQueue(String name, Map<String, Object> attributes) {
		Map<String, Object> all = new HashMap<>(attributes);
		all.put("name", name);
		all.put("durable", true);
		as(() -> virtualHost().createChild(Queue.class, all));
	}

	@Override
	public void deleteQueue(String name) {
		as(() -> {
			Queue<?> queue = find(name);
			if (queue == null) {
				throw new IllegalArgumentException("Broker-J has no queue '" + name + "'");
			}
			queue.delete();
			return name;
		});
	}

	@Override
	public long messageCount(String queue) {
		Queue<?> found = find(queue);
		return (found != null) ? found.getQueueDepthMessages() : 0;
	}

	@Override
	public long deliveringCount(String queue) {
		Queue<?> found = find(queue);
		return (found != null) ? found.getUnacknowledgedMessages() : 0;
	}

	@Override
	public int consumerCount(String queue) {
		Queue<?> found = find(queue);
		return (found != null) ? found.getConsumerCount() : 0;
	}

	@Override
	public void forceCloseAll() {
		as(() -> {
			List.copyOf(virtualHost().getConnections()).forEach(Connection::delete);
			return "closed";
		});
	}

	/**
	 * Changes a user's password for the connections to come, or adds the user.
	 * @param user the user's name
	 * @param password the new password
	 */
	public void setPassword(String user, String password) {
		as(() -> {
			AuthenticationProvider<?> users = running().getChildByName(AuthenticationProvider.class, "users");
			User<?> known = users.getChildByName(User.class, user);
			if (known != null) {
				known.setAttributes(Map.of("password", password));
			}
			else {
				// Broker-J keeps and changes the map that it is given.
				users.createChild(User.class,
						new HashMap<>(Map.of("name", user, "password", password, "type", "managed")));
			}
			return user;
		});
	}

	/**
	 * The broker itself, for what this class does not offer.
	 * @return Broker-J's model of it
	 */
	public Broker<?> broker() {
		return running();
	}

	private void createQueueIfAbsent(String name, Map<String, Object> attributes) {
		if (find(name) == null) {
			createQueue(name, attributes);
		}
	}

	private void createVirtualHost() {
		Map<String, Object> attributes = new HashMap<>();
		attributes.put("name", "default");
		attributes.put("defaultVirtualHostNode", true);
		Path store = this.wishes.store;
		if (store == null) {
			attributes.put("type", "Memory");
			attributes.put("virtualHostInitialConfiguration", "{\"type\": \"Memory\"}");
		}
		else {
			// The node keeps the queues, the host inside it keeps the messages.
			attributes.put("type", "DERBY");
			attributes.put("storePath", store.resolve("queues").toString());
			attributes.put("virtualHostInitialConfiguration",
					"{\"type\": \"DERBY\", \"storePath\": \"" + store.resolve("messages") + "\"}");
		}
		as(() -> running().createChild(VirtualHostNode.class, attributes));
	}

	private int listen(String authenticationProvider, int port) {
		Map<String, Object> attributes = Map.of("name", "amqp-" + authenticationProvider, "type", "AMQP", "port", port,
				"bindingAddress", "127.0.0.1", "protocols", List.of("AMQP_1_0"), "authenticationProvider",
				authenticationProvider);
		return as(() -> {
			Port<?> created = running().createChild(Port.class, attributes);
			created.createChild(VirtualHostAlias.class, Map.of("name", "default", "type", "defaultAlias"));
			return created.getBoundPort();
		});
	}

	private @Nullable Queue<?> find(String queue) {
		return virtualHost().getChildByName(Queue.class, queue);
	}

	private VirtualHost<?> virtualHost() {
		return Objects.requireNonNull(running().findDefautVirtualHostNode().getVirtualHost());
	}

	private Broker<?> running() {
		return launcher().broker();
	}

	private <T> T as(Callable<T> action) {
		return launcher().asOperator(action);
	}

	private BrokerJLauncher launcher() {
		BrokerJLauncher running = this.launcher;
		if (running == null) {
			throw new IllegalStateException("Broker-J is stopped");
		}
		return running;
	}

}
