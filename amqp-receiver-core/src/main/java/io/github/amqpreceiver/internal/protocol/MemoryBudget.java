package io.github.amqpreceiver.internal.protocol;

/**
 * The bytes of messages that a connection holds; touched only on its event loop. It
 * bounds them hard, and tells links how much credit is prudent before that.
 */
final class MemoryBudget {

	private final long limit;

	private long held;

	MemoryBudget(long limit) {
		this.limit = limit;
	}

	/**
	 * Holds bytes, if there is room.
	 * @param bytes how many
	 * @return whether there was room
	 */
	boolean hold(long bytes) {
		if (bytes > this.limit - this.held) {
			return false;
		}
		this.held += bytes;
		return true;
	}

	void free(long bytes) {
		this.held -= bytes;
		assert this.held >= 0 : "more bytes were freed than held";
	}

	/**
	 * How many further messages of a size are prudent: as many as fit in half of what is
	 * left, and always one, so that a link is never starved (I2).
	 * @param averageSize the size that messages had lately, in bytes
	 * @return messages, at least one
	 */
	int prudent(int averageSize) {
		long left = (this.limit - this.held) >> 1;
		return (int) Math.max(1, Math.min(Integer.MAX_VALUE, left / Math.max(1, averageSize)));
	}

	long held() {
		return this.held;
	}

}
