package io.github.amqpreceiver.boot.autoconfigure;

import java.util.Arrays;
import java.util.List;

import io.github.amqpreceiver.spring.annotation.AmqpListener;
import io.github.amqpreceiver.spring.container.AmqpListenerRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.amqp.client.AmqpClient;
import org.springframework.amqp.client.AmqpConnectionFactory;
import org.springframework.amqp.client.SingleAmqpConnectionFactory;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.amqp.rabbit.config.SimpleRabbitListenerContainerFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.amqp.rabbit.listener.RabbitListenerEndpointRegistry;
import org.springframework.boot.amqp.autoconfigure.RabbitAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/** Beside Spring's own support for RabbitMQ and its AMQP 1.0 client. */
class NeighboursTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, RabbitAutoConfiguration.class,
				AmqpReceiverAutoConfiguration.class))
		.withUserConfiguration(Both.class);

	@Test
	void listenersOfBothAreFoundByTheirOwnRegistries() {
		this.contextRunner.run((context) -> {
			assertThat(context).hasNotFailed().hasSingleBean(RabbitTemplate.class).hasSingleBean(AmqpClient.class);
			assertThat(context.getBean(AmqpListenerRegistry.class).containers()).singleElement()
				.satisfies((container) -> assertThat(container.id()).isEqualTo("ours"));
			assertThat(context.getBean(RabbitListenerEndpointRegistry.class).getListenerContainerIds())
				.containsExactly("theirs");
			assertThat(context).hasSingleBean(SimpleRabbitListenerContainerFactory.class);
		});
	}

	@Test
	void noBeanOfOursHasANameOfTheirs() {
		this.contextRunner.run((context) -> {
			List<String> ours = Arrays.stream(context.getBeanDefinitionNames())
				.filter((name) -> context.getType(name) != null
						&& context.getType(name).getName().startsWith("io.github.amqpreceiver."))
				.filter((name) -> !name.contains("."))
				.filter((name) -> !name.contains("neighboursTests"))
				.toList();
			assertThat(ours).isNotEmpty().allSatisfy((name) -> assertThat(name).startsWith("amqpReceiver"));
		});
	}

	@Configuration(proxyBeanMethods = false)
	static class Both {

		@AmqpListener(id = "ours", addresses = "orders", autoStartup = "false")
		void ours(String text) {
		}

		@RabbitListener(id = "theirs", queues = "orders", autoStartup = "false")
		void theirs(String text) {
		}

		@Bean
		AmqpConnectionFactory amqpConnectionFactory() {
			return new SingleAmqpConnectionFactory();
		}

		@Bean
		AmqpClient amqpClient(AmqpConnectionFactory connections) {
			return AmqpClient.create(connections);
		}

	}

}
