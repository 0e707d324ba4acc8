package io.github.amqpreceiver.internal.frame;

/**
 * The first bytes of a connection and of each frame (AMQP 1.0, sections 2.2 and 2.3.1).
 */
public final class FrameHeader {

	/** How many bytes the fixed part of a frame header has. */
	public static final int SIZE = 8;

	/** The smallest data offset, in words of four bytes: no extended header. */
	public static final int DATA_OFFSET = 2;

	/** Type of a frame that carries a performative. */
	public static final int TYPE_AMQP = 0;

	/** Type of a frame that carries a part of the security layer. */
	public static final int TYPE_SASL = 1;

	/** How many bytes a protocol header has. */
	public static final int PROTOCOL_SIZE = 8;

	/** The protocol header of AMQP 1.0.0, as one big-endian number. */
	public static final long AMQP = 0x414d_5150_0001_0000L;

	/** The protocol header of the SASL layer of AMQP 1.0.0, as one big-endian number. */
	public static final long SASL = 0x414d_5150_0301_0000L;

	private FrameHeader() {
	}

}
