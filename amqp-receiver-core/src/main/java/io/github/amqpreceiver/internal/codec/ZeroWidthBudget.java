package io.github.amqpreceiver.internal.codec;

/**
 * How many array elements without bytes a frame or message may still have. Owned by the
 * thread that decodes the frame or message; shared by all its readers, so that many small
 * arrays add up like one big one.
 */
public final class ZeroWidthBudget {

	private final int limit;

	private int left;

	/**
	 * Creates a full budget.
	 * @param limits where the number stands
	 */
	public ZeroWidthBudget(CodecLimits limits) {
		this.limit = limits.maxZeroWidthElements();
		this.left = this.limit;
	}

	void refill() {
		this.left = this.limit;
	}

	/**
	 * Takes elements from the budget.
	 * @param elements how many, unsigned 32 bits
	 * @return false if there are not so many left
	 */
	boolean spend(long elements) {
		if (elements > this.left) {
			return false;
		}
		this.left -= (int) elements;
		return true;
	}

	int limit() {
		return this.limit;
	}

}
