package io.github.amqpreceiver.boot.restart;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import io.github.amqpreceiver.testsupport.EmbeddedArtemis;
import io.github.amqpreceiver.testsupport.ReferenceSender;
import io.github.amqpreceiver.testsupport.Resources;
import io.github.amqpreceiver.testsupport.TestMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.DefaultResourceLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A context that is closed and started again in one JVM, as devtools restart it. */
class RestartIT {

	private static final Duration LONG = Duration.ofSeconds(30);

	private final EmbeddedArtemis broker = EmbeddedArtemis.builder().queues("restarted", "restarted.batch").start();

	@AfterEach
	void stop() {
		this.broker.close();
	}

	@Test
	void everyRoundReceivesWithItsOwnClassesAndLeavesNothingBehind() throws Exception {
		round(0);
		Resources first = Resources.now().whateverTheBrokerRuns();
		round(1);
		round(2);
		Resources.assertBackTo(first, LONG);
	}

	private void round(int number) throws Exception {
		RestartLoader loader = new RestartLoader();
		Class<?> type = loader.loadClass(RestartedApplication.class.getName());
		try (ConfigurableApplicationContext context = run(loader, type)) {
			@SuppressWarnings("unchecked")
			Supplier<List<String>> application = (Supplier<List<String>>) context.getBean(type);
			await().atMost(LONG)
				.until(() -> this.broker.consumerCount("restarted") == 1
						&& this.broker.consumerCount("restarted.batch") == 1);
			send("restarted", number);
			send("restarted.batch", number);
			await().atMost(LONG)
				.untilAsserted(() -> assertThat(application.get()).containsExactlyInAnyOrder("started orders",
						"started batches", "order " + number, "batch " + number));
		}
		await().atMost(LONG).until(() -> this.broker.connectionCount() == 0);
		// sooner than idle threads end by themselves
		await().atMost(Duration.ofSeconds(8)).untilAsserted(() -> assertThat(threadsOf(loader)).isEmpty());
	}

	/** On a thread that belongs to the application, as its main thread does. */
	private ConfigurableApplicationContext run(RestartLoader loader, Class<?> type) {
		SpringApplication application = new SpringApplicationBuilder(new DefaultResourceLoader(loader), type)
			.web(WebApplicationType.NONE)
			.build();
		CompletableFuture<ConfigurableApplicationContext> started = new CompletableFuture<>();
		Thread main = new Thread(() -> {
			try {
				started.complete(application.run("--amqp.receiver.port=" + this.broker.port(),
						"--spring.main.banner-mode=off", "--spring.docker.compose.enabled=false"));
			}
			catch (RuntimeException ex) {
				started.completeExceptionally(ex);
			}
		}, "restartedMain");
		main.setContextClassLoader(loader);
		main.start();
		return started.join();
	}

	private void send(String queue, int number) {
		try (ReferenceSender sender = ReferenceSender.open(this.broker.port(), queue)) {
			sender.send(TestMessage.text("{\"id\":\"" + number + "\"}"));
		}
	}

	/** Of ours: other libraries have threads that stay with the first application. */
	private static List<String> threadsOf(ClassLoader loader) {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getContextClassLoader() == loader)
			.map(Thread::getName)
			.filter((name) -> name.startsWith("amqp-receiver"))
			.toList();
	}

}
