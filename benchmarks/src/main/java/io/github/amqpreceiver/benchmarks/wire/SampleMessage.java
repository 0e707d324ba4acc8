package io.github.amqpreceiver.benchmarks.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The message that every contender gets: header, a message-id, two application properties
 * and one data section.
 *
 * @param encoded the message without transfer
 * @param keyAt where the four digits of {@value #KEY} stand
 * @param sentAt where the eight bytes of {@value #SENT} stand
 */
public record SampleMessage(byte[] encoded, int keyAt, int sentAt) {

	/**
	 * The application property that every handler reads: four digits, a thousand
	 * different ones, so that it serves as an ordering key too.
	 */
	public static final String KEY = "key";

	/** The application property with {@link System#nanoTime()} of the sender. */
	public static final String SENT = "sent";

	private static final int KEYS = 1000;

	private static final int OVERHEAD = 128;

	private static final int[] DIGITS = digits();

	/**
	 * Encodes a message.
	 * @param bodySize the bytes in its data section
	 * @param durable what its header says
	 * @return the message
	 */
	public static SampleMessage of(int bodySize, boolean durable) {
		ByteBuffer message = ByteBuffer.allocate(bodySize + OVERHEAD);
		section(message, Wire.MESSAGE_HEADER);
		message.put((byte) Wire.LIST8).put((byte) 2).put((byte) 1).put((byte) (durable ? Wire.TRUE : Wire.FALSE));
		section(message, Wire.MESSAGE_PROPERTIES);
		message.put((byte) Wire.LIST8).put((byte) 10).put((byte) 1).put((byte) Wire.ULONG).putLong(1);
		section(message, Wire.APPLICATION_PROPERTIES);
		int map = message.position();
		message.put((byte) Wire.MAP8).put((byte) 0).put((byte) 4);
		string(message, KEY);
		string(message, "0000");
		int keyAt = message.position() - Integer.BYTES;
		string(message, SENT);
		message.put((byte) Wire.LONG).putLong(0);
		int sentAt = message.position() - Long.BYTES;
		message.put(map + 1, (byte) (message.position() - map - 2));
		body(message, bodySize);
		byte[] encoded = new byte[message.position()];
		message.flip().get(encoded);
		return new SampleMessage(encoded, keyAt, sentAt);
	}

	/**
	 * Returns the digits of a message's key as they stand on the wire.
	 * @param number the number of the message, unsigned
	 * @return four bytes
	 */
	public static int key(int number) {
		return DIGITS[Integer.remainderUnsigned(number, KEYS)];
	}

	private static void body(ByteBuffer message, int size) {
		section(message, Wire.DATA);
		if (size < 256) {
			message.put((byte) Wire.VBIN8).put((byte) size);
		}
		else {
			message.put((byte) Wire.VBIN32).putInt(size);
		}
		for (int i = 0; i < size; i++) {
			message.put((byte) ('a' + i % 26));
		}
	}

	private static void section(ByteBuffer message, int descriptor) {
		message.put((byte) 0).put((byte) Wire.SMALL_ULONG).put((byte) descriptor);
	}

	private static void string(ByteBuffer message, String value) {
		byte[] bytes = value.getBytes(StandardCharsets.US_ASCII);
		message.put((byte) Wire.STR8).put((byte) bytes.length).put(bytes);
	}

	private static int[] digits() {
		int[] digits = new int[KEYS];
		for (int i = 0; i < KEYS; i++) {
			digits[i] = ByteBuffer.wrap("%04d".formatted(i).getBytes(StandardCharsets.US_ASCII)).getInt();
		}
		return digits;
	}

}
