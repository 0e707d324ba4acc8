package io.github.amqpreceiver.testsupport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ReferenceSender} and {@link ReferenceReceiver}.
 */
class ReferenceClientTests {

	private static EmbeddedArtemis broker;

	@BeforeAll
	static void start() {
		broker = EmbeddedArtemis.builder().start();
	}

	@AfterAll
	static void stop() {
		broker.close();
	}

	@Test
	void carriesBodiesOfEveryKind() {
		List<BodySection> bodies = roundTrip("kinds", TestMessage.data(new byte[] { 1 }, new byte[] { 2, 3 }),
				TestMessage.sequence(List.of("a", 1), List.of(true)), TestMessage.value("text"),
				TestMessage.value(null))
			.stream()
			.flatMap((message) -> message.body().stream())
			.toList();
		assertThat(bodies).hasSize(6);
		assertThat(((BodySection.Data) bodies.get(1)).bytes()).containsExactly(2, 3);
		assertThat(bodies.get(2)).isEqualTo(new BodySection.Sequence(List.of("a", 1)));
		assertThat(bodies.get(3)).isEqualTo(new BodySection.Sequence(List.of(true)));
		assertThat(bodies.get(4)).isEqualTo(new BodySection.Value("text"));
		assertThat(bodies.get(5)).isEqualTo(new BodySection.Value(null));
	}

	@Test
	void carriesTheSectionsRoundTheBody() {
		MessageView message = roundTrip("sections",
				TestMessage.text("hello")
					.id("id-1")
					.groupId("g")
					.subject("s")
					.contentType("text/plain")
					.replyTo("answers", "c-1")
					.property("colour", "red")
					.annotation("x-opt-shade", "dark")
					.footer("sum", 42))
			.get(0);
		assertThat(message.text()).isEqualTo("hello");
		assertThat(message.durable()).isTrue();
		assertThat(message.deliveryCount()).isZero();
		assertThat(message.messageId()).isEqualTo("id-1");
		assertThat(message.properties()).containsEntry("group-id", "g")
			.containsEntry("subject", "s")
			.containsEntry("content-type", "text/plain")
			.containsEntry("reply-to", "answers")
			.containsEntry("correlation-id", "c-1");
		assertThat(message.applicationProperties()).containsEntry("colour", "red");
		assertThat(message.annotations()).containsEntry("x-opt-shade", "dark");
		assertThat(message.footer()).containsEntry("sum", 42);
	}

	@Test
	void sendsManyMessagesWithoutWaitingForEach() {
		List<Object> accepted = new ArrayList<>();
		try (ReferenceClient client = ReferenceClient.connect(broker.port())) {
			client.sender("many")
				.sendAll(5_000, (i) -> TestMessage.text("x").id(i + ""), (message) -> accepted.add(message.id()));
			assertThat(accepted).hasSize(5_000).startsWith("0", "1").endsWith("4999");
			assertThat(client.receiver("many").takeAll()).extracting(MessageView::messageId)
				.containsExactlyElementsOf(accepted);
		}
	}

	@Test
	void browsingLeavesTheMessagesWhereTheyAre() {
		try (ReferenceClient client = ReferenceClient.connect(broker.port())) {
			client.sender("browsed").send(TestMessage.text("stay"));
			assertThat(client.browser("browsed").takeAll()).hasSize(1);
			assertThat(broker.messageCount("browsed")).isEqualTo(1);
		}
	}

	@Test
	void releasedMessageComesBackWithoutHavingFailed() {
		try (ReferenceClient client = ReferenceClient.connect(broker.port())) {
			client.sender("released").send(TestMessage.text("again"));
			ReferenceReceiver receiver = client.receiver("released");
			ReferenceDelivery delivery = receiver.receive(Duration.ofSeconds(5));
			assertThat(delivery).isNotNull();
			delivery.release();
			ReferenceDelivery again = receiver.receive(Duration.ofSeconds(5));
			assertThat(again).isNotNull();
			assertThat(again.message().deliveryCount()).isZero();
			again.accept();
			assertThat(receiver.receive(Duration.ofMillis(50))).isNull();
		}
	}

	private static List<MessageView> roundTrip(String queue, TestMessage... messages) {
		try (ReferenceClient client = ReferenceClient.connect(broker.port())) {
			ReferenceSender sender = client.sender(queue);
			for (TestMessage message : messages) {
				sender.send(message);
			}
			return client.receiver(queue).takeAll();
		}
	}

}
