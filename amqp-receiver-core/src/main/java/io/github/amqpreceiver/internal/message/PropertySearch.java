package io.github.amqpreceiver.internal.message;

/**
 * Looks for an application property in maps as senders write them: short string keys,
 * values without structure. Stateless.
 * <p>
 * It knows no errors: what it does not know it leaves to {@link PropertyScan}. No byte
 * outside of the map is looked at.
 */
final class PropertySearch {

	/** The map has no such property. */
	static final int ABSENT = 0;

	/** Something is not as usual, right or wrong. */
	static final int UNSURE = -1;

	private static final int STR8 = 0xa1;

	private static final int MAP8 = 0xc1;

	private static final int MAP32 = 0xd1;

	private PropertySearch() {
	}

	/**
	 * Looks for a property.
	 * @param bytes holds the map
	 * @param at where its format code is
	 * @param to where the bytes end that it may have
	 * @param name the property's name
	 * @param max how many properties there may be
	 * @return where its value is, {@link #ABSENT} or {@link #UNSURE}
	 */
	static int find(byte[] bytes, int at, int to, String name, int max) {
		boolean narrow = to - at >= 3 && (bytes[at] & 0xff) == MAP8;
		if (!narrow && (to - at < 9 || (bytes[at] & 0xff) != MAP32)) {
			return UNSURE;
		}
		int size = narrow ? bytes[at + 1] & 0xff : SectionScan.size(bytes, at + 1);
		int count = narrow ? bytes[at + 2] & 0xff : SectionScan.size(bytes, at + 5);
		int sized = narrow ? at + 2 : at + 5;
		if (size < 0 || size > to - sized || count < 0 || (count & 1) != 0 || count >> 1 > max) {
			return UNSURE;
		}
		return find(bytes, narrow ? at + 3 : at + 9, sized + size, count >> 1, name);
	}

	private static int find(byte[] bytes, int from, int end, int pairs, String name) {
		int at = from;
		for (int i = 0; i < pairs; i++) {
			if (end - at < 3 || (bytes[at] & 0xff) != STR8) {
				return UNSURE;
			}
			int length = bytes[at + 1] & 0xff;
			int value = at + 2 + length;
			int next = (value < end) ? behind(bytes, value, end) : UNSURE;
			if (next == UNSURE) {
				return UNSURE;
			}
			if (PropertyScan.isText(bytes, at + 2, length, name)) {
				return value;
			}
			at = next;
		}
		return (at == end) ? ABSENT : UNSURE;
	}

	/** Where a value without structure ends. */
	private static int behind(byte[] bytes, int at, int end) {
		int width = switch (bytes[at] & 0xff) {
			case 0x40, 0x41, 0x42, 0x43, 0x44 -> 0;
			case 0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56 -> 1;
			case 0x60, 0x61 -> 2;
			case 0x70, 0x71, 0x72, 0x73 -> 4;
			case 0x80, 0x81, 0x82, 0x83 -> 8;
			case 0x98 -> 16;
			// binary, string and symbol of less than 256 bytes
			case 0xa0, STR8, 0xa3 -> (end - at >= 2) ? 1 + (bytes[at + 1] & 0xff) : UNSURE;
			default -> UNSURE;
		};
		return (width != UNSURE && width < end - at) ? at + 1 + width : UNSURE;
	}

}
