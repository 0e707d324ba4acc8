package io.github.amqpreceiver.internal.protocol;

/**
 * Serial numbers of 32 bits that wrap (RFC 1982; AMQP 1.0, section 2.6.6): ids and counts
 * are kept as {@code int} and compared by the sign of their difference.
 */
final class Serial {

	private Serial() {
	}

	static boolean less(int a, int b) {
		return a - b < 0;
	}

	static boolean within(int id, int first, int last) {
		return id - first >= 0 && last - id >= 0;
	}

	/** The unsigned value, for a frame. */
	static long unsigned(int value) {
		return value & 0xffff_ffffL;
	}

}
