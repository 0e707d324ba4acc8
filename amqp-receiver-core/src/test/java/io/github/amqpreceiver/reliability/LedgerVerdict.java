package io.github.amqpreceiver.reliability;

import org.assertj.core.api.SoftAssertions;

/** What must hold after every run, whatever its size; stateless. */
final class LedgerVerdict {

	private LedgerVerdict() {
	}

	static void check(RunResult result) {
		SoftAssertions soft = new SoftAssertions();
		soft.assertThat(result.ledger().acceptedCount()).as("accepted").isEqualTo(result.size().messages());
		soft.assertThat(result.ledger().lost()).as("lost").isEmpty();
		soft.assertThat(result.ledger().strangers()).as("strangers").isEmpty();
		soft.assertThat(result.ledger().unexcusedDuplicates()).as("duplicates without a fault").isEmpty();
		soft.assertThat(result.orderBreaks()).as("order breaks").isEmpty();
		soft.assertThat(result.took()).as("duration").isLessThan(result.size().limit().toMillis());
		soft.assertThat(result.longestDetection())
			.as("half-open found")
			.isLessThan(LedgerRun.IDLE_TIMEOUT.toMillis() * 3 / 2);
		soft.assertThat(result.strikes())
			.filteredOn((strike) -> !strike.fault().cuts)
			.as("faults that are no reason to reconnect")
			.allMatch((strike) -> strike.noticed() < 0);
		soft.assertThat(result.linkLosses()).as("links lost though the connection lived").isZero();
		soft.assertAll();
	}

}
