package io.github.amqpreceiver.boot.autoconfigure;

import io.github.amqpreceiver.spring.convert.JacksonJsonCodec;
import io.github.amqpreceiver.spring.convert.JsonCodec;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** JSON payloads with the application's mapper. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(JsonMapper.class)
class AmqpReceiverJacksonConfiguration {

	@Bean
	@ConditionalOnMissingBean(JsonCodec.class)
	@ConditionalOnSingleCandidate(JsonMapper.class)
	JacksonJsonCodec amqpReceiverJsonCodec(JsonMapper mapper) {
		return new JacksonJsonCodec(mapper);
	}

}
