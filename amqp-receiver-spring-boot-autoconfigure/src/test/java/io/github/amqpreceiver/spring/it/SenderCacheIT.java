package io.github.amqpreceiver.spring.it;

import java.util.List;

import io.github.amqpreceiver.AmqpConnection;
import io.github.amqpreceiver.spring.annotation.AmqpListener;
import io.github.amqpreceiver.testsupport.EmbeddedArtemis;
import io.github.amqpreceiver.testsupport.ReferenceSender;
import io.github.amqpreceiver.testsupport.TestMessage;
import io.github.amqpreceiver.type.Symbol;
import org.apache.activemq.artemis.core.server.ServerProducer;
import org.junit.jupiter.api.Test;

import org.springframework.messaging.handler.annotation.SendTo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Replies at a broker that has no anonymous relay: a sender an address, and not too many.
 */
class SenderCacheIT {

	private static final int ADDRESSES = 40;

	private static final int MOST = 16;

	static class Replying {

		@AmqpListener("requests")
		@SendTo
		String on(String text) {
			return text.toUpperCase();
		}

	}

	private static List<String> producers(EmbeddedArtemis broker) {
		return broker.server()
			.getSessions()
			.stream()
			.flatMap((session) -> session.getServerProducers().stream())
			.map(ServerProducer::getAddress)
			.filter((address) -> address != null && address.startsWith("answers."))
			.sorted()
			.toList();
	}

	private static void request(EmbeddedArtemis broker, int from, int to) {
		try (ReferenceSender sender = ReferenceSender.open(broker.port(), "requests")) {
			for (int i = from; i < to; i++) {
				sender.send(TestMessage.text("text " + i).replyTo(address(i), "c" + i));
			}
		}
	}

	private static String address(int number) {
		return "answers.%02d".formatted(number);
	}

	private static void awaitHandled(EmbeddedArtemis broker) {
		await().until(() -> broker.messageCount("requests") == 0 && broker.deliveringCount("requests") == 0);
	}

	@Test
	void eachAddressHasOneSenderAndTheLeastUsedGoes() throws Exception {
		try (EmbeddedArtemis broker = EmbeddedArtemis.builder().queues("requests").start();
				WithoutRelay proxy = WithoutRelay.before(broker.port());
				ListenerApplication application = ListenerApplication.start(proxy.port(), List.of(Replying.class))) {
			request(broker, 0, 10);
			awaitHandled(broker);
			assertThat(application.bean(AmqpConnection.class).peer().offeredCapabilities())
				.doesNotContain(Symbol.valueOf("ANONYMOUS-RELAY"));
			List<String> first = producers(broker);
			assertThat(first).hasSize(10).startsWith(address(0)).endsWith(address(9));
			request(broker, 0, 10);
			awaitHandled(broker);
			assertThat(producers(broker)).as("used again").isEqualTo(first);
			request(broker, 10, ADDRESSES);
			awaitHandled(broker);
			await().untilAsserted(() -> assertThat(producers(broker)).hasSize(MOST));
			assertThat(producers(broker)).as("those that were used last")
				.startsWith(address(ADDRESSES - MOST))
				.endsWith(address(ADDRESSES - 1));
			for (int i = 0; i < ADDRESSES; i++) {
				assertThat(broker.messageCount(address(i))).as(address(i)).isEqualTo((i < 10) ? 2 : 1);
			}
			application.close();
			await().until(() -> producers(broker).isEmpty());
		}
	}

}
