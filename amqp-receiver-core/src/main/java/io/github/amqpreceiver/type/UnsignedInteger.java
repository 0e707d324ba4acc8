package io.github.amqpreceiver.type;

import org.jspecify.annotations.Nullable;

/**
 * An integer from 0 to 2³²-1, AMQP's uint (AMQP 1.0, section 1.6.5). Immutable.
 *
 * @since 0.1
 */
public final class UnsignedInteger extends Number implements Comparable<UnsignedInteger> {

	private static final long serialVersionUID = 1L;

	private static final UnsignedInteger[] SMALL = new UnsignedInteger[256];

	static {
		for (int i = 0; i < SMALL.length; i++) {
			SMALL[i] = new UnsignedInteger(i);
		}
	}

	private final int bits;

	private UnsignedInteger(int bits) {
		this.bits = bits;
	}

	/**
	 * The uint of this value.
	 * @param value 0 to 4,294,967,295
	 * @return the uint
	 * @throws IllegalArgumentException if the value is out of range
	 */
	public static UnsignedInteger valueOf(long value) {
		if (value < 0 || value > 0xffffffffL) {
			throw new IllegalArgumentException("A uint is 0 to 4294967295, not " + value);
		}
		return ofBits((int) value);
	}

	/**
	 * The uint whose 32 bits these are.
	 * @param bits the bits, so that -1 means 4,294,967,295
	 * @return the uint
	 */
	public static UnsignedInteger ofBits(int bits) {
		return (bits >= 0 && bits < SMALL.length) ? SMALL[bits] : new UnsignedInteger(bits);
	}

	/**
	 * The 32 bits of this value, negative from 2³¹ on.
	 * @return the bits
	 */
	@Override
	public int intValue() {
		return this.bits;
	}

	@Override
	public long longValue() {
		return Integer.toUnsignedLong(this.bits);
	}

	@Override
	public float floatValue() {
		return longValue();
	}

	@Override
	public double doubleValue() {
		return longValue();
	}

	@Override
	public int compareTo(UnsignedInteger other) {
		return Integer.compareUnsigned(this.bits, other.bits);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof UnsignedInteger number && this.bits == number.bits;
	}

	@Override
	public int hashCode() {
		return this.bits;
	}

	@Override
	public String toString() {
		return Integer.toUnsignedString(this.bits);
	}

}
