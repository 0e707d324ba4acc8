package io.github.amqpreceiver.boot;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;

import io.github.amqpreceiver.boot.autoconfigure.AmqpReceiverAutoConfiguration;
import io.github.amqpreceiver.boot.autoconfigure.health.AmqpReceiverHealthContributorAutoConfiguration;
import io.github.amqpreceiver.boot.health.AmqpReceiverHealthContributor;
import io.github.amqpreceiver.event.ReceiverState;
import io.github.amqpreceiver.event.ReceiverStatus;
import io.github.amqpreceiver.spring.annotation.AmqpListener;
import io.github.amqpreceiver.spring.container.AmqpListenerRegistry;
import io.github.amqpreceiver.testsupport.EmbeddedArtemis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.awaitility.Awaitility.await;

/** What a user sees who gets the broker, the password or the queue wrong. */
@ExtendWith(OutputCaptureExtension.class)
class WrongInputIT {

	private static final Duration LONG = Duration.ofSeconds(20);

	@Test
	void absentBrokerDoesNotKeepTheApplicationFromStarting() throws IOException {
		try (ConfigurableApplicationContext context = application().run("--amqp.receiver.port=" + closedPort())) {
			await().atMost(LONG).until(() -> health(context).getDetails().containsKey("lastError"));
			assertThat(health(context).getStatus()).isEqualTo(Status.DOWN);
			assertThat(health(context).getDetails().get("lastError").toString()).contains("localhost");
		}
	}

	@Test
	void absentBrokerFailsTheStartWhereThatIsWanted(CapturedOutput output) throws IOException {
		int port = closedPort();
		assertThatException().isThrownBy(
				() -> application().run("--amqp.receiver.port=" + port, "--amqp.receiver.recovery.fail-fast=true"));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("The AMQP broker could not be used, and amqp.receiver.recovery.fail-fast is true:")
			.contains("localhost:" + port)
			.contains("Check amqp.receiver.uri (or host and port) and whether the broker runs");
	}

	@Test
	void wrongPasswordFailsTheStartWhereThatIsWantedAndIsNotShown(CapturedOutput output) {
		try (EmbeddedArtemis broker = EmbeddedArtemis.builder().user("orders", "right").queues("orders").start()) {
			assertThatException().isThrownBy(
					() -> application().run("--amqp.receiver.port=" + broker.port(), "--amqp.receiver.username=orders",
							"--amqp.receiver.password=wr0ng", "--amqp.receiver.recovery.fail-fast=true"));
		}
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("Check amqp.receiver.username and amqp.receiver.password, and what the broker allows this user.")
			.doesNotContain("wr0ng");
	}

	@Test
	void wrongPasswordIsToldByHealth(CapturedOutput output) {
		try (EmbeddedArtemis broker = EmbeddedArtemis.builder().user("orders", "right").queues("orders").start();
				ConfigurableApplicationContext context = application().run("--amqp.receiver.port=" + broker.port(),
						"--amqp.receiver.username=orders", "--amqp.receiver.password=wr0ng")) {
			await().atMost(LONG).until(() -> status(context).state() == ReceiverState.ERROR);
			assertThat(health(context).getStatus()).isEqualTo(Status.DOWN);
			assertThat(health(context).getDetails()).containsKeys("lastError", "since");
		}
		assertThat(output).doesNotContain("wr0ng");
	}

	@Test
	void refusedQueueIsToldByHealthWithItsCondition() {
		try (EmbeddedArtemis broker = EmbeddedArtemis.builder()
			.user("orders", "right")
			.queues("orders")
			.refuseConsumersOf("orders")
			.start();
				ConfigurableApplicationContext context = application().run("--amqp.receiver.port=" + broker.port(),
						"--amqp.receiver.username=orders", "--amqp.receiver.password=right")) {
			await().atMost(LONG)
				.until(() -> "amqp:unauthorized-access".equals(health(context).getDetails().get("lastErrorCondition")));
			assertThat(health(context).getStatus()).isEqualTo(Status.DOWN);
			assertThat(health(context).getDetails().get("lastError").toString()).contains("orders");
		}
	}

	private static SpringApplicationBuilder application() {
		return new SpringApplicationBuilder(Listening.class).web(WebApplicationType.NONE)
			.properties("spring.main.banner-mode=off");
	}

	private static Health health(ConfigurableApplicationContext context) {
		CompositeHealthContributor listeners = (CompositeHealthContributor) context
			.getBean(AmqpReceiverHealthContributor.class)
			.getContributor("listeners");
		return ((HealthIndicator) listeners.getContributor("orders")).health();
	}

	private static ReceiverStatus status(ConfigurableApplicationContext context) {
		return context.getBean(AmqpListenerRegistry.class).container("orders").status().get(0);
	}

	private static int closedPort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ AmqpReceiverAutoConfiguration.class,
			AmqpReceiverHealthContributorAutoConfiguration.class })
	static class Listening {

		@AmqpListener(id = "orders", addresses = "orders")
		void onOrder(String text) {
		}

	}

}
