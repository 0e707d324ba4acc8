package io.github.amqpreceiver.internal.message;

import io.github.amqpreceiver.internal.codec.Descriptors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the sections of messages as most senders write them, which takes a fraction of
 * what the general reader takes. Stateless.
 * <p>
 * It knows no errors: what it does not know it leaves to the general reader.
 */
final class SectionScan {

	/**
	 * Stands for a value that is not one of the usual ones, or does not end in the
	 * message.
	 */
	private static final int UNKNOWN = -1;

	private SectionScan() {
	}

	/**
	 * Looks at a message.
	 * @param bytes holds it
	 * @param from where it begins
	 * @param to where it ends
	 * @return its sections, or null if the general reader must look
	 */
	static @Nullable SectionIndex scan(byte[] bytes, int from, int to) {
		int[] values = new int[SectionIndex.KINDS];
		int body = 0;
		int last = 0;
		int at = from;
		while (at < to) {
			// A described value with a smallulong as its descriptor, and at least one
			// byte more
			if (to - at < 4 || bytes[at] != 0 || bytes[at + 1] != 0x53) {
				return null;
			}
			int section = bytes[at + 2];
			if (!SectionIndex.mayFollow(section, last)) {
				return null;
			}
			if (section != last) {
				values[section - (int) Descriptors.HEADER] = at + 3;
			}
			body += SectionIndex.isBody(section) ? 1 : 0;
			at = end(bytes, at + 3, to, section == Descriptors.DATA);
			if (at == UNKNOWN) {
				return null;
			}
			last = section;
		}
		return new SectionIndex(values, body);
	}

	/**
	 * Where a value ends.
	 * @param bytes hold it
	 * @param at where its format code is
	 * @param to where the message ends
	 * @param binary whether it must be a binary
	 * @return index behind it
	 */
	private static int end(byte[] bytes, int at, int to, boolean binary) {
		int code = bytes[at] & 0xff;
		if (binary && code != 0xa0 && code != 0xb0) {
			return UNKNOWN;
		}
		return switch (code) {
			// null and the empty list
			case 0x40, 0x45 -> at + 1;
			// binary, string, list and map of less than 256 bytes
			case 0xa0, 0xa1, 0xc0, 0xc1 -> (to - at >= 2) ? within(at + 2, bytes[at + 1] & 0xff, to) : UNKNOWN;
			case 0xb0, 0xb1, 0xd0, 0xd1 -> (to - at >= 5) ? within(at + 5, size(bytes, at + 1), to) : UNKNOWN;
			default -> UNKNOWN;
		};
	}

	private static int within(int at, int size, int to) {
		return (size >= 0 && size <= to - at) ? at + size : UNKNOWN;
	}

	/** Negative from 2³¹ on. */
	static int size(byte[] bytes, int at) {
		return bytes[at] << 24 | (bytes[at + 1] & 0xff) << 16 | (bytes[at + 2] & 0xff) << 8 | bytes[at + 3] & 0xff;
	}

}
