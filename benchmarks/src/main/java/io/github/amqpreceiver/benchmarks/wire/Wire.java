package io.github.amqpreceiver.benchmarks.wire;

/**
 * Codes of AMQP 1.0 that appear on both sides of the benchmark (parts 1 and 2 of the
 * specification).
 */
public final class Wire {

	/** The letters {@code AMQP}, with which every protocol header begins. */
	public static final int AMQP = 0x414d5150;

	/** Length of a protocol header in bytes. */
	public static final int HEADER_SIZE = 8;

	/** Length of a frame header in bytes, without extended header. */
	public static final int FRAME_HEADER_SIZE = 8;

	/** Frame type of AMQP frames. */
	public static final int AMQP_FRAME = 0;

	/** Frame type of SASL frames. */
	public static final int SASL_FRAME = 1;

	/** Protocol id of the AMQP header. */
	public static final int AMQP_PROTOCOL = 0;

	/** Protocol id of the SASL header. */
	public static final int SASL_PROTOCOL = 3;

	public static final int OPEN = 0x10;

	public static final int BEGIN = 0x11;

	public static final int ATTACH = 0x12;

	public static final int FLOW = 0x13;

	public static final int TRANSFER = 0x14;

	public static final int DISPOSITION = 0x15;

	public static final int DETACH = 0x16;

	public static final int END = 0x17;

	public static final int CLOSE = 0x18;

	public static final int ACCEPTED = 0x24;

	public static final int SOURCE = 0x28;

	public static final int TARGET = 0x29;

	public static final int SASL_MECHANISMS = 0x40;

	public static final int SASL_INIT = 0x41;

	public static final int SASL_OUTCOME = 0x44;

	public static final int MESSAGE_HEADER = 0x70;

	public static final int MESSAGE_PROPERTIES = 0x73;

	public static final int APPLICATION_PROPERTIES = 0x74;

	public static final int DATA = 0x75;

	public static final int NULL = 0x40;

	public static final int TRUE = 0x41;

	public static final int FALSE = 0x42;

	public static final int BOOLEAN = 0x56;

	public static final int UINT_0 = 0x43;

	public static final int LIST_0 = 0x45;

	public static final int UBYTE = 0x50;

	public static final int SMALL_UINT = 0x52;

	public static final int SMALL_ULONG = 0x53;

	public static final int USHORT = 0x60;

	public static final int UINT = 0x70;

	public static final int ULONG = 0x80;

	public static final int LONG = 0x81;

	public static final int VBIN8 = 0xa0;

	public static final int STR8 = 0xa1;

	public static final int SYM8 = 0xa3;

	public static final int VBIN32 = 0xb0;

	public static final int STR32 = 0xb1;

	public static final int LIST8 = 0xc0;

	public static final int MAP8 = 0xc1;

	public static final int LIST32 = 0xd0;

	public static final int ARRAY8 = 0xe0;

	private Wire() {
	}

	/**
	 * Returns the second word of a frame header: data offset 2, type and channel.
	 * @param frameType the frame type
	 * @param channel the channel
	 * @return the word
	 */
	public static int frameWord(int frameType, int channel) {
		return 0x02000000 | frameType << 16 | channel;
	}

}
