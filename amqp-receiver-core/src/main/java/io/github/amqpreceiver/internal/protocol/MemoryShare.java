package io.github.amqpreceiver.internal.protocol;

/**
 * What one receiving link holds of its connection's memory; touched only on the event
 * loop. Where there are other links, one that holds more than its even share of a quarter
 * of the limit leaves that quarter to those that hold less: a link that keeps its
 * messages never keeps memory from another.
 */
final class MemoryShare {

	private final MemoryBudget budget;

	private long held;

	private boolean counted;

	MemoryShare(MemoryBudget budget) {
		this.budget = budget;
	}

	/** The link is attached, and counts among those that memory is shared by. */
	void begin() {
		if (!this.counted) {
			this.counted = true;
			this.budget.joined();
		}
	}

	/**
	 * Holds bytes, if there is room for this link.
	 * @param bytes how many
	 * @return whether there was room
	 */
	boolean hold(long bytes) {
		if (!this.budget.hold(bytes, this.held)) {
			return false;
		}
		this.held += bytes;
		return true;
	}

	void free(long bytes) {
		this.held -= bytes;
		this.budget.free(bytes);
	}

	/** The link is over, and all that it held was freed. */
	void end() {
		if (this.counted) {
			this.counted = false;
			this.budget.left();
		}
	}

}
