package io.github.amqpreceiver.boot.test.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.error.Conditions;
import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.message.MessageProperties;
import io.github.amqpreceiver.message.ReceivedMessage;
import io.github.amqpreceiver.spring.annotation.AmqpListener;
import io.github.amqpreceiver.spring.convert.AmqpHeaders;
import io.github.amqpreceiver.spring.settle.AmqpAcknowledgment;
import io.github.amqpreceiver.test.AmqpPeer;
import io.github.amqpreceiver.test.PeerDelivery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Headers;
import org.springframework.messaging.handler.annotation.SendTo;
import org.springframework.test.context.ContextConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Texts that are no UTF-8, and keys that come twice, are found by whoever reads them:
 * however a method does, the message is rejected with the reason, and the method is not
 * called. Who does not read them is not bothered.
 */
@AmqpReceiverTest(listeners = UnreadableMessagesTests.Listeners.class)
@ContextConfiguration(classes = UnreadableMessagesTests.Listeners.class)
class UnreadableMessagesTests {

	/** {@code "\xC3("}, whose first byte asks for a second one. */
	private static final String NO_UTF8 = "a102c328";

	private static final String DATA = "005375a00178";

	@Autowired
	private AmqpPeer peer;

	@Autowired
	private Listeners listeners;

	private static byte[] message(String flaw) {
		String hex = switch (flaw) {
			case "body" -> "005377" + NO_UTF8;
			// subject, the fourth field
			case "subject" -> "005373" + list(4, "404040" + NO_UTF8) + DATA;
			case "message-id" -> "005373" + list(1, NO_UTF8) + DATA;
			case "group-id" -> "005373" + list(11, "40".repeat(10) + NO_UTF8) + DATA;
			case "reply-to" -> "005373" + list(5, "40404040" + NO_UTF8) + DATA;
			case "content-type" -> "005373" + list(7, "40".repeat(6) + "a302c328") + DATA;
			case "property" -> "005374" + map(2, "a1016b" + NO_UTF8) + DATA;
			case "property-name" -> "005374" + map(2, NO_UTF8 + "a1016b") + DATA;
			case "property-twice" -> "005374" + map(4, "a1016ba10161a1016ba10162") + DATA;
			case "annotation" -> "005372" + map(2, "a3016b" + NO_UTF8) + DATA;
			case "annotation-twice" -> "005372" + map(4, "a3016ba10161a3016ba10162") + DATA;
			default -> throw new IllegalArgumentException(flaw);
		};
		return HexFormat.of().parseHex(hex);
	}

	private static String list(int count, String elements) {
		return "c0%02x%02x%s".formatted(elements.length() / 2 + 1, count, elements);
	}

	private static String map(int count, String elements) {
		return "c1%02x%02x%s".formatted(elements.length() / 2 + 1, count, elements);
	}

	@ParameterizedTest
	@CsvSource({ "text,body", "object,body", "stream,body", "message,body", "received,body", "typed,body",
			"message,subject", "message,property", "message,property-twice", "message,annotation",
			"message,annotation-twice", "headers,property", "headers,property-name", "headers,property-twice",
			"headers,annotation", "headers,annotation-twice", "headers,subject", "header,property", "header,annotation",
			"header,annotation-twice", "subject,subject", "properties,subject", "spring,property", "ordered,group-id",
			"answering,reply-to", "typed,content-type", "retrying,property", "recovering,property", "batch,property",
			"manual,property", "expiring,message-id" })
	void whoReadsWhatCannotBeReadHasItRejectedOnceAndUncalled(String listener, String flaw) {
		int before = this.listeners.called.size();
		ErrorCondition error = this.peer.deliverEncoded(listener, message(flaw)).awaitRejected();
		assertThat(error).isNotNull();
		assertThat(error.condition()).isEqualTo(Conditions.DECODE_ERROR);
		assertThat(error.description()).containsAnyOf("UTF-8", "equal keys", "ASCII").doesNotContain("\u00c3");
		assertThat(this.listeners.called).hasSize(before);
	}

