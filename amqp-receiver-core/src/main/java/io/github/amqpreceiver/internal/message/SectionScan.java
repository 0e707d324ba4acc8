package io.github.amqpreceiver.internal.message;

import io.github.amqpreceiver.internal.codec.Descriptors;
import io.netty.buffer.ByteBuf;

/**
 * Finds the sections of messages as most senders write them: usual encodings, one body
 * section, and nothing behind it. That takes a fraction of what the general reader takes,
 * and nothing has to be remembered but where the body is. Stateless.
 * <p>
 * It knows no errors: what it does not know it leaves to the general reader.
 */
final class SectionScan {

	/** Stands for a message that is not of the usual form, and for an absent section. */
	static final int NONE = 0;

	/** The constructor 0x00 and the code of a smallulong, before a section's number. */
	private static final int DESCRIBED = 0x0053;

	/** The constructor, the descriptor, the code and the size of a wide data section. */
	static final int WIDE_DATA_HEADER = 8;

	private static final int VBIN8 = 0xa0;

	private static final int VBIN32 = 0xb0;

	private SectionScan() {
	}

	/**
	 * Looks for the body.
	 * @param bytes holds a message
	 * @param from where it begins
	 * @param to where it ends
	 * @return where the value of the only body section begins, which ends the message
	 */
	static int body(byte[] bytes, int from, int to) {
		int last = 0;
		int at = from;
		while (at < to) {
			// A descriptor that is a smallulong, and at least one byte behind it
			if (to - at < 4 || bytes[at] != 0 || bytes[at + 1] != DESCRIBED) {
				return NONE;
			}
			int section = bytes[at + 2];
			int end = end(bytes, at + 3, to);
			if (!SectionIndex.mayFollow(section, last) || end == NONE) {
				return NONE;
			}
			if (SectionIndex.isBody(section)) {
				return (end == to && (section != Descriptors.DATA || isBinary(bytes[at + 3]))) ? at + 3 : NONE;
			}
			last = section;
			at = end;
		}
		return NONE;
	}

	/**
	 * Looks for a section before the body, of a message whose body was found.
	 * @param bytes holds the message
	 * @param from where it begins
	 * @param body where the value of its body begins
	 * @param section the descriptor
	 * @return where the section's value begins
	 */
	static int before(byte[] bytes, int from, int body, long section) {
		int at = from;
		while (at + 3 < body) {
			if (bytes[at + 2] >= section) {
				return (bytes[at + 2] == section) ? at + 3 : NONE;
			}
			at = end(bytes, at + 3, body);
		}
		return NONE;
	}

	/**
	 * Looks for the body of a message that was not copied yet.
	 * @param buf holds it
	 * @param from where it begins
	 * @param to where it ends
	 * @return where the bytes of the only data section begin, if those end the message
	 * and are so many that their size needs more than a byte
	 */
	static int wideData(ByteBuf buf, int from, int to) {
		int last = 0;
		int at = from;
		while (to - at > WIDE_DATA_HEADER) {
			int constructor = buf.getUnsignedMedium(at);
			int section = constructor & 0xff;
			if (constructor >> 8 != DESCRIBED || !SectionIndex.mayFollow(section, last)) {
				return NONE;
			}
			int code = buf.getUnsignedByte(at + 3);
			if (SectionIndex.isBody(section)) {
				int bytes = at + WIDE_DATA_HEADER;
				return (section == Descriptors.DATA && code == VBIN32 && buf.getInt(at + 4) == to - bytes) ? bytes
						: NONE;
			}
			// A size is only read where it lies inside the message
			at = end(at + 3, to, code, buf.getUnsignedByte(at + 4), buf.getInt(at + 4));
			if (at == NONE) {
				return NONE;
			}
			last = section;
		}
		return NONE;
	}

	private static boolean isBinary(byte code) {
		return (code & 0xff) == VBIN8 || (code & 0xff) == VBIN32;
	}

	/** Where the value of the code at an index ends, if inside. */
	private static int end(byte[] bytes, int at, int to) {
		return end(at, to, bytes[at] & 0xff, (to - at >= 2) ? bytes[at + 1] & 0xff : -1,
				(to - at >= 5) ? size(bytes, at + 1) : -1);
	}

	/**
	 * Where a value ends.
	 * @param at where its format code is
	 * @param to where the message ends
	 * @param code the format code
	 * @param narrow the size, if it is one byte, negative where there is none
	 * @param wide the size, if it is four bytes, negative where there is none
	 * @return index behind it
	 */
	private static int end(int at, int to, int code, int narrow, int wide) {
		return switch (code) {
			// null and the empty list
			case 0x40, 0x45 -> at + 1;
			// binary, string, list and map of less than 256 bytes
			case VBIN8, 0xa1, 0xc0, 0xc1 -> within(at + 2, narrow, to);
			case VBIN32, 0xb1, 0xd0, 0xd1 -> within(at + 5, wide, to);
			default -> NONE;
		};
	}

	private static int within(int at, int size, int to) {
		return (size >= 0 && size <= to - at) ? at + size : NONE;
	}

	/** Negative from 2³¹ on. */
	static int size(byte[] bytes, int at) {
		return bytes[at] << 24 | (bytes[at + 1] & 0xff) << 16 | (bytes[at + 2] & 0xff) << 8 | bytes[at + 3] & 0xff;
	}

}
