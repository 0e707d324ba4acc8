package io.github.amqpreceiver.testsupport;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import io.github.amqpreceiver.testsupport.EmbeddedArtemisBuilder.DeliveryLimit;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.jspecify.annotations.Nullable;

/**
 * Turns the wishes of a test into Artemis' own configuration.
 */
final class ArtemisConfiguration {

	static final String PLAIN_ACCEPTOR = "amqp";

	static final String TLS_ACCEPTOR = "amqps";

	private final EmbeddedArtemisBuilder wishes;

	private final Configuration configuration = new ConfigurationImpl();

	private ArtemisConfiguration(EmbeddedArtemisBuilder wishes) {
		this.wishes = wishes;
	}

	static Configuration of(EmbeddedArtemisBuilder wishes, int port, int tlsPort) {
		ArtemisConfiguration result = new ArtemisConfiguration(wishes);
		result.basics();
		result.storage();
		result.acceptors(port, tlsPort);
		result.addresses();
		result.roles();
		if (wishes.replication != null) {
			wishes.replication.applyTo(result.configuration);
		}
		return result.configuration;
	}

	private void basics() {
		this.configuration.setName("embedded-artemis")
			.setJMXManagementEnabled(false)
			.setGracefulShutdownEnabled(false)
			.setScheduledThreadPoolMaxSize(2)
			.setSecurityEnabled(!this.wishes.users.isEmpty())
			// A password changed by a test must count for the next connection.
			.setSecurityInvalidationInterval(0)
			.setCriticalAnalyzer(false)
			// The disk of the machine that runs the tests is not the broker's concern.
			.setMaxDiskUsage(-1)
			.setGlobalMaxSize(-1);
	}

	private void storage() {
		Path journal = this.wishes.journal;
		this.configuration.setPersistenceEnabled(journal != null);
		if (journal == null) {
			return;
		}
		this.configuration.setJournalType(JournalType.NIO)
			.setJournalFileSize(4 * 1024 * 1024)
			.setJournalMinFiles(2)
			.setJournalPoolFiles(4)
			// A killed process loses nothing that was written; only a dead machine would.
			.setJournalDatasync(false)
			.setJournalDirectory(journal.resolve("journal").toString())
			.setBindingsDirectory(journal.resolve("bindings").toString())
			.setPagingDirectory(journal.resolve("paging").toString())
			.setLargeMessagesDirectory(journal.resolve("large-messages").toString());
		this.configuration.setBrokerInstance(journal.toFile());
	}

	private void acceptors(int port, int tlsPort) {
		this.configuration.addAcceptorConfiguration(acceptor(PLAIN_ACCEPTOR, port, new HashMap<>()));
		TlsStores tls = this.wishes.tls;
		if (tls != null) {
			this.configuration.addAcceptorConfiguration(acceptor(TLS_ACCEPTOR, tlsPort, tlsParameters(tls)));
		}
	}

	private static Map<String, Object> tlsParameters(TlsStores tls) {
		Map<String, Object> parameters = new HashMap<>();
		parameters.put("sslEnabled", true);
		parameters.put("keyStoreType", "PKCS12");
		parameters.put("keyStorePath", tls.keyStore().toString());
		parameters.put("keyStorePassword", tls.password());
		parameters.put("needClientAuth", tls.clientAuth());
		if (tls.trustStore() != null) {
			parameters.put("trustStoreType", "PKCS12");
			parameters.put("trustStorePath", tls.trustStore().toString());
			parameters.put("trustStorePassword", tls.password());
		}
		return parameters;
	}

	private TransportConfiguration acceptor(String name, int port, Map<String, Object> parameters) {
		parameters.put("host", "127.0.0.1");
		parameters.put("port", port);
		parameters.put("protocols", "AMQP");
		Map<String, Object> protocolOptions = new HashMap<>(this.wishes.acceptorOptions);
		return new TransportConfiguration(NettyAcceptorFactory.class.getName(), parameters, name, protocolOptions);
	}

	private void addresses() {
		this.configuration.addAddressSetting("#", settings(-1, null));
		this.wishes.deliveryLimits.forEach((address, limit) -> {
			this.configuration.addAddressSetting(address, settings(limit.attempts(), limit.deadLetterAddress()));
		});
		Set<String> queues = new HashSet<>(this.wishes.queues);
		this.wishes.deliveryLimits.values().stream().map(DeliveryLimit::deadLetterAddress).forEach(queues::add);
		queues.forEach(this::anycast);
		for (String topic : this.wishes.topics) {
			this.configuration.addAddressConfiguration(
					new CoreAddressConfiguration().setName(topic).addRoutingType(RoutingType.MULTICAST));
		}
	}

	private void anycast(String queue) {
		CoreAddressConfiguration address = new CoreAddressConfiguration().setName(queue)
			.addRoutingType(RoutingType.ANYCAST);
		address.addQueueConfig(QueueConfiguration.of(queue)
			.setAddress(queue)
			.setRoutingType(RoutingType.ANYCAST)
			.setDurable(true)
			.setAutoDelete(false));
		this.configuration.addAddressConfiguration(address);
	}

	private AddressSettings settings(int attempts, @Nullable String deadLetterAddress) {
		AddressSettings settings = new AddressSettings().setMaxDeliveryAttempts(attempts)
			.setAutoCreateAddresses(this.wishes.autoCreate)
			.setAutoCreateQueues(this.wishes.autoCreate)
			.setAutoDeleteQueues(false)
			.setAutoDeleteAddresses(false)
			.setDefaultAddressRoutingType(RoutingType.ANYCAST)
			.setDefaultQueueRoutingType(RoutingType.ANYCAST);
		if (deadLetterAddress != null) {
			settings.setDeadLetterAddress(SimpleString.of(deadLetterAddress));
		}
		return settings;
	}

	private void roles() {
		if (this.wishes.users.isEmpty()) {
			return;
		}
		this.configuration.putSecurityRoles("#", Set.of(role(true)));
		for (String address : this.wishes.notConsumable) {
			this.configuration.putSecurityRoles(address, Set.of(role(false)));
		}
	}

	private static Role role(boolean consume) {
		return new Role(ArtemisUsers.ROLE, true, consume, true, true, true, true, false, true, true, true, false,
				false);
	}

}
