package io.github.amqpreceiver.type;

import org.jspecify.annotations.Nullable;

/**
 * An integer from 0 to 2⁸-1, AMQP's ubyte (AMQP 1.0, section 1.6.3). Immutable.
 *
 * @since 0.1
 */
public final class UnsignedByte extends Number implements Comparable<UnsignedByte> {

	private static final long serialVersionUID = 1L;

	private static final UnsignedByte[] ALL = new UnsignedByte[256];

	static {
		for (int i = 0; i < ALL.length; i++) {
			ALL[i] = new UnsignedByte(i);
		}
	}

	private final int value;

	private UnsignedByte(int value) {
		this.value = value;
	}

	/**
	 * The ubyte of this value.
	 * @param value 0 to 255
	 * @return the ubyte
	 * @throws IllegalArgumentException if the value is out of range
	 */
	public static UnsignedByte valueOf(int value) {
		if (value < 0 || value > 0xff) {
			throw new IllegalArgumentException("A ubyte is 0 to 255, not " + value);
		}
		return ALL[value];
	}

	/**
	 * The ubyte whose eight bits these are.
	 * @param bits the bits, so that -1 means 255
	 * @return the ubyte
	 */
	public static UnsignedByte ofBits(byte bits) {
		return ALL[bits & 0xff];
	}

	@Override
	public int intValue() {
		return this.value;
	}

	@Override
	public long longValue() {
		return this.value;
	}

	@Override
	public float floatValue() {
		return this.value;
	}

	@Override
	public double doubleValue() {
		return this.value;
	}

	@Override
	public int compareTo(UnsignedByte other) {
		return Integer.compare(this.value, other.value);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof UnsignedByte number && this.value == number.value;
	}

	@Override
	public int hashCode() {
		return this.value;
	}

	@Override
	public String toString() {
		return Integer.toString(this.value);
	}

}
