package io.github.amqpreceiver.internal.message;

import io.github.amqpreceiver.internal.codec.Descriptors;

/**
 * Looks over a message as most senders write it: every section, every field of header and
 * properties, every key and value of the maps, by constructors and sizes alone.
 * Stateless, makes no objects and reads no text.
 * <p>
 * It knows no errors: what it does not know, {@link SectionCheck} decides.
 */
final class UsualSections {

	/** Stands for what is not of the usual form. */
	static final int NONE = -1;

	private static final int NULL = 1;

	private static final int BOOLEAN = 1 << 1;

	private static final int UBYTE = 1 << 2;

	private static final int UINT = 1 << 3;

	private static final int ULONG = 1 << 4;

	private static final int UUID = 1 << 5;

	private static final int BINARY = 1 << 6;

	private static final int STRING = 1 << 7;

	private static final int SYMBOL = 1 << 8;

	private static final int TIMESTAMP = 1 << 9;

	private static final int OTHER = 1 << 10;

	/**
	 * Of which kind the value behind a constructor is; 0 is left to the general reader.
	 */
	private static final short[] KINDS = new short[256];

	/** How many bytes follow a constructor, or one of the two below. */
	private static final byte[] WIDTHS = new byte[256];

	private static final byte NARROW = -1;

	private static final byte WIDE = -4;

	private static final int BOOLEAN_BYTE = 0x56;

	private static final int ID = STRING | ULONG | UUID | BINARY;

	/** Section 3.2.1: durable, priority, ttl, first-acquirer, delivery-count. */
	private static final int[] HEADER = { BOOLEAN, UBYTE, UINT, BOOLEAN, UINT };

	/**
	 * Section 3.2.4: message-id, user-id, to, subject, reply-to, correlation-id,
	 * content-type, content-encoding, the two times, group-id, group-sequence,
	 * reply-to-group-id.
	 */
	private static final int[] PROPERTIES = { ID, BINARY, STRING, STRING, STRING, ID, SYMBOL, SYMBOL, TIMESTAMP,
			TIMESTAMP, STRING, UINT, STRING };

	static {
		usual(NULL, 0, 0x40);
		usual(BOOLEAN, 0, 0x41, 0x42);
		usual(BOOLEAN, 1, BOOLEAN_BYTE);
		usual(UBYTE, 1, 0x50);
		usual(UINT, 0, 0x43);
		usual(UINT, 1, 0x52);
		usual(UINT, 4, 0x70);
		usual(ULONG, 0, 0x44);
		usual(ULONG, 1, 0x53);
		usual(ULONG, 8, 0x80);
		usual(UUID, 16, 0x98);
		usual(TIMESTAMP, 8, 0x83);
		usual(BINARY, NARROW, 0xa0);
		usual(BINARY, WIDE, 0xb0);
		usual(STRING, NARROW, 0xa1);
		usual(STRING, WIDE, 0xb1);
		usual(SYMBOL, NARROW, 0xa3);
		usual(SYMBOL, WIDE, 0xb3);
		// byte, small int and long; ushort and short; int and float; long and double
		usual(OTHER, 1, 0x51, 0x54, 0x55);
		usual(OTHER, 2, 0x60, 0x61);
		usual(OTHER, 4, 0x71, 0x72);
		usual(OTHER, 8, 0x81, 0x82);
	}

	private UsualSections() {
	}

	private static void usual(int kind, int width, int... codes) {
		for (int code : codes) {
			KINDS[code] = (short) kind;
			WIDTHS[code] = (byte) width;
		}
	}

	/**
	 * Looks at what stands before the body.
	 * @param bytes holds a message
	 * @param from where it begins
	 * @param to where it ends
	 * @param maxProperties how many application properties it may have
	 * @return where the first body section begins, or the end without one
	 */
	static int beforeBody(byte[] bytes, int from, int to, int maxProperties) {
		int last = 0;
		int at = from;
		while (at < to) {
			if (to - at < 4 || bytes[at] != 0 || bytes[at + 1] != 0x53) {
				return NONE;
			}
			int section = bytes[at + 2];
			if (!SectionIndex.mayFollow(section, last)) {
				return NONE;
			}
			if (SectionIndex.isBody(section)) {
				return at;
			}
			at = section(bytes, at + 3, to, section, maxProperties);
			if (at == NONE) {
				return NONE;
			}
			last = section;
		}
		return at;
	}

	/**
	 * Whether a message begins with a header that has all fields, or is no usual one.
	 * @param bytes holds a message
	 * @param from where it begins
	 */
	static boolean mayCountDeliveries(byte[] bytes, int from) {
		if (bytes.length - from < 6) {
			return false;
		}
		boolean usual = bytes[from] == 0 && bytes[from + 1] == 0x53;
		if (usual && (bytes[from + 2] != Descriptors.HEADER || bytes[from + 3] == 0x45)) {
			return false;
		}
		boolean narrow = usual && (bytes[from + 3] & 0xff) == 0xc0;
		return !narrow || bytes[from + 5] >= HEADER.length;
	}

