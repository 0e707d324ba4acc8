package io.github.amqpreceiver.spring.it;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.message.MessageHeader;
import io.github.amqpreceiver.message.MessageProperties;
import io.github.amqpreceiver.message.ReceivedMessage;
import io.github.amqpreceiver.spring.annotation.AmqpListener;
import io.github.amqpreceiver.spring.convert.AmqpHeaders;
import io.github.amqpreceiver.testsupport.TestMessage;
import io.github.amqpreceiver.type.Symbol;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Headers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a method may take, from a broker. */
class ArgumentsIT {

	@RegisterExtension
	final ListenerScene scene = new ListenerScene();

	record Order(String id, @Min(1) int amount) {
	}

	static class Recording {

		final List<Object> seen = new CopyOnWriteArrayList<>();

		void see(Object what) {
			this.seen.add(what);
		}

	}

	private void awaitSeen(Recording listener, Object... what) {
		await().untilAsserted(() -> assertThat(listener.seen).containsExactly(what));
		this.scene.awaitEmpty(this.scene.queue());
	}

	static class Everything extends Recording {

		@AmqpListener("${queue}")
		void on(Order order, @Header("tenant") String tenant, @Header(AmqpHeaders.SUBJECT) String subject,
				@Header(name = "x-opt-part", required = false) Integer part, @Header("absent") Optional<String> absent,
				@Header(name = "given", defaultValue = "${queue}") String given, @Headers Map<String, Object> headers,
				MessageHeaders messageHeaders, Delivery delivery, ReceivedMessage message, MessageProperties properties,
				MessageHeader header) {
			see(order);
			see(tenant + subject + part + absent + given);
			see(headers.get("tenant") + (String) messageHeaders.get(AmqpHeaders.SUBJECT));
			see(delivery.address() + message.messageAnnotations().get(Symbol.valueOf("x-opt-part")));
			see(properties.groupId() + header.durable());
		}

	}

	@Test
	void headersAndSectionsBesideThePayload() {
		Everything listener = this.scene.start(Everything.class);
		this.scene.send(TestMessage.text("{\"id\":\"a\",\"amount\":1}")
			.contentType("application/json")
			.property("tenant", "t")
			.subject("s")
			.groupId("g")
			.durable(true)
			.annotation("x-opt-part", 7));
		String queue = this.scene.queue();
		awaitSeen(listener, new Order("a", 1), "ts7Optional.empty" + queue, "ts", queue + "7", "gtrue");
	}

	static class SpringMessages extends Recording {

		@AmqpListener("${queue}")
		void on(Message<List<Order>> message) {
			see(message.getPayload().get(1).amount());
			see(message.getHeaders().get(AmqpHeaders.MESSAGE_ID));
		}

	}

	@Test
	void aSpringMessageWithAGenericPayload() {
		SpringMessages listener = this.scene.start(SpringMessages.class);
		this.scene.send(TestMessage.text("[{\"id\":\"a\",\"amount\":1},{\"id\":\"b\",\"amount\":2}]").id("m1"));
		awaitSeen(listener, 2, "m1");
	}

	static class Values extends Recording {

		@AmqpListener("${queue}.record")
		void record(Order order) {
			see(order);
		}

		@AmqpListener("${queue}.list")
		void list(List<Long> numbers) {
			see(numbers);
		}

		@AmqpListener("${queue}.map")
		void map(Map<String, Integer> map) {
			see(map);
		}

		@AmqpListener("${queue}.number")
		void number(int number) {
			see(number);
		}

		@AmqpListener("${queue}.any")
		void any(Object any) {
			see(any);
		}

	}

	@Test
	void amqpValuesBecomeJavaTypes() {
		Values listener = this.scene.start(Values.class);
		String queue = this.scene.queue();
		this.scene.sendTo(queue + ".record", TestMessage.value(Map.of("id", "v", "amount", 3)));
		this.scene.sendTo(queue + ".list", TestMessage.value(List.of(1, 2)));
		this.scene.sendTo(queue + ".map", TestMessage.value(Map.of("a", 1)));
		this.scene.sendTo(queue + ".number", TestMessage.value("42"));
		this.scene.sendTo(queue + ".any", TestMessage.sequence(List.of("x", 1)));
		await().untilAsserted(() -> assertThat(listener.seen).containsExactlyInAnyOrder(new Order("v", 3),
				List.of(1L, 2L), Map.of("a", 1), 42, List.of("x", 1)));
	}

	static class Streams extends Recording {

		@AmqpListener(addresses = "${queue}", maxMessageSize = "32MB")
		void on(InputStream body) throws IOException {
			long sum = 0;
			byte[] part = new byte[8192];
			for (int read = body.read(part); read >= 0; read = body.read(part)) {
				for (int i = 0; i < read; i++) {
					sum += part[i];
				}
			}
			see(sum);
		}

	}

	@Test
	void aLargeBodyAsAStream() {
		Streams listener = this.scene.start(Streams.class);
		byte[] section = new byte[10 * 1024 * 1024];
		java.util.Arrays.fill(section, (byte) 1);
		this.scene.send(TestMessage.data(section, section));
		awaitSeen(listener, 2L * section.length);
	}

	static class Validated extends Recording {

		@AmqpListener("limited.validated")
		void on(@Valid Order order) {
			see(order);
		}

	}

	@Test
	void whatIsNotValidIsRejectedOnceAndTheNextIsTaken() {
		Validated listener = this.scene.start(Validated.class);
		this.scene.sendTo("limited.validated", TestMessage.text("{\"id\":\"a\",\"amount\":0}").id("invalid"),
				TestMessage.text("{\"id\":\"b\",\"amount\":1}"));
		await().until(() -> this.scene.dead("invalid").size() == 1);
		assertThat(this.scene.dead("invalid").get(0).deliveryCount()).as("no attempt was counted").isZero();
		await().untilAsserted(() -> assertThat(listener.seen).containsExactly(new Order("b", 1)));
	}

	static class Texts extends Recording {

		@AmqpListener("${queue}")
		void on(String text) {
			see(text);
		}

	}

	@Test
	void theCharsetOfTheContentTypeCounts() {
		Texts listener = this.scene.start(Texts.class);
		this.scene.send(TestMessage.data("grün".getBytes(StandardCharsets.ISO_8859_1))
			.contentType("text/plain; charset=iso-8859-1"), TestMessage.value("wert"));
		awaitSeen(listener, "grün", "wert");
	}

}
