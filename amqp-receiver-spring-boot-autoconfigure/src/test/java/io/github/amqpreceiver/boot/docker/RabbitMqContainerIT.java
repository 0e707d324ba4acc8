package io.github.amqpreceiver.boot.docker;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.rabbitmq.RabbitMQContainer;

import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

@Testcontainers(disabledWithoutDocker = true)
@TestPropertySource(properties = "queue=/queues/orders")
class RabbitMqContainerIT extends ContainerStory {

	@Container
	@ServiceConnection
	static final RabbitMQContainer broker = new RabbitMQContainer("rabbitmq:4-management").withAdminUser("shop")
		.withAdminPassword("for tests");

	/** RabbitMQ makes no queue for a link that attaches. */
	@BeforeAll
	static void declareQueue() throws Exception {
		String user = broker.getAdminUsername() + ":" + broker.getAdminPassword();
		HttpRequest request = HttpRequest.newBuilder(URI.create(broker.getHttpUrl() + "/api/queues/%2F/orders"))
			.header("Authorization",
					"Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)))
			.header("Content-Type", "application/json")
			.PUT(BodyPublishers.ofString("{\"durable\": true, \"arguments\": {\"x-queue-type\": \"quorum\"}}"))
			.build();
		assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode()).isBetween(200, 204);
	}

}
