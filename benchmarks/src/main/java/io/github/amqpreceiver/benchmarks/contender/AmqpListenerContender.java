package io.github.amqpreceiver.benchmarks.contender;

import io.github.amqpreceiver.boot.autoconfigure.AmqpReceiverAutoConfiguration;
import io.github.amqpreceiver.boot.autoconfigure.metrics.AmqpReceiverMetricsAutoConfiguration;
import io.github.amqpreceiver.spring.annotation.AmqpListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.handler.annotation.Header;

/**
 * The {@code @AmqpListener} of this project as Boot configures it, with metrics on; each
 * message is accepted after its method.
 */
public final class AmqpListenerContender implements Contender {

	@Override
	public AutoCloseable start(Target target, Tally tally) throws Exception {
		return SpringContexts.start(Listening.class, target, tally);
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ AmqpReceiverAutoConfiguration.class, AmqpReceiverMetricsAutoConfiguration.class })
	static class Listening {

		@Bean
		MeterRegistry meterRegistry() {
			return new SimpleMeterRegistry();
		}

		@Bean
		Listener listener(Tally tally) {
			return new Listener(tally);
		}

	}

	record Listener(Tally tally) {

		@AmqpListener(addresses = "${target.address}", consumers = "${target.links}")
		void onMessage(byte[] body, @Header("key") String key) {
			this.tally.handled(body, key);
		}

	}

}
