package io.github.amqpreceiver.internal.frame;

import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.internal.codec.Descriptors;
import io.netty.buffer.ByteBuf;

/**
 * Writes the lists of performatives that come with every message or burst: short ones, of
 * a size that is known to fit into one byte, so that nothing is allocated or moved.
 */
final class HotFields {

	private static final int NULL = 0x40;

	private static final int TRUE = 0x41;

	private static final int FALSE = 0x42;

	private static final int UINT_0 = 0x43;

	private static final int SMALL_UINT = 0x52;

	private static final int UINT = 0x70;

	/** An empty list behind the descriptors that {@link #outcome} adds. */
	private static final int DESCRIBED_LIST0 = 0x00530045;

	private HotFields() {
	}

	/**
	 * Begins a described list of less than 256 bytes.
	 * @param out where to write
	 * @param descriptor less than 256
	 * @return what {@link #end} wants
	 */
	static int begin(ByteBuf out, long descriptor) {
		out.writeMedium(0x005300 | (int) descriptor).writeByte(0xc0).writeShort(0);
		return out.writerIndex() - 2;
	}

	/**
	 * Ends the list.
	 * @param out where it was written
	 * @param list what {@link #begin} returned
	 * @param count how many fields were written
	 * @param absent how many of those at the end are absent, each of which took one byte
	 */
	static void end(ByteBuf out, int list, int count, int absent) {
		int end = out.writerIndex() - absent;
		out.writerIndex(end);
		out.setByte(list, end - list - 1);
		out.setByte(list + 1, count - absent);
	}

	static void none(ByteBuf out) {
		out.writeByte(NULL);
	}

	static void bool(ByteBuf out, boolean value) {
		out.writeByte(value ? TRUE : FALSE);
	}

	/**
	 * Writes a uint.
	 * @param out where to write
	 * @param value 0 to 2³²-1, or a negative number for null
	 */
	static void uint(ByteBuf out, long value) {
		if (value <= 0) {
			out.writeByte((value == 0) ? UINT_0 : NULL);
		}
		else if (value <= 0xff) {
			out.writeShort(SMALL_UINT << 8 | (int) value);
		}
		else {
			out.writeByte(UINT).writeInt((int) value);
		}
	}

	/**
	 * Writes an outcome that has no details.
	 * @param out where to write
	 * @param outcome the outcome
	 * @return false if it has details, and nothing was written
	 */
	static boolean outcome(ByteBuf out, Outcome outcome) {
		switch (outcome.kind()) {
			case ACCEPTED -> empty(out, Descriptors.ACCEPTED);
			case RELEASED -> empty(out, Descriptors.RELEASED);
			case REJECTED -> {
				if (((Outcome.Rejected) outcome).error() != null) {
					return false;
				}
				empty(out, Descriptors.REJECTED);
			}
			case MODIFIED -> {
				Outcome.Modified modified = (Outcome.Modified) outcome;
				if (!modified.messageAnnotations().isEmpty()) {
					return false;
				}
				modified(out, modified);
			}
		}
		return true;
	}

	private static void empty(ByteBuf out, long descriptor) {
		out.writeInt(DESCRIBED_LIST0 | (int) descriptor << 8);
	}

	private static void modified(ByteBuf out, Outcome.Modified modified) {
		int list = begin(out, Descriptors.MODIFIED);
		bool(out, modified.deliveryFailed());
		bool(out, modified.undeliverableHere());
		end(out, list, 2, modified.undeliverableHere() ? 0 : 1);
	}

}
