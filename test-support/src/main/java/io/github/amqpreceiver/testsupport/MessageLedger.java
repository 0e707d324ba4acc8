package io.github.amqpreceiver.testsupport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/**
 * Tells whether messages were lost, came twice or out of order. It hands out the ids; the
 * sender tells it what the broker accepted, the handler under test what it processed.
 * Safe for use by any thread, and made for millions of ids: 13 bytes each.
 *
 * @since 0.1.0
 */
public final class MessageLedger {

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition change = this.lock.newCondition();

	private final LedgerRows rows = new LedgerRows();

	private final Map<String, Integer> keys = new HashMap<>();

	private final List<String> keyNames = new ArrayList<>();

	private final List<int[]> keyProgress = new ArrayList<>();

	private final List<OrderBreak> orderBreaks = new ArrayList<>();

	private final List<String> strangers = new ArrayList<>();

	private final Set<String> excused = new HashSet<>();

	private final String prefix;

	private long accepted;

	private long processed;

	private long distinct;

	private long outstanding;

	/**
	 * A ledger whose ids begin with a name, so that messages of another run are told from
	 * its own.
	 * @param name the name
	 */
	public MessageLedger(String name) {
		this.prefix = name + "-";
	}

	/**
	 * Enters a message that is about to be sent.
	 * @param key the key within which order counts; the same for all if there is one link
	 * @return the id to send it with
	 */
	public String enter(String key) {
		return locked(() -> {
			int keyIndex = this.keys.computeIfAbsent(key, this::newKey);
			int row = this.rows.add(keyIndex, ++this.keyProgress.get(keyIndex)[0]);
			return this.prefix + row;
		});
	}

	private int newKey(String key) {
		this.keyNames.add(key);
		// The last number that was sent, and the highest that was processed.
		this.keyProgress.add(new int[2]);
		return this.keyNames.size() - 1;
	}

	/**
	 * Records that the broker accepted a message: from now on it must not be lost.
	 * @param id its id
	 */
	public void accepted(String id) {
		locked(() -> {
			int row = row(id);
			if (!this.rows.accepted(row)) {
				this.rows.setAccepted(row);
				this.accepted++;
				if (this.rows.processed(row) == 0) {
					this.outstanding++;
				}
			}
			return id;
		});
	}

	/**
	 * Records that a message may be in the broker twice, because its sender did not hear
	 * what became of it and sends it again. If it is processed twice that is nobody's
	 * fault.
	 * @param id its id
	 */
	public void sentAgain(String id) {
		locked(() -> {
			this.rows.setSentAgain(row(id));
			return id;
		});
	}

	/**
	 * Records that a message was processed.
	 * @param id its id
	 * @param redelivered whether it said of itself that it may have come before
	 */
	public void processed(String id, boolean redelivered) {
		locked(() -> {
			this.processed++;
			int row = row(id);
			if (row < 0) {
				this.strangers.add(id);
				return id;
			}
			if (this.rows.addProcessed(row) == 1) {
				this.distinct++;
				if (this.rows.accepted(row)) {
					this.outstanding--;
				}
				checkOrder(id, row, redelivered);
			}
			this.change.signalAll();
			return id;
		});
	}

	private void checkOrder(String id, int row, boolean redelivered) {
		int key = this.rows.key(row);
		int number = this.rows.number(row);
		int[] progress = this.keyProgress.get(key);
		if (number > progress[1]) {
			progress[1] = number;
		}
		else if (!redelivered && !this.rows.sentAgain(row)) {
			this.orderBreaks.add(new OrderBreak(id, this.keyNames.get(key), number, progress[1]));
		}
	}

	/**
	 * Records a fault: what was not settled when it happened may be processed again.
	 * @param unsettled the ids
	 */
	public void fault(Collection<String> unsettled) {
		locked(() -> this.excused.addAll(unsettled));
	}

	/**
	 * Messages that were accepted and never processed.
	 * @return their ids
	 */
	public List<String> lost() {
		return ids((row) -> this.rows.accepted(row) && this.rows.processed(row) == 0);
	}

	/**
	 * Messages that were processed more than once although they were sent once.
	 * @return their ids
	 */
	public List<String> duplicates() {
		return ids((row) -> this.rows.processed(row) > 1 && !this.rows.sentAgain(row));
	}

	/**
	 * Those {@link #duplicates()} that no {@linkplain #fault(Collection) fault} excuses.
	 * @return their ids
	 */
	public List<String> unexcusedDuplicates() {
		return locked(() -> duplicates().stream().filter((id) -> !this.excused.contains(id)).toList());
	}

	/**
	 * Messages that were processed for the first time after a later one of their key, and
	 * that were not redelivered.
	 * @return the breaks as they happened
	 */
	public List<OrderBreak> orderBreaks() {
		return locked(() -> List.copyOf(this.orderBreaks));
	}

	/**
	 * Ids that were processed and that this ledger never gave out.
	 * @return the ids
	 */
	public List<String> strangers() {
		return locked(() -> List.copyOf(this.strangers));
	}

	/**
	 * How often a message was processed.
	 * @param id its id
	 * @return the count
	 */
	public int timesProcessed(String id) {
		return locked(() -> this.rows.processed(row(id)));
	}

	/**
	 * Messages that the broker accepted.
	 * @return their number
	 */
	public long acceptedCount() {
		return locked(() -> this.accepted);
	}

	/**
	 * How often any message was processed.
	 * @return the count, duplicates included
	 */
	public long processedCount() {
		return locked(() -> this.processed);
	}

	/**
	 * Different messages that were processed.
	 * @return the count, duplicates not included
	 */
	public long distinctCount() {
		return locked(() -> this.distinct);
	}

	/**
	 * Waits until everything that was accepted has been processed.
	 * @param timeout how long to wait
	 * @return whether it has
	 */
	public boolean awaitNothingOutstanding(Duration timeout) {
		return await(timeout, () -> this.outstanding == 0);
	}

	/**
	 * Waits until so many different messages have been processed.
	 * @param count how many
	 * @param timeout how long to wait
	 * @return whether they have
	 */
	public boolean awaitDistinct(long count, Duration timeout) {
		return await(timeout, () -> this.distinct >= count);
	}

	private boolean await(Duration timeout, BooleanSupplier condition) {
		return locked(() -> Attempt.call("wait for messages", () -> {
			long left = timeout.toNanos();
			while (!condition.getAsBoolean() && left > 0) {
				left = this.change.awaitNanos(left);
			}
			return condition.getAsBoolean();
		}));
	}

	private List<String> ids(IntPredicate condition) {
		return locked(() -> {
			List<String> ids = new ArrayList<>();
			for (int row = 0; row < this.rows.size(); row++) {
				if (condition.test(row)) {
					ids.add(this.prefix + row);
				}
			}
			return ids;
		});
	}

	private int row(String id) {
		if (!id.startsWith(this.prefix)) {
			return -1;
		}
		int row = Integer.parseInt(id, this.prefix.length(), id.length(), 10);
		return (row < this.rows.size()) ? row : -1;
	}

	private <T> T locked(Supplier<T> action) {
		this.lock.lock();
		try {
			return action.get();
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public String toString() {
		return acceptedCount() + " accepted, " + processedCount() + " processed, " + lost().size() + " lost, "
				+ duplicates().size() + " duplicates, " + orderBreaks().size() + " order breaks";
	}

}
