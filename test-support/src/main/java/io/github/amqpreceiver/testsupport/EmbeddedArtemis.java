package io.github.amqpreceiver.testsupport;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.MessageReference;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.utils.collections.LinkedListIterator;
import org.jspecify.annotations.Nullable;

/**
 * Apache Artemis in this JVM, speaking AMQP 1.0 (also inside WebSocket, on the same port)
 * on loopback. May be stopped and started again and keeps its ports. Its methods may be
 * called from any thread, {@link #start()} and {@link #stop()} from one at a time.
 *
 * @since 0.1.0
 */
public final class EmbeddedArtemis implements TestBroker {

	private final EmbeddedArtemisBuilder wishes;

	private final ArtemisUsers users;

	private volatile @Nullable ActiveMQServer server;

	private volatile int port;

	private volatile int tlsPort;

	EmbeddedArtemis(EmbeddedArtemisBuilder wishes) {
		this.wishes = wishes;
		this.users = new ArtemisUsers(wishes.users);
		this.port = wishes.port;
	}

	/**
	 * Begins the description of a broker.
	 * @return a builder with the defaults
	 */
	public static EmbeddedArtemisBuilder builder() {
		return new EmbeddedArtemisBuilder();
	}

	@Override
	public void start() {
		if (this.server != null) {
			return;
		}
		BrokerLogs.quiet();
		Configuration configuration = ArtemisConfiguration.of(this.wishes, this.port, this.tlsPort);
		ActiveMQServer starting = new ActiveMQServerImpl(configuration, this.users);
		try {
			starting.start();
			// One of a pair may have to wait for the other, and had its ports given.
			if (this.wishes.replication == null) {
				awaitActive(starting);
			}
			this.server = starting;
		}
		catch (Exception ex) {
			stop(starting);
			throw new IllegalStateException("Artemis did not start: " + ex.getMessage(), ex);
		}
	}

	/**
	 * Stops the broker in order: it closes its connections with
	 * {@code amqp:connection:forced}. Without a journal its messages are gone.
	 */
	@Override
	public void stop() {
		ActiveMQServer running = this.server;
		this.server = null;
		if (running != null) {
			stop(running);
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
	 * The port with TLS.
	 * @return the port on loopback, 0 when TLS was not asked for
	 */
	public int tlsPort() {
		return this.tlsPort;
	}

	@Override
	public void createQueue(String name) {
		Attempt.run("create queue " + name, () -> running()
			.createQueue(QueueConfiguration.of(name).setRoutingType(RoutingType.ANYCAST).setDurable(true), true));
	}

	@Override
	public void deleteQueue(String name) {
		deleteQueue(name, true);
	}

	/**
	 * Deletes a queue.
	 * @param name the queue
	 * @param force whether to delete it under its consumers, whose links are then
	 * detached with an error; without it a queue with consumers is refused
	 */
	public void deleteQueue(String name, boolean force) {
		Attempt.run("delete queue " + name,
				() -> running().destroyQueue(SimpleString.of(name), null, !force, force, true));
	}

	@Override
	public long messageCount(String queue) {
		Queue located = running().locateQueue(queue);
		return (located != null) ? located.getMessageCount() : 0;
	}

	@Override
	public long deliveringCount(String queue) {
		Queue located = running().locateQueue(queue);
		return (located != null) ? located.getDeliveringCount() : 0;
	}

	@Override
	public int consumerCount(String queue) {
		Queue located = running().locateQueue(queue);
		return (located != null) ? located.getConsumerCount() : 0;
	}

	/**
	 * Looks at the messages of a queue that are not out for delivery, without taking
	 * them.
	 * @param queue the queue
	 * @return the messages in their order
	 */
	public List<QueuedMessage> browse(String queue) {
		Queue located = running().locateQueue(queue);
		if (located == null) {
			return List.of();
		}
		List<QueuedMessage> messages = new ArrayList<>();
		try (LinkedListIterator<MessageReference> references = located.browserIterator()) {
			while (references.hasNext()) {
				messages.add(ArtemisMessages.view(references.next()));
			}
		}
		return messages;
	}

	/**
	 * Connections that clients have open.
	 * @return their number
	 */
	public int connectionCount() {
		return running().getRemotingService().getConnectionCount();
	}

	/**
	 * Cuts every connection: the sockets are closed, AMQP says nothing.
	 */
	public void disconnectAll() {
		for (RemotingConnection connection : connections()) {
			connection.fail(new ActiveMQException("cut by the test"));
		}
	}

	@Override
	public void forceCloseAll() {
		for (RemotingConnection connection : connections()) {
			connection.disconnect(false);
		}
	}

	/**
	 * Changes a user's password for the connections to come, or adds a user to a broker
	 * that was built with one.
	 * @param user the user's name
	 * @param password the new password
	 */
	public void setPassword(String user, String password) {
		this.users.put(user, password);
	}

	/**
	 * The broker itself, for what this class does not offer.
	 * @return Artemis' server
	 */
	public ActiveMQServer server() {
		return running();
	}

	private Set<RemotingConnection> connections() {
		return new HashSet<>(running().getRemotingService().getConnections());
	}

	private ActiveMQServer running() {
		ActiveMQServer running = this.server;
		if (running == null) {
			throw new IllegalStateException("Artemis is stopped");
		}
		return running;
	}

	private void awaitActive(ActiveMQServer starting) throws InterruptedException {
		if (!starting.waitForActivation(20, TimeUnit.SECONDS)) {
			throw new IllegalStateException("Artemis did not become active within 20 s");
		}
		this.port = boundPort(starting, ArtemisConfiguration.PLAIN_ACCEPTOR);
		this.tlsPort = boundPort(starting, ArtemisConfiguration.TLS_ACCEPTOR);
	}

	private static int boundPort(ActiveMQServer server, String acceptor) {
		return (server.getRemotingService().getAcceptor(acceptor) instanceof NettyAcceptor netty)
				? netty.getActualPort() : 0;
	}

	private static void stop(ActiveMQServer server) {
		Attempt.run("stop Artemis", () -> server.stop(false, false));
	}

}
