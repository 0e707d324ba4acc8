package io.github.amqpreceiver.internal.codec;

/**
 * The format codes of AMQP 1.0, section 1.6, each the first byte of an encoded value. The
 * high four bits say how the data is laid out (section 1.2), here called its layout.
 */
final class FormatCode {

	/** Not a format code, but stands in its place before a descriptor. */
	static final int DESCRIBED = 0x00;

	static final int NULL = 0x40;

	static final int TRUE = 0x41;

	static final int FALSE = 0x42;

	static final int UINT0 = 0x43;

	static final int ULONG0 = 0x44;

	static final int LIST0 = 0x45;

	static final int UBYTE = 0x50;

	static final int BYTE = 0x51;

	static final int SMALLUINT = 0x52;

	static final int SMALLULONG = 0x53;

	static final int SMALLINT = 0x54;

	static final int SMALLLONG = 0x55;

	static final int BOOLEAN = 0x56;

	static final int USHORT = 0x60;

	static final int SHORT = 0x61;

	static final int UINT = 0x70;

	static final int INT = 0x71;

	static final int FLOAT = 0x72;

	static final int CHAR = 0x73;

	static final int DECIMAL32 = 0x74;

	static final int ULONG = 0x80;

	static final int LONG = 0x81;

	static final int DOUBLE = 0x82;

	static final int TIMESTAMP = 0x83;

	static final int DECIMAL64 = 0x84;

	static final int DECIMAL128 = 0x94;

	static final int UUID = 0x98;

	static final int VBIN8 = 0xa0;

	static final int STR8 = 0xa1;

	static final int SYM8 = 0xa3;

	static final int VBIN32 = 0xb0;

	static final int STR32 = 0xb1;

	static final int SYM32 = 0xb3;

	static final int LIST8 = 0xc0;

	static final int MAP8 = 0xc1;

	static final int LIST32 = 0xd0;

	static final int MAP32 = 0xd1;

	static final int ARRAY8 = 0xe0;

	static final int ARRAY32 = 0xf0;

	/** From 0x40 on in steps of 0x10; what a size needs is counted below. */
	private static final int[] FIXED_WIDTHS = { 0, 1, 2, 4, 8, 16 };

	private static final String UNKNOWN = "unknown";

	private static final boolean[] KNOWN = new boolean[256];

	static {
		for (int code = 0; code < KNOWN.length; code++) {
			KNOWN[code] = !name(code).equals(UNKNOWN);
		}
	}

	private FormatCode() {
	}

	/**
	 * The type that a code stands for, as the specification calls it.
	 * @param code a byte, unsigned
	 * @return the name, or "unknown"
	 */
	static String name(int code) {
		return switch (code) {
			case DESCRIBED -> "described";
			case NULL -> "null";
			case TRUE, FALSE, BOOLEAN -> "boolean";
			case UBYTE -> "ubyte";
			case USHORT -> "ushort";
			case UINT0, SMALLUINT, UINT -> "uint";
			case ULONG0, SMALLULONG, ULONG -> "ulong";
			case BYTE -> "byte";
			case SHORT -> "short";
			case SMALLINT, INT -> "int";
			case SMALLLONG, LONG -> "long";
			case FLOAT -> "float";
			case DOUBLE -> "double";
			case DECIMAL32 -> "decimal32";
			case DECIMAL64 -> "decimal64";
			case DECIMAL128 -> "decimal128";
			case CHAR -> "char";
			case TIMESTAMP -> "timestamp";
			case UUID -> "uuid";
			case VBIN8, VBIN32 -> "binary";
			case STR8, STR32 -> "string";
			case SYM8, SYM32 -> "symbol";
			case LIST0, LIST8, LIST32 -> "list";
			case MAP8, MAP32 -> "map";
			case ARRAY8, ARRAY32 -> "array";
			default -> UNKNOWN;
		};
	}

	static boolean isKnown(int code) {
		return KNOWN[code];
	}

	static boolean isFixedWidth(int code) {
		return code < 0xa0;
	}

	/**
	 * How many bytes follow a code of fixed width.
	 * @param code one of 0x40 to 0x9f
	 * @return bytes
	 */
	static int fixedWidth(int code) {
		return FIXED_WIDTHS[(code >> 4) - 4];
	}

	/**
	 * How many bytes the size of a variable-width, compound or array value takes, and its
	 * count too.
	 * @param code one of 0xa0 to 0xff
	 * @return one or four
	 */
	static int sizeWidth(int code) {
		return ((code & 0x10) == 0) ? 1 : 4;
	}

	static boolean isScalar(int code) {
		return code != DESCRIBED && code != LIST0 && code < LIST8;
	}

}
