package io.github.amqpreceiver.benchmarks.contender;

import org.apache.qpid.protonj2.client.Client;

import org.springframework.amqp.client.AmqpConnectionFactory;
import org.springframework.amqp.client.SingleAmqpConnectionFactory;
import org.springframework.amqp.client.annotation.AmqpListener;
import org.springframework.amqp.client.config.AmqpDefaultConfiguration;
import org.springframework.amqp.client.config.EnableAmqp;
import org.springframework.amqp.client.config.MethodAmqpMessageListenerContainerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.handler.annotation.Header;

/**
 * The {@code @AmqpListener} of spring-amqp-client, with its default container and
 * automatic accept.
 */
public final class SpringAmqpContender implements Contender {

	@Override
	public AutoCloseable start(Target target, Tally tally) throws Exception {
		return SpringContexts.start(Listening.class, target, tally);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAmqp
	static class Listening {

		@Bean(destroyMethod = "close")
		Client protonClient() {
			return Client.create();
		}

		@Bean
		SingleAmqpConnectionFactory amqpConnectionFactory(Client client, @Value("${target.port}") int port) {
			return new SingleAmqpConnectionFactory(client).setHost(Target.HOST).setPort(port);
		}

		@Bean(AmqpDefaultConfiguration.DEFAULT_AMQP_LISTENER_CONTAINER_FACTORY_BEAN_NAME)
		MethodAmqpMessageListenerContainerFactory containerFactory(AmqpConnectionFactory connectionFactory) {
			return new MethodAmqpMessageListenerContainerFactory(connectionFactory);
		}

		@Bean
		Listener listener(Tally tally) {
			return new Listener(tally);
		}

	}

	record Listener(Tally tally) {

		@AmqpListener(addresses = "${target.address}", initialCredits = "${target.prefetch}",
				concurrency = "${target.links}")
		void onMessage(byte[] body, @Header("key") String key) {
			this.tally.handled(body, key);
		}

	}

}
