package io.github.amqpreceiver.boot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.amqpreceiver.testsupport.EmbeddedArtemis;
import io.github.amqpreceiver.testsupport.ReferenceSender;
import io.github.amqpreceiver.testsupport.TestMessage;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestClient;

/**
 * A whole application with its broker, and somebody who asks it over HTTP. The broker
 * outlives the application.
 */
final class ReceiverScene implements AutoCloseable {

	private final ConfigurableApplicationContext context;

	private final RestClient client;

	private final int brokerPort;

	private ReceiverScene(ConfigurableApplicationContext context, int brokerPort) {
		this.context = context;
		this.brokerPort = brokerPort;
		this.client = RestClient
			.create("http://localhost:" + context.getEnvironment().getProperty("local.server.port"));
	}

	static ReceiverScene start(EmbeddedArtemis broker, Class<?> application, String... properties) {
		return start(broker.port(), broker.port(), application, properties);
	}

	/** The receiver connects to a port that leads to the broker, or not. */
	static ReceiverScene start(int port, int brokerPort, Class<?> application, String... properties) {
		// by hand: the test slices switch tracing off
		List<String> arguments = new ArrayList<>(List.of("--server.port=0", "--amqp.receiver.port=" + port,
				"--amqp.receiver.recovery.max-delay=500ms", "--management.endpoints.web.exposure.include=*",
				"--management.endpoint.health.show-details=always",
				"--management.endpoint.health.group.readiness.include=readinessState,amqpReceiver",
				"--management.endpoint.health.probes.enabled=true", "--management.metrics.tags.region=north",
				"--management.health.rabbit.enabled=false", "--management.tracing.sampling.probability=1",
				"--spring.main.banner-mode=off", "--spring.docker.compose.enabled=false",
				"--management.opentelemetry.tracing.export.otlp.enabled=false",
				"--management.otlp.metrics.export.enabled=false"));
		for (String property : properties) {
			arguments.add("--" + property);
		}
		return new ReceiverScene(new SpringApplicationBuilder(application).run(arguments.toArray(new String[0])),
				brokerPort);
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	ConfigurableApplicationContext context() {
		return this.context;
	}

	void send(String queue, TestMessage... messages) {
		try (ReferenceSender sender = ReferenceSender.open(this.brokerPort, queue)) {
			List.of(messages).forEach(sender::send);
		}
	}

	int status(String path) {
		return getText(path).getStatusCode().value();
	}

	ResponseEntity<String> getText(String path) {
		return this.client.get().uri(path).retrieve().onStatus(HttpStatusCode::isError, (request, response) -> {
		}).toEntity(String.class);
	}

	Map<?, ?> getJson(String path) {
		return this.client.get()
			.uri(path)
			.accept(MediaType.APPLICATION_JSON)
			.retrieve()
			.onStatus(HttpStatusCode::isError, (request, response) -> {
			})
			.body(Map.class);
	}

	ResponseEntity<Map> post(String path, Map<String, ?> body) {
		return this.client.post()
			.uri(path)
			.contentType(MediaType.APPLICATION_JSON)
			.body(body)
			.retrieve()
			.onStatus(HttpStatusCode::isError, (request, response) -> {
			})
			.toEntity(Map.class);
	}

	/** The value at a path of names in nested maps; for a list, of its first element. */
	static Object at(Object json, String path) {
		Object found = json;
		for (String name : path.split("/")) {
			found = (found instanceof List<?> list) ? list.get(0) : found;
			found = (found instanceof Map<?, ?> map) ? map.get(name) : null;
		}
		return found;
	}

	@Override
	public void close() {
		this.context.close();
	}

}
