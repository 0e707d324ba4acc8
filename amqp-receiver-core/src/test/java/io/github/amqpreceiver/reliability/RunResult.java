package io.github.amqpreceiver.reliability;

import java.util.List;
import java.util.function.ToLongFunction;

import io.github.amqpreceiver.testsupport.MessageLedger;
import io.github.amqpreceiver.testsupport.OrderBreak;

/**
 * What came of a run.
 *
 * @param size what was asked for
 * @param ledger every message
 * @param strikes every fault
 * @param samples the throughput
 * @param took milliseconds until the last message was settled
 * @param losses how many messages were processed at each loss of the connection or link
 * @param linkLosses how often the link was lost while its connection lived
 */
record RunResult(RunSize size, MessageLedger ledger, List<Strike> strikes, List<Throughput.Sample> samples, long took,
		List<Long> losses, long linkLosses) {

	/**
	 * Messages that came after later ones though no connection was lost shortly before. A
	 * broker may return what an old connection held while the new one already receives,
	 * and it does not count what never left it whole as a failed delivery: those are
	 * redeliveries too, within twice the prefetch of the loss.
	 */
	List<OrderBreak> orderBreaks() {
		return this.ledger.orderBreaks().stream().filter((late) -> !afterLoss(late)).toList();
	}

	private boolean afterLoss(OrderBreak late) {
		return this.losses.stream().anyMatch((loss) -> Math.abs(late.number() - loss) <= 2 * LedgerRun.PREFETCH);
	}

	/** Half-open connections, from the last byte to the loss. */
	long longestDetection() {
		return this.strikes.stream()
			.filter((strike) -> strike.fault() == Fault.HALF_OPEN || strike.fault() == Fault.DEAF)
			.mapToLong((strike) -> strike.noticed() - strike.at())
			.max()
			.orElse(0);
	}

	/** Recovery times of connections that were lost, a percentile of them. */
	long recovery(boolean kills, int percent) {
		return percentile(this.strikes.stream()
			.filter((strike) -> strike.attached() >= 0 && (strike.fault() == Fault.KILL) == kills)
			.toList(), Strike::recovery, percent);
	}

	private static long percentile(List<Strike> strikes, ToLongFunction<Strike> value, int percent) {
		long[] sorted = strikes.stream().mapToLong(value).sorted().toArray();
		return (sorted.length == 0) ? 0 : sorted[(int) Math.ceil(percent / 100.0 * sorted.length) - 1];
	}

}
