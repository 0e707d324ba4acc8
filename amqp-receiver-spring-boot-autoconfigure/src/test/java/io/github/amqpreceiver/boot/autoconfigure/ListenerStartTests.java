package io.github.amqpreceiver.boot.autoconfigure;

import io.github.amqpreceiver.spring.annotation.AmqpListener;
import io.github.amqpreceiver.spring.container.AmqpListenerRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What an application with listeners is told when it starts; no broker is dialled. */
@ExtendWith(OutputCaptureExtension.class)
class ListenerStartTests {

	private static ConfigurableApplicationContext start(Class<?> listener, String... properties) {
		return new SpringApplicationBuilder(Application.class, listener).web(WebApplicationType.NONE)
			.properties("amqp.receiver.listener.auto-startup=false", "spring.main.banner-mode=off")
			.properties(properties)
			.run();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

	static class Audit {

		@AmqpListener(id = "audit", addresses = "topic", subscription = "audit", durable = "true")
		void on(String text) {
		}

	}

	@Test
	void aDurableSubscriptionWantsAContainerIdThatIsKnownAgain(CapturedOutput output) {
		assertThatThrownBy(() -> start(Audit.class)).hasMessageContaining("Audit#on: durable is true but the container "
				+ "id is random, so that the broker would not know the subscription again; set "
				+ "amqp.receiver.container-id to a name that no other application uses");
		assertThat(output).contains("An AMQP listener is set up wrongly:", "Audit#on", "durable");
		try (ConfigurableApplicationContext context = start(Audit.class, "amqp.receiver.container-id=audit")) {
			assertThat(context.getBean(AmqpListenerRegistry.class).container("audit")).isNotNull();
		}
	}

	static class Many {

		@AmqpListener(id = "many", addresses = { "a", "b" }, concurrency = "20", consumers = "2")
		void on(String text) {
		}

	}

	@Test
	void moreHandlersThanThreadsAreTold(CapturedOutput output) {
		try (ConfigurableApplicationContext context = start(Many.class, "amqp.receiver.transport.handler-threads=16",
				"amqp.receiver.listeners.mani.prefetch=5")) {
			assertThat(output).contains("may handle 80 messages at once (concurrency), but there are 16 threads");
			assertThat(output)
				.contains("amqp.receiver.listeners.mani configures nothing: there is no listener of that id"
						+ ", there is [many]");
		}
	}

	@Test
	void eachContextOfAHierarchySpeaksForItself(CapturedOutput output) {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class, Many.class)
			.web(WebApplicationType.NONE)
			.properties("amqp.receiver.listener.auto-startup=false", "spring.main.banner-mode=off",
					"amqp.receiver.listeners.mani.prefetch=5", "spring.jmx.enabled=false")
			.child(Application.class)
			.web(WebApplicationType.NONE)
			.run()) {
			assertThat(context.getParent()).isNotNull();
			assertThat(output).containsOnlyOnce("there is no listener of that id, there is [many]");
		}
	}

	@Test
	void addressesOfAllListenersAreRefused() {
		assertThatThrownBy(() -> start(Many.class, "amqp.receiver.listener.addresses=a")).hasStackTraceContaining(
				"amqp.receiver.listener.addresses is '[a]': Each listener receives from addresses");
	}

	@Test
	void listenersAreThereWhereAllElseIsLazy() {
		try (ConfigurableApplicationContext context = start(Many.class, "spring.main.lazy-initialization=true")) {
			assertThat(context.getBeanFactory().containsSingleton(AmqpListenerRegistry.BEAN_NAME)).isTrue();
			assertThat(context.getBean(AmqpListenerRegistry.class).container("many")).isNotNull();
		}
	}

	@Lazy
	static class Sleeping extends Many {

	}

	@Test
	void aLazyBeanWithAListenerIsTold(CapturedOutput output) {
		try (ConfigurableApplicationContext context = start(Sleeping.class)) {
			assertThat(output).contains("Sleeping start when somebody asks for the bean", "which is lazy");
			assertThat(context.getBean(AmqpListenerRegistry.class).containers()).isEmpty();
			context.getBean(Sleeping.class);
			assertThat(context.getBean(AmqpListenerRegistry.class).container("many")).isNotNull();
		}
	}

}
