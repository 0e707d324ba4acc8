package io.github.amqpreceiver.testsupport;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LedgerSender}.
 */
class LedgerSenderTests {

	private final MessageLedger ledger = new MessageLedger("run");

	@Test
	void everythingIsAcceptedInOrderWhenNothingHappens() {
		try (EmbeddedArtemis broker = EmbeddedArtemis.builder().queues("orders").start();
				LedgerSender sender = sender(broker.port())) {
			sender.send(2_000, (i) -> "key-" + i % 3);
			process(broker.port());
			assertThat(this.ledger).hasToString("2000 accepted, 2000 processed, 0 lost, 0 duplicates, 0 order breaks");
		}
	}

	private LedgerSender sender(int port) {
		return new LedgerSender(this.ledger, port, "orders", Duration.ofSeconds(30));
	}

	private void process(int port) {
		try (ReferenceReceiver receiver = ReferenceReceiver.open(port, "orders")) {
			receiver.takeAll().forEach((message) -> this.ledger.processed(message.text(), message.deliveryCount() > 0));
		}
	}

}
