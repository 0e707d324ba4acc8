package io.github.amqpreceiver.testsupport;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link LedgerSender} with a broker that dies.
 */
class LedgerSenderIT {

	private final MessageLedger ledger = new MessageLedger("run");

	@Test
	void everythingIsAcceptedThroughAKillAndCuts(@TempDir Path journal) {
		try (ForkedBroker broker = ForkedBroker.artemis(journal).queues("orders").start();
				FaultyProxy proxy = FaultyProxy.to(broker.port());
				LedgerSender sender = sender(proxy.port())) {
			CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> sender.send(5_000, (i) -> "key"));
			await().until(() -> this.ledger.acceptedCount() > 500);
			proxy.cutWithReset();
			await().until(() -> this.ledger.acceptedCount() > 1_500);
			broker.kill9();
			broker.start();
			await().atMost(Duration.ofSeconds(30)).until(sending::isDone);
			sending.join();
			process(broker.port());
			assertThat(this.ledger.acceptedCount()).isEqualTo(5_000);
			assertThat(this.ledger.lost()).isEmpty();
			assertThat(this.ledger.duplicates()).isEmpty();
			assertThat(this.ledger.orderBreaks()).isEmpty();
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
