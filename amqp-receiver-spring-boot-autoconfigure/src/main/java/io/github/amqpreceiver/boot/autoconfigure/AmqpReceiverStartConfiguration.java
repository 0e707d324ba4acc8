package io.github.amqpreceiver.boot.autoconfigure;

import java.util.Objects;

import io.github.amqpreceiver.spring.container.AmqpListenerRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** What happens once, when the application starts. */
@Configuration(proxyBeanMethods = false)
class AmqpReceiverStartConfiguration {

	@Bean
	@ConditionalOnBean(AmqpReceiverConnections.class)
	FailFastConnections amqpReceiverFailFastConnections(AmqpReceiverProperties properties,
			AmqpReceiverConnections connections, ObjectProvider<AmqpReceiverConnectionDetails> details) {
		return new FailFastConnections(properties, connections, isOther(details));
	}

	@Bean
	@ConditionalOnBean({ AmqpReceiverConnections.class, SslBundles.class })
	SslBundleRenewal amqpReceiverSslBundleRenewal(AmqpReceiverProperties properties,
			AmqpReceiverConnections connections, ObjectProvider<AmqpListenerRegistry> listeners,
			ObjectProvider<SslBundles> sslBundles) {
		return new SslBundleRenewal(properties, connections, listeners, sslBundles);
	}

	@Bean
	ClassPathNotes amqpReceiverClassPathNotes(ApplicationContext context) {
		ClassLoader loader = Objects.requireNonNullElseGet(context.getClassLoader(),
				ClassPathNotes.class::getClassLoader);
		return new ClassPathNotes(loader, NettyVersions.of(loader));
	}

	@Bean
	ListenerPropertyWarnings amqpReceiverListenerPropertyWarnings(AmqpReceiverProperties properties,
			ObjectProvider<AmqpListenerRegistry> registry, Environment environment,
			ObjectProvider<AmqpReceiverConnectionDetails> details) {
		return new ListenerPropertyWarnings(properties, registry, environment, isOther(details));
	}

	private static boolean isOther(ObjectProvider<AmqpReceiverConnectionDetails> details) {
		AmqpReceiverConnectionDetails found = details.getIfUnique();
		return found != null && !(found instanceof PropertiesAmqpReceiverConnectionDetails);
	}

}
