package io.github.amqpreceiver.boot.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import io.github.amqpreceiver.AmqpConnection;
import io.github.amqpreceiver.options.ConnectionOptions;
import io.github.amqpreceiver.options.ReceiverOptions;
import io.github.amqpreceiver.options.SessionOptions;
import io.github.amqpreceiver.spring.annotation.AmqpListener;
import io.github.amqpreceiver.spring.container.AmqpReceiverOptionsCustomizer;
import io.github.amqpreceiver.spring.container.AmqpSessionPolicy;
import io.github.amqpreceiver.spring.fake.FakeConnection;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;

/** What the application has to say about options goes last, in the order of its beans. */
class CustomizersTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AmqpReceiverAutoConfiguration.class));

	@Test
	void connectionCustomizersAreCalledInOrderAfterTheProperties() {
		this.contextRunner.withUserConfiguration(ForConnections.class)
			.withPropertyValues("amqp.receiver.container-id=of-properties", "amqp.receiver.host=one",
					"amqp.receiver.connections.second.host=two",
					"amqp.receiver.connections.second.container-id=of-properties-too")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBean(ForConnections.class).seen).containsExactlyInAnyOrder(
						"default: of-properties", "default: of-first", "second: of-properties-too", "second: of-first");
			});
	}

	@Test
	void receiverCustomizersAreCalledInOrderAfterTheSettings() {
		FakeConnection connection = new FakeConnection();
		this.contextRunner.withUserConfiguration(ForReceivers.class)
			.withBean("mine", AmqpConnection.class, () -> connection)
			.withPropertyValues("amqp.receiver.listeners.orders.prefetch=11")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBean(ForReceivers.class).seen).containsExactly("orders: 11", "orders: 21");
				assertThat(connection.receiver("orders").options.prefetch()).isEqualTo(22);
			});
	}

	@Test
	void sessionsAreAsThePolicyOfTheApplicationSays() {
		FakeConnection connection = new FakeConnection();
		SessionOptions small = SessionOptions.builder().incomingWindow(50).build();
		this.contextRunner.withUserConfiguration(ForReceivers.class)
			.withBean("mine", AmqpConnection.class, () -> connection)
			.withBean(AmqpSessionPolicy.class, () -> (listener, name) -> {
				assertThat(List.of(listener, name)).containsExactly("orders", "mine");
				return small;
			})
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(connection.sessions).containsExactly(small);
			});
	}

	@Configuration(proxyBeanMethods = false)
	static class ForConnections {

		private final List<String> seen = new ArrayList<>();

		@Bean
		@Order(2)
		AmqpReceiverConnectionOptionsCustomizer second() {
			return (name, options) -> note(name, options, "of-second");
		}

		@Bean
		@Order(1)
		AmqpReceiverConnectionOptionsCustomizer first() {
			return (name, options) -> note(name, options, "of-first");
		}

		private void note(String name, ConnectionOptions.Builder options, String id) {
			this.seen.add(name + ": " + options.build().containerId());
			options.containerId(id);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ForReceivers {

		private final List<String> seen = new ArrayList<>();

		@AmqpListener(id = "orders", addresses = "orders", prefetch = "3")
		void onOrder(String text) {
		}

		@Bean
		@Order(2)
		AmqpReceiverOptionsCustomizer second() {
			return (id, options) -> note(id, options, 22);
		}

		@Bean
		@Order(1)
		AmqpReceiverOptionsCustomizer first() {
			return (id, options) -> note(id, options, 21);
		}

		private void note(String id, ReceiverOptions.Builder options, int prefetch) {
			this.seen.add(id + ": " + options.build().prefetch());
			options.prefetch(prefetch);
		}

	}

}
