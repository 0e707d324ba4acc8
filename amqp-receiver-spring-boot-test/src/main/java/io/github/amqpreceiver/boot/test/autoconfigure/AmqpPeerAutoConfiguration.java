package io.github.amqpreceiver.boot.test.autoconfigure;

import java.util.List;

import io.github.amqpreceiver.auth.Credentials;
import io.github.amqpreceiver.boot.autoconfigure.AmqpReceiverAutoConfiguration;
import io.github.amqpreceiver.boot.autoconfigure.AmqpReceiverConnectionDetails;
import io.github.amqpreceiver.boot.autoconfigure.AmqpReceiverConnectionOptionsCustomizer;
import io.github.amqpreceiver.test.AmqpPeer;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Auto-configures the peer of a test, and connections that lead there.
 *
 * @since 0.1
 */
@AutoConfiguration(before = AmqpReceiverAutoConfiguration.class)
public final class AmqpPeerAutoConfiguration {

	@Bean(destroyMethod = "close")
	@ConditionalOnMissingBean
	AmqpPeer amqpReceiverPeer() {
		return AmqpPeer.start();
	}

	@Bean
	@ConditionalOnMissingBean(AmqpReceiverConnectionDetails.class)
	AmqpReceiverConnectionDetails amqpReceiverPeerConnectionDetails(AmqpPeer peer) {
		return () -> List.of(peer.address());
	}

	/*
	 * Details are of the default connection alone. The last word, so that no test dials a
	 * real broker.
	 */
	@Bean
	@Order(Ordered.LOWEST_PRECEDENCE)
	AmqpReceiverConnectionOptionsCustomizer amqpReceiverPeerCustomizer(AmqpPeer peer) {
		return (connection, options) -> options.addresses(List.of(peer.address()))
			.tls(null)
			.saslMechanisms(List.of())
			.credentials(Credentials.anonymous());
	}

}
