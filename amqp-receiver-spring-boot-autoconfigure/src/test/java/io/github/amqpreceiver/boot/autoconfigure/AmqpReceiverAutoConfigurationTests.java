package io.github.amqpreceiver.boot.autoconfigure;

import java.util.Arrays;
import java.util.List;

import io.github.amqpreceiver.AmqpConnection;
import io.github.amqpreceiver.EventLoopResources;
import io.github.amqpreceiver.boot.actuate.endpoint.AmqpReceiversEndpoint;
import io.github.amqpreceiver.boot.autoconfigure.actuate.AmqpReceiversEndpointAutoConfiguration;
import io.github.amqpreceiver.boot.autoconfigure.health.AmqpReceiverHealthContributorAutoConfiguration;
import io.github.amqpreceiver.boot.autoconfigure.metrics.AmqpReceiverMetricsAutoConfiguration;
import io.github.amqpreceiver.boot.health.AmqpReceiverHealthContributor;
import io.github.amqpreceiver.boot.metrics.ConnectionMetricsCustomizer;
import io.github.amqpreceiver.boot.metrics.MicrometerListenerMetricsFactory;
import io.github.amqpreceiver.error.ConfigurationException;
import io.github.amqpreceiver.options.Address;
import io.github.amqpreceiver.options.ConnectionOptions;
import io.github.amqpreceiver.options.TransportOptions;
import io.github.amqpreceiver.spring.annotation.AmqpListener;
import io.github.amqpreceiver.spring.container.AmqpConnectionResolver;
import io.github.amqpreceiver.spring.container.AmqpListenerContainer;
import io.github.amqpreceiver.spring.container.AmqpListenerContainerFactory;
import io.github.amqpreceiver.spring.container.AmqpListenerRegistry;
import io.github.amqpreceiver.spring.convert.JsonCodec;
import io.github.amqpreceiver.spring.endpoint.CallSettings;
import io.github.amqpreceiver.spring.endpoint.LinkSettings;
import io.github.amqpreceiver.spring.observe.ListenerMetricsFactory;
import io.github.amqpreceiver.spring.observe.ListenerObservation;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;

