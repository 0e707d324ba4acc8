package io.github.amqpreceiver.samples.quickstart;

import org.springframework.boot.autoconfigure.condition.AllNestedConditions;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ConfigurationCondition.ConfigurationPhase;

/** The embedded broker, unless a real one is named. */
@Configuration(proxyBeanMethods = false)
@Conditional(EmbeddedBrokerConfiguration.NoOtherBroker.class)
class EmbeddedBrokerConfiguration {

	@Bean
	EmbeddedBroker embeddedBroker(QuickstartProperties properties) throws Exception {
		return new EmbeddedBroker(properties.brokerPort());
	}

	/** No address is set. */
	static class NoOtherBroker extends AllNestedConditions {

		NoOtherBroker() {
			super(ConfigurationPhase.REGISTER_BEAN);
		}

		@ConditionalOnProperty(name = "amqp.receiver.host", matchIfMissing = true, havingValue = "never")
		static class NoHost {

		}

		@ConditionalOnProperty(name = "amqp.receiver.uri", matchIfMissing = true, havingValue = "never")
		static class NoUri {

		}

		@ConditionalOnProperty(name = "amqp.receiver.addresses", matchIfMissing = true, havingValue = "never")
		static class NoAddresses {

		}

	}

}
