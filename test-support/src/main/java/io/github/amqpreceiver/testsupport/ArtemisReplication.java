package io.github.amqpreceiver.testsupport;

import java.util.List;
import java.util.Map;

import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.ClusterConnectionConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.HAPolicyConfiguration;
import org.apache.activemq.artemis.core.config.ha.ReplicaPolicyConfiguration;
import org.apache.activemq.artemis.core.config.ha.ReplicatedPolicyConfiguration;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnectorFactory;
import org.apache.activemq.artemis.core.server.cluster.impl.MessageLoadBalancingType;

/**
 * A broker's part in a pair that replicates: the two talk to each other in Artemis' own
 * protocol, on ports that clients do not see.
 *
 * @param backup whether this is the one that waits
 * @param ownPort where this one listens for the other
 * @param otherPort where the other listens
 */
record ArtemisReplication(boolean backup, int ownPort, int otherPort) {

	static ArtemisReplication parse(String words) {
		String[] parts = words.split(",", 3);
		return new ArtemisReplication(Boolean.parseBoolean(parts[0]), Integer.parseInt(parts[1]),
				Integer.parseInt(parts[2]));
	}

	String words() {
		return this.backup + "," + this.ownPort + "," + this.otherPort;
	}

	void applyTo(Configuration configuration) {
		configuration
			.addAcceptorConfiguration(new TransportConfiguration(NettyAcceptorFactory.class.getName(),
					Map.of("host", "127.0.0.1", "port", this.ownPort, "protocols", "CORE"), "pair"))
			.addConnectorConfiguration("own", connector(this.ownPort))
			.addConnectorConfiguration("other", connector(this.otherPort))
			.setClusterUser("pair")
			.setClusterPassword("pair")
			.addClusterConfiguration(new ClusterConnectionConfiguration().setName("pair")
				.setConnectorName("own")
				.setStaticConnectors(List.of("other"))
				.setRetryInterval(200)
				.setMessageLoadBalancingType(MessageLoadBalancingType.OFF))
			.setHAPolicyConfiguration(policy());
	}

	private static TransportConfiguration connector(int port) {
		return new TransportConfiguration(NettyConnectorFactory.class.getName(),
				Map.of("host", "127.0.0.1", "port", port));
	}

	private HAPolicyConfiguration policy() {
		if (this.backup) {
			ReplicaPolicyConfiguration replica = new ReplicaPolicyConfiguration().setAllowFailBack(true)
				.setRestartBackup(true);
			// A pair has no third party to ask; a silent primary is a dead one.
			replica.setVoteOnReplicationFailure(false);
			return replica;
		}
		return new ReplicatedPolicyConfiguration().setCheckForActiveServer(true).setVoteOnReplicationFailure(false);
	}

}
