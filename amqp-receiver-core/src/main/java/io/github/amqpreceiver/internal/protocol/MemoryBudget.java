package io.github.amqpreceiver.internal.protocol;

/**
 * The bytes of messages that a connection holds; touched only on its event loop. It
 * bounds them hard, and tells links how much credit is prudent before that.
 */
final class MemoryBudget {

	private final long limit;

	private long held;

	private int links;

	MemoryBudget(long limit) {
		this.limit = limit;
	}

	/** Another link holds messages. */
	void joined() {
		this.links++;
	}

	/** A link is over. */
	void left() {
		this.links--;
	}

	/**
	 * Holds bytes of a link, if there is room for it.
	 * @param bytes how many
	 * @param ofLink how many the link holds already
	 * @return whether there was room
	 */
	boolean hold(long bytes, long ofLink) {
		long kept = (this.links > 1) ? this.limit >> 2 : 0;
		// A link below its even share of what is kept may have of it
		long room = this.limit - this.held - ((ofLink * this.links >= kept) ? kept : 0);
		if (bytes > room) {
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
