package io.github.amqpreceiver.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import io.github.amqpreceiver.AmqpConnection;
import io.github.amqpreceiver.MessageReceiver;
import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.options.ConnectionOptions;
import io.github.amqpreceiver.options.ReceiverOptions;
import io.github.amqpreceiver.testsupport.EmbeddedArtemis;
import io.github.amqpreceiver.testsupport.ReferenceSender;
import io.github.amqpreceiver.testsupport.TestMessage;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The code that the README has for those without Spring, as it stands there. */
class ReadmeIT {

	private final List<String> shipped = new CopyOnWriteArrayList<>();

	private void ship(String order) {
		this.shipped.add(order);
	}

	AmqpConnection receive(String host, int port) {
		AmqpConnection connection = AmqpConnection.create(ConnectionOptions.builder(host, port).build());
		MessageReceiver receiver = connection.session()
			.receiver(ReceiverOptions.builder("orders").prefetch(100).build(), MessageHandler.accepting((delivery) -> {
				ship(delivery.message().bodyText());
			}));
		receiver.open();
		return connection;
	}

	@Test
	void theReceiverGetsItsMessages() {
		try (EmbeddedArtemis artemis = EmbeddedArtemis.builder().queues("orders").start()) {
			AmqpConnection connection = receive("127.0.0.1", artemis.port());
			try (ReferenceSender sender = ReferenceSender.open(artemis.port(), "orders")) {
				sender.sendAll(2, (i) -> TestMessage.text("order " + i));
			}
			await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
				assertThat(this.shipped).containsExactly("order 0", "order 1");
				assertThat(artemis.messageCount("orders")).isZero();
			});
			connection.close().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
		}
	}

	@Test
	void theCodeIsThatOfTheReadme() throws IOException {
		String readme = Files.readString(Path.of("..", "README.md"));
		String section = readme.substring(readme.indexOf("## Without Spring"));
		int start = section.indexOf("```java") + "```java".length();
		String code = section.substring(start, section.indexOf("```", start));
		String own = Files.readString(Path.of("src/test/java", ReadmeIT.class.getName().replace('.', '/') + ".java"));
		assertThat(code).isNotBlank();
		assertThat(withoutSpace(own)).contains(withoutSpace(code));
	}

	private static String withoutSpace(String code) {
		return code.replaceAll("\\s+", "");
	}

}
