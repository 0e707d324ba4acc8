package io.github.amqpreceiver.boot.autoconfigure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.amqpreceiver.AmqpConnection;
import io.github.amqpreceiver.EventLoopResources;
import io.github.amqpreceiver.boot.autoconfigure.AmqpReceiverProperties.Connection;
import io.github.amqpreceiver.spring.container.AmqpConnectionResolver;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.thread.Threading;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Event loops and connections. */
@Configuration(proxyBeanMethods = false)
class AmqpReceiverConnectionConfiguration {

	private static final String CONNECTION = "amqpReceiverConnection";

	@Bean
	@ConditionalOnMissingBean
	EventLoopResources amqpReceiverEventLoopResources(AmqpReceiverProperties properties, Environment environment) {
		return EventLoopResources
			.create(ConnectionPropertyMapper.map(properties.transport(), Threading.VIRTUAL.isActive(environment)));
	}

	@Bean
	@ConditionalOnMissingBean(AmqpReceiverConnectionDetails.class)
	@Conditional(OnDefaultConnectionCondition.class)
	PropertiesAmqpReceiverConnectionDetails amqpReceiverConnectionDetails(AmqpReceiverProperties properties,
			ObjectProvider<SslBundles> sslBundles) {
		return new PropertiesAmqpReceiverConnectionDetails("amqp.receiver", properties.connection(),
				sslBundles.getIfAvailable());
	}

	@Bean
	AmqpReceiverConnectionFactory amqpReceiverConnectionFactory(EventLoopResources resources,
			ObjectProvider<AmqpReceiverConnectionOptionsCustomizer> customizers) {
		return new AmqpReceiverConnectionFactory(resources, customizers.orderedStream().toList());
	}

	// closed by the resolver, which waits for it
	@Bean(name = CONNECTION, destroyMethod = "")
	@ConditionalOnBean(AmqpReceiverConnectionDetails.class)
	@ConditionalOnMissingBean
	AmqpConnection amqpReceiverConnection(AmqpReceiverProperties properties, AmqpReceiverConnectionDetails details,
			AmqpReceiverConnectionFactory factory) {
		return new ApplicationConnection(
				factory.create(AmqpReceiverConnections.DEFAULT, "amqp.receiver", properties.connection(), details));
	}

	@Bean
	@ConditionalOnMissingBean(AmqpConnectionResolver.class)
	AmqpReceiverConnections amqpReceiverConnections(AmqpReceiverProperties properties,
			AmqpReceiverConnectionFactory factory, Map<String, AmqpConnection> beans,
			ObjectProvider<AmqpConnection> connection, ObjectProvider<SslBundles> sslBundles) {
		Map<String, AmqpConnection> all = new LinkedHashMap<>();
		List<AmqpConnection> own = new ArrayList<>();
		List<String> stable = new ArrayList<>();
		properties.connections().forEach((name, settings) -> {
			AmqpConnection made = create(name, settings, factory, sslBundles.getIfAvailable());
			all.put(name, made);
			own.add(made);
			if (settings.containerId() != null) {
				stable.add(name);
			}
		});
		beans.forEach((bean, made) -> {
			boolean ours = made instanceof ApplicationConnection;
			all.put(ours ? AmqpReceiverConnections.DEFAULT : bean, made);
			if (ours) {
				own.add(made);
			}
			if (!ours || properties.containerId() != null) {
				stable.add(ours ? AmqpReceiverConnections.DEFAULT : bean);
			}
		});
		return new AmqpReceiverConnections(all, primary(all, connection.getIfUnique()), own, stable);
	}

	private static RenewableConnection create(String name, Connection settings, AmqpReceiverConnectionFactory factory,
			@Nullable SslBundles sslBundles) {
		String prefix = "amqp.receiver.connections." + name;
		return factory.create(name, prefix, settings,
				new PropertiesAmqpReceiverConnectionDetails(prefix, settings, sslBundles));
	}

	private static @Nullable String primary(Map<String, AmqpConnection> all, @Nullable AmqpConnection unique) {
		return all.entrySet()
			.stream()
			.filter((entry) -> entry.getValue() == unique)
			.map(Map.Entry::getKey)
			.findFirst()
			.orElse(null);
	}

}