	private static int section(byte[] bytes, int at, int to, int section, int maxProperties) {
		if (section == Descriptors.HEADER) {
			return fields(bytes, at, to, HEADER);
		}
		if (section == Descriptors.PROPERTIES) {
			return fields(bytes, at, to, PROPERTIES);
		}
		return (section == Descriptors.APPLICATION_PROPERTIES) ? entries(bytes, at, to, STRING, maxProperties)
				: entries(bytes, at, to, SYMBOL, SectionDecoder.MAX_ANNOTATIONS);
	}

	/**
	 * Whether there is one body section, a scalar value or data, that ends the message.
	 * @param bytes holds a message
	 * @param at what {@link #beforeBody} found
	 * @param to where the message ends
	 */
	static boolean isOnlyBody(byte[] bytes, int at, int to) {
		if (at == NONE || at == to || next(bytes, at + 3, to) != to) {
			return false;
		}
		int section = bytes[at + 2];
		int kind = KINDS[bytes[at + 3] & 0xff];
		return (section == Descriptors.DATA) ? kind == BINARY : section == Descriptors.AMQP_VALUE && kind != 0;
	}

	/** Where a list of fields ends that are null or of these kinds. */
	private static int fields(byte[] bytes, int at, int to, int[] kinds) {
		int code = bytes[at] & 0xff;
		if (code == 0x45) {
			return at + 1;
		}
		int end = end(bytes, at, to, code, 0xc0);
		if (end == NONE) {
			return NONE;
		}
		int count = count(bytes, at, code, 0xc0);
		if (count < 0 || count > kinds.length) {
			return NONE;
		}
		int field = at + header(code, 0xc0);
		for (int i = 0; i < count; i++) {
			if (field >= end || (KINDS[bytes[field] & 0xff] & (kinds[i] | NULL)) == 0) {
				return NONE;
			}
			field = next(bytes, field, end);
			if (field == NONE) {
				return NONE;
			}
		}
		return (field == end) ? end : NONE;
	}

	/** Where a map ends that has keys of this kind and scalar values. */
	private static int entries(byte[] bytes, int at, int to, int keys, int max) {
		int code = bytes[at] & 0xff;
		int end = end(bytes, at, to, code, 0xc1);
		if (end == NONE) {
			return NONE;
		}
		int count = count(bytes, at, code, 0xc1);
		if (count < 0 || (count & 1) != 0 || count >> 1 > max) {
			return NONE;
		}
		int each = at + header(code, 0xc1);
		for (int i = 0; i < count; i++) {
			if (each >= end || ((i & 1) == 0 && KINDS[bytes[each] & 0xff] != keys)) {
				return NONE;
			}
			each = next(bytes, each, end);
			if (each == NONE) {
				return NONE;
			}
		}
		return (each == end) ? end : NONE;
	}

	/** Where a list or map ends that has a size and a count inside. */
	private static int end(byte[] bytes, int at, int to, int code, int narrow) {
		if (code == narrow && to - at >= 3) {
			int size = bytes[at + 1] & 0xff;
			return (size >= 1 && size <= to - at - 2) ? at + 2 + size : NONE;
		}
		if (code == narrow + 0x10 && to - at >= 9) {
			int size = SectionScan.size(bytes, at + 1);
			return (size >= 4 && size <= to - at - 5) ? at + 5 + size : NONE;
		}
		return NONE;
	}

	private static int count(byte[] bytes, int at, int code, int narrow) {
		return (code == narrow) ? bytes[at + 2] & 0xff : SectionScan.size(bytes, at + 5);
	}

	private static int header(int code, int narrow) {
		return (code == narrow) ? 3 : 9;
	}

	/** Where the scalar ends whose constructor is inside. */
	private static int next(byte[] bytes, int at, int end) {
		int code = bytes[at] & 0xff;
		if (KINDS[code] == 0) {
			return NONE;
		}
		int left = end - at - 1;
		int width = WIDTHS[code];
		if (width == NARROW) {
			return (left >= 1 && (bytes[at + 1] & 0xff) < left) ? at + 2 + (bytes[at + 1] & 0xff) : NONE;
		}
		if (width == WIDE) {
			int size = (left >= 4) ? SectionScan.size(bytes, at + 1) : NONE;
			return (size >= 0 && size <= left - 4) ? at + 5 + size : NONE;
		}
		boolean wrong = width > left || (code == BOOLEAN_BYTE && bytes[at + 1] >>> 1 != 0);
		return wrong ? NONE : at + 1 + width;
	}

}