@ExtendWith(OutputCaptureExtension.class)
class AmqpReceiverAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, JacksonAutoConfiguration.class,
				AmqpReceiverAutoConfiguration.class, AmqpReceiversEndpointAutoConfiguration.class,
				AmqpReceiverHealthContributorAutoConfiguration.class, AmqpReceiverMetricsAutoConfiguration.class));

	@Test
	void autoConfigurationMakesItsBeansWithoutListenerAndWithoutBroker() {
		this.contextRunner.run((context) -> {
			assertThat(context).hasSingleBean(AmqpConnection.class)
				.hasSingleBean(AmqpConnectionResolver.class)
				.hasSingleBean(AmqpListenerContainerFactory.class)
				.hasSingleBean(AmqpListenerRegistry.class)
				.hasSingleBean(JsonCodec.class)
				.hasSingleBean(AmqpReceiverHealthContributor.class);
			assertThat(context.getBean(AmqpConnection.class).isOpen()).isFalse();
			assertThat(context.getBean(AmqpListenerRegistry.class).containers()).isEmpty();
		});
	}

	@Test
	void allBeanNamesBeginWithTheSameStem() {
		this.contextRunner.withBean(SimpleMeterRegistry.class).run((context) -> {
			List<String> ours = Arrays.stream(context.getBeanDefinitionNames()).filter((name) -> {
				Class<?> type = context.getType(name);
				return type != null && type.getName().startsWith("io.github.amqpreceiver.");
			}).filter((name) -> !name.contains(".")).toList();
			assertThat(ours).hasSizeGreaterThan(10).allSatisfy((name) -> assertThat(name).startsWith("amqpReceiver"));
		});
	}

	@Test
	void listenersAreRegisteredWithTheSettingsOfTheProperties() {
		this.contextRunner.withUserConfiguration(Listening.class)
			.withPropertyValues("amqp.receiver.listener.prefetch=7", "amqp.receiver.listeners.orders.concurrency=3",
					"amqp.receiver.listeners.orders.auto-startup=false")
			.run((context) -> {
				AmqpListenerContainer container = context.getBean(AmqpListenerRegistry.class).container("orders");
				assertThat(container).isNotNull();
				assertThat(container.settings().get(LinkSettings.PREFETCH)).isEqualTo(7);
				assertThat(container.settings().get(CallSettings.CONCURRENCY)).isEqualTo(3);
				assertThat(container.connectionName()).isEqualTo("default");
				assertThat(container.condition()).isEqualTo(AmqpListenerContainer.Condition.NEVER_STARTED);
			});
	}

	@Test
	void autoConfigurationBacksOffWhenUserProvidesConnection() {
		AmqpConnection own = mock(AmqpConnection.class);
		this.contextRunner.withBean("mine", AmqpConnection.class, () -> own).run((context) -> {
			assertThat(context).hasSingleBean(AmqpConnection.class);
			AmqpConnectionResolver resolver = context.getBean(AmqpConnectionResolver.class);
			assertThat(resolver.connection(null)).isSameAs(own);
			assertThat(resolver.connection("mine")).isSameAs(own);
		});
	}

	@Test
	void autoConfigurationBacksOffWhenUserProvidesContainerFactory() {
		AmqpListenerContainerFactory own = mock(AmqpListenerContainerFactory.class);
		this.contextRunner
			.withBean(AmqpListenerContainerFactory.DEFAULT_BEAN_NAME, AmqpListenerContainerFactory.class, () -> own)
			.run((context) -> assertThat(context.getBean(AmqpListenerContainerFactory.class)).isSameAs(own));
	}

	@Test
	void autoConfigurationBacksOffWhenUserProvidesResolverAndCodecAndResources() {
		AmqpConnectionResolver resolver = mock(AmqpConnectionResolver.class);
		JsonCodec codec = mock(JsonCodec.class);
		this.contextRunner.withBean(AmqpConnectionResolver.class, () -> resolver)
			.withBean(JsonCodec.class, () -> codec)
			.withUserConfiguration(OwnResources.class)
			.run((context) -> {
				assertThat(context.getBean(AmqpConnectionResolver.class)).isSameAs(resolver);
				assertThat(context.getBean(JsonCodec.class)).isSameAs(codec);
				assertThat(context).hasSingleBean(EventLoopResources.class)
					.doesNotHaveBean("amqpReceiverEventLoopResources")
					.doesNotHaveBean(AmqpReceiverHealthContributor.class);
			});
	}

	@Test
	void connectionDetailsGoBeforeTheProperties() {
		ConnectionOptions[] seen = new ConnectionOptions[1];
		this.contextRunner.withPropertyValues("amqp.receiver.host=ignored")
			.withBean(AmqpReceiverConnectionDetails.class, () -> () -> List.of(new Address("given", 1234, false)))
			.withBean(AmqpReceiverConnectionOptionsCustomizer.class, () -> (name, options) -> seen[0] = options.build())
			.run((context) -> {
				assertThat(context).doesNotHaveBean(PropertiesAmqpReceiverConnectionDetails.class);
				assertThat(seen[0].addresses()).containsExactly(new Address("given", 1234, false));
			});
	}

	@Test
	void namedConnectionsStandBesideTheDefaultOne() {
		this.contextRunner
			.withPropertyValues("amqp.receiver.host=one", "amqp.receiver.connections.second.host=two",
					"amqp.receiver.connections.second.container-id=stable")
			.run((context) -> {
				AmqpReceiverConnections connections = context.getBean(AmqpReceiverConnections.class);
				assertThat(connections.all()).containsOnlyKeys("default", "second");
				assertThat(connections.nameOf(null)).isEqualTo("default");
				assertThat(connections.connection(null)).isSameAs(connections.connection("default"));
				assertThat(connections.all().get("default")).isSameAs(context.getBean(AmqpConnection.class));
				assertThat(connections.hasStableContainerId("second")).isTrue();
				assertThat(connections.hasStableContainerId(null)).isFalse();
			});
	}

	@Test
	void onlyNamedConnectionIsTheDefaultOne() {
		this.contextRunner.withPropertyValues("amqp.receiver.connections.second.host=two").run((context) -> {
			assertThat(context).doesNotHaveBean(AmqpConnection.class);
			assertThat(context.getBean(AmqpReceiverConnections.class).nameOf(null)).isEqualTo("second");
		});
	}

	@Test
	void severalNamedConnectionsMakeTheDefaultAmbiguous() {
		this.contextRunner
			.withPropertyValues("amqp.receiver.connections.a.host=one", "amqp.receiver.connections.b.host=two")
			.run((context) -> assertThatExceptionOfType(ConfigurationException.class)
				.isThrownBy(() -> context.getBean(AmqpReceiverConnections.class).connection(null))
				.withMessageContaining("[a, b]"));
		this.contextRunner.withUserConfiguration(Listening.class)
			.withPropertyValues("amqp.receiver.connections.a.host=one", "amqp.receiver.connections.b.host=two")
			.run((context) -> assertThat(context).hasFailed().getFailure().hasStackTraceContaining("[a, b]"));
	}

	@Test
	void contextStartsWithoutJackson() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(JsonMapper.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(JsonCodec.class));
	}

	@Test
	void contextStartsWithoutMicrometer() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("io.micrometer"))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(ListenerMetricsFactory.class)
				.doesNotHaveBean(ListenerObservation.class));
	}

	@Test
	void contextStartsWithoutActuator() {
		// by name, as an application gets them: conditions are then read before classes
		new ApplicationContextRunner().withUserConfiguration(Imported.class)
			.withClassLoader(
					new FilteredClassLoader("org.springframework.boot.actuate", "org.springframework.boot.health"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(AmqpListenerRegistry.class)
				.doesNotHaveBean("amqpReceiversEndpoint")
				.doesNotHaveBean("amqpReceiverHealthContributor"));
	}

	@Test
	void metersAreMadeWhereThereIsARegistry() {
		this.contextRunner.run((context) -> assertThat(context).doesNotHaveBean(ListenerMetricsFactory.class));
		this.contextRunner.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.run((context) -> assertThat(context).hasSingleBean(MicrometerListenerMetricsFactory.class)
				.hasSingleBean(ConnectionMetricsCustomizer.class));
	}

	@Test
	void messagesAreObservedWhereThereIsARegistry() {
		this.contextRunner.withBean(ObservationRegistry.class, ObservationRegistry::create)
			.run((context) -> assertThat(context).hasSingleBean(ListenerObservation.class));
	}

	@Test
	void healthCanBeSwitchedOff() {
		this.contextRunner.withPropertyValues("management.health.amqpreceiver.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(HealthContributor.class));
	}

	@Test
	void endpointIsThereWhenExposed() {
		this.contextRunner.run((context) -> assertThat(context).doesNotHaveBean(AmqpReceiversEndpoint.class));
		this.contextRunner.withPropertyValues("management.endpoints.web.exposure.include=amqpreceivers")
			.run((context) -> assertThat(context).hasSingleBean(AmqpReceiversEndpoint.class));
	}

	@Test
	void whatIsAllowedButDangerousIsToldAtEveryStart(CapturedOutput output) {
		this.contextRunner
			.withPropertyValues("amqp.receiver.uri=amqps://broker", "amqp.receiver.ssl.verify-hostname=false",
					"amqp.receiver.idle-timeout=0", "amqp.receiver.limits.in-flight-size=900GB")
			.run(AssertableApplicationContext::isRunning);
		assertThat(output).contains("amqp.receiver.ssl.verify-hostname is false")
			.contains("amqp.receiver.idle-timeout is 0")
			.contains("amqp.receiver.limits.in-flight-size is 921600 MB, more than half of the heap");
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnResources {

		@Bean
		EventLoopResources mine() {
			return EventLoopResources.create(TransportOptions.DEFAULT);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ SslAutoConfiguration.class, AmqpReceiverAutoConfiguration.class,
			AmqpReceiversEndpointAutoConfiguration.class, AmqpReceiverHealthContributorAutoConfiguration.class,
			AmqpReceiverMetricsAutoConfiguration.class })
	static class Imported {

	}

	@Configuration(proxyBeanMethods = false)
	static class Listening {

		@AmqpListener(id = "orders", addresses = "orders")
		void onOrder(String text) {
		}

	}

}