	@ParameterizedTest
	@CsvSource({ "bytes,subject", "bytes,message-id", "bytes,group-id", "bytes,property", "bytes,property-twice",
			"bytes,annotation-twice", "header,subject", "subject,property", "ordered,property",
			// one property is looked for, and the first of that name is it
			"header,property-twice" })
	void whoDoesNotReadItIsNotBothered(String listener, String flaw) {
		this.peer.deliverEncoded(listener, message(flaw)).awaitAccepted();
		this.listeners.called.clear();
	}

	@Test
	void othersInTheBatchAreHandled() {
		List<PeerDelivery> good = List.of(this.peer.deliverText("batch", "1"), this.peer.deliverText("batch", "2"));
		this.peer.deliverEncoded("batch", message("property")).awaitRejected(Conditions.DECODE_ERROR);
		good.forEach(PeerDelivery::awaitAccepted);
		this.listeners.called.clear();
	}

	static class Listeners {

		final List<Object> called = new CopyOnWriteArrayList<>();

		record Order(String id) {
		}

		@AmqpListener("text")
		void text(String text) {
			this.called.add(text);
		}

		@AmqpListener("object")
		void object(Object any) {
			this.called.add(any);
		}

		@AmqpListener("typed")
		void typed(Order order) {
			this.called.add(order);
		}

		@AmqpListener("stream")
		void stream(InputStream body) throws IOException {
			this.called.add(new String(body.readAllBytes(), StandardCharsets.UTF_8));
		}

		@AmqpListener("bytes")
		void bytes(byte[] body) {
			this.called.add(body);
		}

		@AmqpListener("message")
		void message(Message<Object> message) {
			this.called.add(message);
		}

		@AmqpListener("received")
		void received(ReceivedMessage message) {
			this.called.add(message.bodyText());
		}

		@AmqpListener("headers")
		void headers(byte[] body, @Headers Map<String, Object> headers) {
			this.called.add(headers);
		}

		@AmqpListener("spring")
		void spring(byte[] body, MessageHeaders headers) {
			this.called.add(headers);
		}

		@AmqpListener("header")
		void header(byte[] body, @Header(name = "k", required = false) String value) {
			this.called.add(body);
		}

		@AmqpListener("subject")
		void subject(byte[] body, @Header(name = AmqpHeaders.SUBJECT, required = false) String subject) {
			this.called.add(body);
		}

		@AmqpListener("properties")
		void properties(byte[] body, MessageProperties properties) {
			this.called.add(String.valueOf(properties.subject()));
		}

		@AmqpListener(addresses = "ordered", orderBy = "group-id", concurrency = "4")
		void ordered(byte[] body, @Header(name = AmqpHeaders.GROUP_ID, required = false) String group) {
			this.called.add(body);
		}

		@AmqpListener("answering")
		@SendTo
		String answering(byte[] body) {
			return "answer";
		}

		@AmqpListener(addresses = "retrying", retries = "3")
		void retrying(byte[] body, @Header(name = "k", required = false) String value) {
			this.called.add(body);
		}

		@AmqpListener(addresses = "recovering", recoverTo = "elsewhere")
		void recovering(byte[] body, @Header(name = "k", required = false) String value) {
			this.called.add(body);
		}

		@AmqpListener(addresses = "batch", batch = "true", batchSize = "3", batchTimeout = "50ms")
		void batch(List<String> bodies, @Header(name = "k", required = false) List<String> values) {
			this.called.add(bodies);
		}

		@AmqpListener(addresses = "manual", ackMode = "MANUAL")
		void manual(byte[] body, AmqpAcknowledgment acknowledgment,
				@Header(name = "k", required = false) String value) {
			this.called.add(body);
			acknowledgment.accept();
		}

		@AmqpListener(addresses = "expiring", expiredOutcome = "rejected")
		Outcome expiring(byte[] body) {
			this.called.add(body);
			return Outcome.accepted();
		}

	}

}
