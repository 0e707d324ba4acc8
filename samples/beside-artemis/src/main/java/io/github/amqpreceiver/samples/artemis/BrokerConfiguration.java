package io.github.amqpreceiver.samples.artemis;

import java.util.List;
import java.util.Map;

import io.github.amqpreceiver.boot.autoconfigure.AmqpReceiverConnectionDetails;
import io.github.amqpreceiver.options.Address;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;

import org.springframework.boot.artemis.autoconfigure.ArtemisConfigurationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Gives the broker that Spring Boot runs a socket for AMQP 1.0, on a free port of this
 * machine, and tells the receiver where it is.
 */
@Configuration(proxyBeanMethods = false)
class BrokerConfiguration {

	private static final String ACCEPTOR = "amqp";

	@Bean
	ArtemisConfigurationCustomizer amqpAcceptor() {
		Map<String, Object> socket = Map.of("host", "localhost", "port", 0, "protocols", "AMQP");
		return (configuration) -> configuration.addAcceptorConfiguration(
				new TransportConfiguration(NettyAcceptorFactory.class.getName(), socket, ACCEPTOR, Map.of()));
	}

	@Bean
	AmqpReceiverConnectionDetails embeddedBroker(EmbeddedActiveMQ broker) {
		NettyAcceptor acceptor = (NettyAcceptor) broker.getActiveMQServer().getRemotingService().getAcceptor(ACCEPTOR);
		return () -> List.of(new Address("localhost", acceptor.getActualPort(), false));
	}

}
