package io.github.amqpreceiver.spring.it;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

import io.cloudevents.CloudEvent;
import io.github.amqpreceiver.spring.annotation.AmqpListener;
import io.github.amqpreceiver.testsupport.TestMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** CloudEvents in the AMQP binding, from a broker. */
class CloudEventsIT {

	@RegisterExtension
	final ListenerScene scene = new ListenerScene();

	static class Events {

		final List<CloudEvent> seen = new CopyOnWriteArrayList<>();

		@AmqpListener("${queue}")
		void on(CloudEvent event) {
			this.seen.add(event);
		}

	}

	private CloudEvent receive(TestMessage message) {
		Events events = this.scene.start(Events.class);
		this.scene.send(message);
		await().until(() -> events.seen.size() == 1);
		this.scene.awaitEmpty(this.scene.queue());
		return events.seen.get(0);
	}

	private static String data(CloudEvent event) {
		return new String(Objects.requireNonNull(event.getData()).toBytes(), StandardCharsets.UTF_8);
	}

	@Test
	void binaryMode() {
		CloudEvent event = receive(TestMessage.text("{\"id\":1}")
			.contentType("application/json")
			.property("cloudEvents:specversion", "1.0")
			.property("cloudEvents:id", "e1")
			.property("cloudEvents:source", "/orders")
			.property("cloudEvents:type", "created")
			.property("cloudEvents:time", "2026-01-02T03:04:05Z")
			.property("cloudEvents:tenant", "t"));
		assertThat(event.getId()).isEqualTo("e1");
		assertThat(event.getSource()).hasToString("/orders");
		assertThat(event.getType()).isEqualTo("created");
		assertThat(event.getTime()).hasToString("2026-01-02T03:04:05Z");
		assertThat(event.getExtension("tenant")).isEqualTo("t");
		assertThat(event.getDataContentType()).isEqualTo("application/json");
		assertThat(data(event)).isEqualTo("{\"id\":1}");
	}

	@Test
	void structuredMode() {
		CloudEvent event = receive(TestMessage.text("""
				{"specversion":"1.0","id":"e2","source":"/orders","type":"paid","tenant":"t",
				 "datacontenttype":"application/json","data":{"id":2}}""")
			.contentType("application/cloudevents+json; charset=utf-8"));
		assertThat(event.getId()).isEqualTo("e2");
		assertThat(event.getType()).isEqualTo("paid");
		assertThat(event.getExtension("tenant")).isEqualTo("t");
		assertThat(data(event)).isEqualTo("{\"id\":2}");
	}

	@Test
	void structuredModeWithBinaryData() {
		CloudEvent event = receive(TestMessage.text("""
				{"specversion":"1.0","id":"e3","source":"/","type":"raw","data_base64":"aGk="}""")
			.contentType("application/cloudevents+json"));
		assertThat(data(event)).isEqualTo("hi");
	}

	static class Limited {

		@AmqpListener("limited.events")
		void on(CloudEvent event) {
		}

	}

	@Test
	void whatIsNoCloudEventIsRejected() {
		this.scene.start(Limited.class);
		this.scene.sendTo("limited.events", TestMessage.text("x").id("no-event"));
		await().until(() -> this.scene.dead("no-event").size() == 1);
	}

}
