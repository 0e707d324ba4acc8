package io.github.amqpreceiver.testsupport;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MessageLedger}.
 */
class MessageLedgerTests {

	private final MessageLedger ledger = new MessageLedger("run");

	@Test
	void acceptedAndNotProcessedIsLost() {
		String first = accept("k");
		String second = accept("k");
		this.ledger.enter("k");
		this.ledger.processed(first, false);
		assertThat(this.ledger.lost()).containsExactly(second);
		assertThat(this.ledger).hasToString("2 accepted, 1 processed, 1 lost, 0 duplicates, 0 order breaks");
	}

	@Test
	void processedBeforeTheSenderHeardOfItIsNotLost() {
		String id = this.ledger.enter("k");
		this.ledger.processed(id, false);
		this.ledger.accepted(id);
		assertThat(this.ledger.lost()).isEmpty();
		assertThat(this.ledger.awaitNothingOutstanding(Duration.ZERO)).isTrue();
	}

	@Test
	void processedTwiceIsADuplicateUnlessItWasSentTwice() {
		String duplicate = accept("k");
		String sentTwice = accept("k");
		this.ledger.sentAgain(sentTwice);
		for (String id : List.of(duplicate, sentTwice, duplicate, sentTwice)) {
			this.ledger.processed(id, false);
		}
		assertThat(this.ledger.duplicates()).containsExactly(duplicate);
		assertThat(this.ledger.timesProcessed(duplicate)).isEqualTo(2);
		assertThat(this.ledger.processedCount()).isEqualTo(4);
		assertThat(this.ledger.distinctCount()).isEqualTo(2);
	}

	@Test
	void faultExcusesDuplicatesOfWhatWasUnsettled() {
		String unsettled = accept("k");
		String settled = accept("k");
		for (String id : List.of(unsettled, settled, unsettled, settled)) {
			this.ledger.processed(id, true);
		}
		this.ledger.fault(List.of(unsettled));
		assertThat(this.ledger.unexcusedDuplicates()).containsExactly(settled);
	}

	@Test
	void laterBeforeEarlierOfTheSameKeyBreaksTheOrder() {
		String first = accept("k");
		accept("other");
		String second = accept("k");
		this.ledger.processed(second, false);
		this.ledger.processed(first, false);
		assertThat(this.ledger.orderBreaks()).containsExactly(new OrderBreak(first, "k", 1, 2));
	}

	@Test
	void redeliveredAndOtherKeysDoNotBreakTheOrder() {
		String first = accept("a");
		String other = accept("b");
		String second = accept("a");
		this.ledger.processed(other, false);
		this.ledger.processed(second, false);
		this.ledger.processed(first, true);
		this.ledger.processed(second, false);
		assertThat(this.ledger.orderBreaks()).isEmpty();
	}

	@Test
	void knowsItsOwnIds() {
		accept("k");
		this.ledger.processed("elsewhere-0", false);
		this.ledger.processed("run-7", false);
		assertThat(this.ledger.strangers()).containsExactly("elsewhere-0", "run-7");
	}

	@Test
	void waitsForWhatIsOutstanding() {
		String id = accept("k");
		assertThat(this.ledger.awaitNothingOutstanding(Duration.ofMillis(20))).isFalse();
		CompletableFuture<Void> handler = CompletableFuture.runAsync(() -> this.ledger.processed(id, false));
		assertThat(this.ledger.awaitNothingOutstanding(Duration.ofSeconds(10))).isTrue();
		assertThat(this.ledger.awaitDistinct(1, Duration.ZERO)).isTrue();
		handler.join();
	}

	@Test
	void handlesTwoMillionIdsOfManyThreads() {
		CompletableFuture<?>[] threads = new CompletableFuture<?>[4];
		for (int thread = 0; thread < threads.length; thread++) {
			String key = "k" + thread;
			threads[thread] = CompletableFuture.runAsync(() -> {
				for (int i = 0; i < 500_000; i++) {
					this.ledger.processed(accept(key), false);
				}
			});
		}
		CompletableFuture.allOf(threads).join();
		assertThat(this.ledger)
			.hasToString("2000000 accepted, 2000000 processed, 0 lost, 0 duplicates, 0 order breaks");
	}

	private String accept(String key) {
		String id = this.ledger.enter(key);
		this.ledger.accepted(id);
		return id;
	}

}
