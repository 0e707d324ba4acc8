package io.github.amqpreceiver.samples.quickstart;

import java.util.List;
import java.util.Map;

import io.github.amqpreceiver.boot.autoconfigure.AmqpReceiverConnectionDetails;
import io.github.amqpreceiver.options.Address;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Apache Artemis in this process, in memory, on a free port of this machine; and where to
 * find it, which the receiver prefers to its properties.
 */
final class EmbeddedBroker implements AmqpReceiverConnectionDetails, AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(EmbeddedBroker.class);

	private static final String DEAD_LETTERS = "orders.dead";

	private static final List<String> QUEUES = List.of("orders", "orders.payment", "orders.shipping", "orders.burst",
			DEAD_LETTERS);

	private final EmbeddedActiveMQ broker = new EmbeddedActiveMQ();

	private final int port;

	EmbeddedBroker(int port) throws Exception {
		this.broker.setConfiguration(configuration(port));
		this.broker.start();
		NettyAcceptor acceptor = (NettyAcceptor) this.broker.getActiveMQServer()
			.getRemotingService()
			.getAcceptor("amqp");
		this.port = acceptor.getActualPort();
		logger.info("Embedded broker listens on amqp://localhost:{}", this.port);
	}

	@Override
	public List<Address> getAddresses() {
		return List.of(new Address("localhost", this.port, false));
	}

	@Override
	public void close() throws Exception {
		this.broker.stop();
	}

	private static Configuration configuration(int port) {
		Map<String, Object> socket = Map.of("host", "localhost", "port", port, "protocols", "AMQP");
		Configuration configuration = new ConfigurationImpl().setPersistenceEnabled(false)
			.setSecurityEnabled(false)
			.setJMXManagementEnabled(false)
			.setMaxDiskUsage(-1)
			.addAcceptorConfiguration(
					new TransportConfiguration(NettyAcceptorFactory.class.getName(), socket, "amqp", Map.of()))
			.addAddressSetting("#",
					new AddressSettings().setMaxDeliveryAttempts(3)
						.setRedeliveryDelay(500)
						.setDeadLetterAddress(SimpleString.of(DEAD_LETTERS)));
		for (String queue : QUEUES) {
			configuration.addAddressConfiguration(new CoreAddressConfiguration().setName(queue)
				.addRoutingType(RoutingType.ANYCAST)
				.addQueueConfig(QueueConfiguration.of(queue).setRoutingType(RoutingType.ANYCAST)));
		}
		return configuration;
	}

}
