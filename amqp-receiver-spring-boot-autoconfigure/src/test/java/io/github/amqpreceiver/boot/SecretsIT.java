package io.github.amqpreceiver.boot;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;

import io.github.amqpreceiver.AmqpConnection;
import io.github.amqpreceiver.auth.Credentials;
import io.github.amqpreceiver.boot.autoconfigure.AmqpReceiverConnectionDetails;
import io.github.amqpreceiver.boot.autoconfigure.AmqpReceiverConnectionOptionsCustomizer;
import io.github.amqpreceiver.boot.autoconfigure.AmqpReceiverProperties;
import io.github.amqpreceiver.options.ConnectionOptions;
import io.github.amqpreceiver.spring.annotation.AmqpListener;
import io.github.amqpreceiver.spring.container.AmqpListenerRegistry;
import io.github.amqpreceiver.testsupport.EmbeddedArtemis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A password is in no log, no endpoint, no exception and no text of an object. */
@ExtendWith(OutputCaptureExtension.class)
class SecretsIT {

	private static final Duration LONG = Duration.ofSeconds(30);

	private static final String CANARY = "canary-9f2c";

	@ParameterizedTest
	@ValueSource(
			strings = { "amqp.receiver.sasl.mechanisms=PLAIN", "amqp.receiver.sasl.mechanisms=SCRAM-SHA-256,PLAIN" })
	void passwordThatIsAcceptedIsNowhere(String mechanisms, CapturedOutput output) {
		try (EmbeddedArtemis broker = EmbeddedArtemis.builder().user("ann", CANARY).queues("orders").start();
				ReceiverScene scene = start(broker, mechanisms)) {
			await().atMost(LONG).until(() -> broker.consumerCount("orders") == 1);
			assertNowhere(scene);
		}
		assertThat(output.getAll()).contains("TRACE").doesNotContain(CANARY);
	}

	@Test
	void passwordThatIsRefusedIsNowhere(CapturedOutput output) {
		try (EmbeddedArtemis broker = EmbeddedArtemis.builder().user("ann", "another").queues("orders").start();
				ReceiverScene scene = start(broker, "amqp.receiver.trace=true")) {
			AmqpConnection connection = scene.bean(AmqpConnection.class);
			await().atMost(LONG).until(() -> connection.lastError() != null);
			assertThat(connection.lastError()).hasMessageContaining("ann").message().doesNotContain(CANARY);
			assertThat(connection.lastError())
				.satisfies((error) -> assertThat(stackTrace(error)).doesNotContain(CANARY));
			assertNowhere(scene);
		}
		assertThat(output.getAll()).doesNotContain(CANARY);
	}

	private static ReceiverScene start(EmbeddedArtemis broker, String more) {
		return ReceiverScene.start(broker, Application.class, "amqp.receiver.username=ann",
				"amqp.receiver.password=" + CANARY, more, "logging.level.root=debug",
				"logging.level.io.github.amqpreceiver=trace", "debug=true");
	}

	private static void assertNowhere(ReceiverScene scene) {
		for (String path : List.of("env", "env/amqp.receiver.password", "configprops", "configprops/amqp.receiver",
				"amqpreceivers", "amqpreceivers/orders", "amqpreceivers/orders/frames", "health", "beans", "conditions",
				"metrics", "prometheus", "loggers")) {
			assertThat(scene.getText("/actuator/" + path)).as(path).satisfies((answer) -> {
				assertThat(answer.getStatusCode().value()).isIn(200, 503);
				assertThat(answer.getBody()).isNotEmpty().doesNotContain(CANARY);
			});
		}
		ConnectionOptions options = scene.bean(Application.class).options.build();
		assertThat(((Credentials.UsernamePassword) options.credentials()).password().get()).isEqualTo(CANARY);
		for (Object told : List.of(options, options.credentials(), scene.bean(AmqpReceiverProperties.class),
				scene.bean(AmqpReceiverConnectionDetails.class), scene.bean(AmqpConnection.class),
				scene.bean(AmqpListenerRegistry.class).container("orders").settings())) {
			assertThat(told.toString()).doesNotContain(CANARY);
		}
	}

	private static String stackTrace(Throwable error) {
		StringWriter text = new StringWriter();
		error.printStackTrace(new PrintWriter(text));
		return text.toString();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		private ConnectionOptions.Builder options;

		@AmqpListener(id = "orders", addresses = "orders")
		void onOrder(String text) {
		}

		@Bean
		AmqpReceiverConnectionOptionsCustomizer keep() {
			return (name, builder) -> this.options = builder;
		}

	}

}
