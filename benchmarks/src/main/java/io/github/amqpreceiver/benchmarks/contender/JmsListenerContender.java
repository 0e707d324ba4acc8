package io.github.amqpreceiver.benchmarks.contender;

import jakarta.jms.ConnectionFactory;
import org.apache.qpid.jms.JmsConnectionFactory;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jms.annotation.EnableJms;
import org.springframework.jms.annotation.JmsListener;
import org.springframework.jms.config.DefaultJmsListenerContainerFactory;
import org.springframework.messaging.handler.annotation.Header;

/**
 * Spring's {@code @JmsListener} over qpid-jms, with the default container and acknowledge
 * mode.
 */
public final class JmsListenerContender implements Contender {

	@Override
	public AutoCloseable start(Target target, Tally tally) throws Exception {
		return SpringContexts.start(Listening.class, target, tally);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableJms
	static class Listening {

		@Bean
		ConnectionFactory connectionFactory(@Value("${target.port}") int port,
				@Value("${target.prefetch}") int prefetch) {
			return new JmsConnectionFactory(
					"amqp://%s:%d?jms.prefetchPolicy.all=%d".formatted(Target.HOST, port, prefetch));
		}

		@Bean
		DefaultJmsListenerContainerFactory jmsListenerContainerFactory(ConnectionFactory connectionFactory) {
			DefaultJmsListenerContainerFactory factory = new DefaultJmsListenerContainerFactory();
			factory.setConnectionFactory(connectionFactory);
			return factory;
		}

		@Bean
		Listener listener(Tally tally) {
			return new Listener(tally);
		}

	}

	record Listener(Tally tally) {

		@JmsListener(destination = "${target.address}", concurrency = "${target.links}")
		void onMessage(byte[] body, @Header("key") String key) {
			this.tally.handled(body, key);
		}

	}

}
