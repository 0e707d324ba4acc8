package io.github.amqpreceiver.spring.it;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.amqpreceiver.message.OutgoingMessage;
import io.github.amqpreceiver.spring.annotation.AmqpListener;
import io.github.amqpreceiver.spring.convert.AmqpHeaders;
import io.github.amqpreceiver.testsupport.MessageView;
import io.github.amqpreceiver.testsupport.ReferenceReceiver;
import io.github.amqpreceiver.testsupport.TestMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.SendTo;
import org.springframework.messaging.support.MessageBuilder;

import static org.assertj.core.api.Assertions.assertThat;

/** Results that are sent, and where they arrive. */
class RepliesIT {

	@RegisterExtension
	final ListenerScene scene = new ListenerScene();

	record Price(String id, long cents) {
	}

	static class Replying {

		@AmqpListener("${queue}")
		@SendTo
		Object any(String text) {
			return switch (text) {
				case "record" -> new Price("a", 5);
				case "message" -> OutgoingMessage.text("own").subject("s").correlationId("mine").build();
				case "spring" -> MessageBuilder.withPayload(7).setHeader(AmqpHeaders.SUBJECT, "spring").build();
				default -> text.toUpperCase();
			};
		}

		@AmqpListener("${queue}.to")
		@SendTo("${queue}.answers")
		Message<String> to(String text) {
			return MessageBuilder.withPayload(text).setHeader("tenant", "t").build();
		}

		@AmqpListener(addresses = "${queue}.setting", replyTo = "${queue}.answers")
		byte[] setting(String text) {
			return text.getBytes();
		}

	}

	private List<MessageView> answers(String address, int count) {
		try (ReferenceReceiver receiver = ReferenceReceiver.open(this.scene.port(), address)) {
			return receiver.take(count, Duration.ofSeconds(20));
		}
	}

	@Test
	void aReplyGoesToTheRequestsReplyToWithItsCorrelation() {
		this.scene.start(Replying.class);
		String answers = this.scene.queue() + ".answers";
		this.scene.send(TestMessage.text("hello").replyTo(answers, "c1"),
				TestMessage.text("by id").id("m1").with((message) -> message.replyTo(answers)),
				TestMessage.text("record").replyTo(answers, "c2"), TestMessage.text("message").replyTo(answers, "c3"),
				TestMessage.text("spring").replyTo(answers, "c4"));
		List<MessageView> replies = answers(answers, 5);
		assertThat(replies.get(0).text()).isEqualTo("HELLO");
		assertThat(replies).extracting((reply) -> reply.properties().get("correlation-id"))
			.containsExactly("c1", "m1", "c2", "mine", "c4");
		assertThat(replies.get(2).text()).isEqualTo("{\"id\":\"a\",\"cents\":5}");
		assertThat(replies.get(2).properties()).containsEntry("content-type", "application/json");
		assertThat(replies.get(3).properties()).containsEntry("subject", "s");
		assertThat(replies.get(4).properties()).containsEntry("subject", "spring");
		this.scene.awaitEmpty(this.scene.queue());
	}

	@Test
	void withoutAReplyToTheMethodOrTheSettingsSayWhere() {
		this.scene.start(Replying.class);
		this.scene.sendTo(this.scene.queue() + ".to", TestMessage.text("sent to"));
		List<MessageView> sentTo = answers(this.scene.queue() + ".answers", 1);
		assertThat(sentTo.get(0).text()).isEqualTo("sent to");
		assertThat(sentTo.get(0).applicationProperties()).isEqualTo(Map.of("tenant", "t"));
		this.scene.sendTo(this.scene.queue() + ".setting", TestMessage.text("by setting"));
		assertThat(answers(this.scene.queue() + ".answers", 1)).extracting(MessageView::text)
			.containsExactly("by setting");
	}

	@Test
	void oneAnonymousSenderServesAsManyAddressesAsRequestsName() {
		this.scene.start(Replying.class);
		int before = producers();
		for (int i = 0; i < 40; i++) {
			this.scene.send(TestMessage.text("x").replyTo(this.scene.queue() + ".answers." + i, "c" + i));
		}
		for (int i = 0; i < 40; i++) {
			assertThat(answers(this.scene.queue() + ".answers." + i, 1)).hasSize(1);
		}
		assertThat(producers() - before).as("senders that stayed open").isLessThanOrEqualTo(1);
		this.scene.awaitEmpty(this.scene.queue());
	}

	private int producers() {
		return this.scene.broker()
			.server()
			.getSessions()
			.stream()
			.mapToInt((session) -> session.getProducerCount())
			.sum();
	}

	static class Nowhere {

		final List<String> seen = new CopyOnWriteArrayList<>();

		@AmqpListener("limited.nowhere")
		@SendTo
		String on(String text) {
			this.seen.add(text);
			return text;
		}

	}

	@Test
	void aReplyThatHasNowhereToGoIsAFailureOfItsRequest() {
		Nowhere listener = this.scene.start(Nowhere.class);
		this.scene.sendTo("limited.nowhere", TestMessage.text("x").id("nowhere"));
		org.awaitility.Awaitility.await().until(() -> this.scene.dead("nowhere").size() == 1);
		assertThat(listener.seen).hasSize(3);
	}

}
