package io.github.amqpreceiver.boot.test.autoconfigure;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.amqpreceiver.boot.autoconfigure.AmqpReceiverAutoConfiguration;
import io.github.amqpreceiver.spring.annotation.AmqpListener;
import io.github.amqpreceiver.test.AmqpPeer;
import io.github.amqpreceiver.test.PeerDelivery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A handler that ends what calls it: it cannot finish before the end, and is left. */
class ClosingHandlerTests {

	private static final List<String> story = new CopyOnWriteArrayList<>();

	private final List<Throwable> uncaught = new CopyOnWriteArrayList<>();

	private final Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();

	@AfterEach
	void restore() {
		Thread.setDefaultUncaughtExceptionHandler(this.before);
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(AmqpReceiverAutoConfiguration.class)
	static class Application {

		private final ConfigurableApplicationContext context;

		Application(ConfigurableApplicationContext context) {
			this.context = context;
		}

		@AmqpListener("last-orders")
		void on(String text) {
			this.context.close();
			story.add("closed");
		}

	}

	@Test
	void contextThatIsClosedInAHandlerClosesAndTheMessageIsNotSettled() throws InterruptedException {
		Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> this.uncaught.add(failure));
		try (AmqpPeer peer = AmqpPeer.start();
				ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
					.web(WebApplicationType.NONE)
					.run("--spring.config.name=none", "--amqp.receiver.port=" + peer.address().port(),
							"--amqp.receiver.listener.shutdown-timeout=200ms")) {
			PeerDelivery delivery = peer.deliverText("last-orders", "x");
			await().until(() -> story.contains("closed"));
			Thread handler = Thread.getAllStackTraces()
				.keySet()
				.stream()
				.filter((thread) -> thread.getName().startsWith("amqp-receiver-handler"))
				.findFirst()
				.orElse(null);
			if (handler != null) {
				handler.join(10_000);
			}
			assertThat(context.isActive()).isFalse();
			assertThat(delivery.outcome().toCompletableFuture()).isNotDone();
			assertThat(this.uncaught).isEmpty();
		}
	}

}
