package io.github.amqpreceiver.spring.container;

import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.message.OutgoingMessage;
import io.github.amqpreceiver.spring.annotation.AmqpListener;
import io.github.amqpreceiver.spring.fake.ListenerContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** A failed message is one line that says all that is needed to look for it. */
class FailureLogTests {

	private final ListenerContext listeners = ListenerContext.create();

	private final Logger logger = (Logger) LoggerFactory.getLogger(AmqpListenerContainer.class);

	private final ListAppender<ILoggingEvent> events = new ListAppender<>();

	@BeforeEach
	void listen() {
		this.events.start();
		this.logger.addAppender(this.events);
	}

	@AfterEach
	void close() {
		this.listeners.close();
		this.logger.detachAppender(this.events);
		this.logger.setLevel(null);
	}

	static class Payments {

		@AmqpListener(addresses = "payments", id = "payments", failureOutcome = "released", maxDeliveries = "3")
		void on(String text) {
			throw new IllegalStateException("declined\nfor now", new IllegalArgumentException("card 7"));
		}

		@AmqpListener(addresses = "numbers", id = "numbers")
		void number(int number) {
		}

		@AmqpListener(addresses = "parked", id = "parked", recoverTo = "parking")
		void parked(String text) {
			throw new IllegalStateException("no");
		}

	}

	private List<ILoggingEvent> warnings() {
		return this.events.list.stream().filter((event) -> event.getLevel() == Level.WARN).toList();
	}

	private String onlyWarning() {
		assertThat(warnings()).hasSize(1).allSatisfy((event) -> assertThat(event.getThrowableProxy()).isNull());
		return warnings().get(0).getFormattedMessage();
	}

	@Test
	void aFailureNamesListenerMessageExceptionAndOutcomeInOneLine() {
		this.listeners.start(new Payments());
		this.listeners.receiver("payments").deliver(OutgoingMessage.text("x").messageId("p-17").build());
		assertThat(onlyWarning()).isEqualTo(
				"[payments/default/link] Message 'p-17' failed: " + "java.lang.IllegalStateException: declined for now "
						+ "(caused by java.lang.IllegalArgumentException: card 7); released");
	}

	@Test
	void theStackTraceIsThereAtDebug() {
		this.logger.setLevel(Level.DEBUG);
		this.listeners.start(new Payments());
		this.listeners.receiver("payments").deliver(OutgoingMessage.text("x").build());
		assertThat(onlyWarning()).contains("Message without message-id failed");
		assertThat(this.events.list).filteredOn((event) -> event.getThrowableProxy() != null)
			.singleElement()
			.satisfies((event) -> assertThat(event.getLevel()).isEqualTo(Level.DEBUG));
	}

	@Test
	void poisonAndExhaustedMessagesAreOneLineToo() {
		this.listeners.start(new Payments());
		this.listeners.receiver("numbers").deliver(OutgoingMessage.text("x").messageId(7L).build());
		assertThat(onlyWarning()).startsWith("[numbers/default/link] Message '7' cannot be handled: ")
			.endsWith("; rejected");
		this.events.list.clear();
		this.listeners.receiver("payments")
			.deliver(OutgoingMessage.text("x")
				.messageId("often\n" + "x".repeat(1_000))
				.header(new io.github.amqpreceiver.message.MessageHeader(true, 4, null, false, 3))
				.build());
		assertThat(onlyWarning()).startsWith("[payments/default/link] Message 'often xxx")
			.endsWith("…' was not handled: Delivery failed 3 times, max-deliveries is 3; rejected")
			.doesNotContain("\n");
	}

	@Test
	void aRecoveryIsPartOfTheLine() {
		this.listeners.start(new Payments());
		this.listeners.receiver("parked").deliver(OutgoingMessage.text("x").messageId("1").build());
		assertThat(onlyWarning()).endsWith("IllegalStateException: no; accepted, for it was recovered");
		this.events.list.clear();
		this.listeners.connection.answer = Outcome.rejected();
		this.listeners.receiver("parked").deliver(OutgoingMessage.text("x").messageId("1").build());
		assertThat(onlyWarning()).contains("; modified-failed, for its recovery failed: ", "'parking' did not accept");
	}

}
