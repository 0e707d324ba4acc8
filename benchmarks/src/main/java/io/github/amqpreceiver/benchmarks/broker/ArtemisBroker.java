package io.github.amqpreceiver.benchmarks.broker;

import java.nio.file.Path;
import java.util.Map;

import io.github.amqpreceiver.benchmarks.process.Json;
import io.github.amqpreceiver.benchmarks.process.Lifeline;
import io.github.amqpreceiver.benchmarks.wire.SampleMessage;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.protocol.amqp.broker.AMQPStandardMessage;

/**
 * The process of a real broker, with its journal in the directory that is its only
 * argument. Prints its AMQP port as its first line, and answers each {@link QueueOrder}
 * when the queue is filled: from inside the broker, so that no sender takes CPU from the
 * receiver that is measured.
 */
public final class ArtemisBroker {

	private static final String ACCEPTOR = "amqp";

	private final ActiveMQServer server;

	private ArtemisBroker(Path directory) throws Exception {
		this.server = new ActiveMQServerImpl(configuration(directory));
		this.server.start();
	}

	public static void main(String[] args) throws Exception {
		ArtemisBroker broker = new ArtemisBroker(Path.of(args[0]));
		NettyAcceptor acceptor = (NettyAcceptor) broker.server.getRemotingService().getAcceptor(ACCEPTOR);
		Lifeline.say(Integer.toString(acceptor.getActualPort()));
		Lifeline.serve((line) -> Json.write(broker.fill(Json.read(line, QueueOrder.class))));
	}

	private QueueOrder fill(QueueOrder order) {
		try {
			SimpleString queue = SimpleString.of(order.queue());
			if (this.server.locateQueue(queue) != null) {
				this.server.destroyQueue(queue, null, false);
			}
			this.server.createQueue(QueueConfiguration.of(order.queue())
				.setRoutingType(RoutingType.ANYCAST)
				.setDurable(order.durable()));
			byte[] encoded = SampleMessage.of(order.bodySize(), order.durable()).encoded();
			for (int i = 0; i < order.messages(); i++) {
				AMQPStandardMessage message = new AMQPStandardMessage(0, encoded.clone(), null);
				message.setMessageID(this.server.getStorageManager().generateID());
				message.setAddress(queue);
				this.server.getPostOffice().route(message, false);
			}
			return order;
		}
		catch (Exception ex) {
			throw new IllegalStateException("Queue %s not filled".formatted(order.queue()), ex);
		}
	}

	private static Configuration configuration(Path directory) throws Exception {
		String files = directory.toString();
		Configuration configuration = new ConfigurationImpl().setName("bench")
			.setSecurityEnabled(false)
			.setJMXManagementEnabled(false)
			.setJournalType(JournalType.NIO)
			.setJournalDirectory(files + "/journal")
			.setBindingsDirectory(files + "/bindings")
			.setLargeMessagesDirectory(files + "/large-messages")
			.setPagingDirectory(files + "/paging")
			.addAcceptorConfiguration(ACCEPTOR, "tcp://127.0.0.1:0?protocols=AMQP");
		// all messages of a run stay in memory: paging is not what is compared
		AddressSettings settings = new AddressSettings().setMaxSizeBytes(-1).setAutoDeleteQueues(false);
		return configuration.setAddressSettings(Map.of("#", settings));
	}

}
