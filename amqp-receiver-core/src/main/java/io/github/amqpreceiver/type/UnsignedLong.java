package io.github.amqpreceiver.type;

import java.math.BigInteger;

import org.jspecify.annotations.Nullable;

/**
 * An integer from 0 to 2⁶⁴-1, AMQP's ulong (AMQP 1.0, section 1.6.6). Immutable.
 *
 * @since 0.1
 */
public final class UnsignedLong extends Number implements Comparable<UnsignedLong> {

	private static final long serialVersionUID = 1L;

	private static final UnsignedLong[] SMALL = new UnsignedLong[256];

	static {
		for (int i = 0; i < SMALL.length; i++) {
			SMALL[i] = new UnsignedLong(i);
		}
	}

	private final long bits;

	private UnsignedLong(long bits) {
		this.bits = bits;
	}

	/**
	 * The ulong of this value; {@link #ofBits(long)} and {@link #valueOf(BigInteger)}
	 * make those from 2⁶³ on.
	 * @param value 0 to 2⁶³-1
	 * @return the ulong
	 * @throws IllegalArgumentException if the value is negative
	 */
	public static UnsignedLong valueOf(long value) {
		if (value < 0) {
			throw new IllegalArgumentException("A ulong is not negative as " + value + " is");
		}
		return ofBits(value);
	}

	/**
	 * The ulong of this value.
	 * @param value 0 to 2⁶⁴-1
	 * @return the ulong
	 * @throws IllegalArgumentException if the value is out of range
	 */
	public static UnsignedLong valueOf(BigInteger value) {
		if (value.signum() < 0 || value.bitLength() > Long.SIZE) {
			throw new IllegalArgumentException("A ulong is 0 to 18446744073709551615, not " + value);
		}
		return ofBits(value.longValue());
	}

	/**
	 * The ulong whose 64 bits these are.
	 * @param bits the bits, so that -1 means 2⁶⁴-1
	 * @return the ulong
	 */
	public static UnsignedLong ofBits(long bits) {
		return (bits >= 0 && bits < SMALL.length) ? SMALL[(int) bits] : new UnsignedLong(bits);
	}

	/**
	 * The value as a big integer.
	 * @return 0 to 2⁶⁴-1
	 */
	public BigInteger bigIntegerValue() {
		return (this.bits >= 0) ? BigInteger.valueOf(this.bits) : new BigInteger(toString());
	}

	@Override
	public int intValue() {
		return (int) this.bits;
	}

	/**
	 * The 64 bits of this value, negative from 2⁶³ on.
	 * @return the bits
	 */
	@Override
	public long longValue() {
		return this.bits;
	}

	@Override
	public float floatValue() {
		return bigIntegerValue().floatValue();
	}

	@Override
	public double doubleValue() {
		return bigIntegerValue().doubleValue();
	}

	@Override
	public int compareTo(UnsignedLong other) {
		return Long.compareUnsigned(this.bits, other.bits);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof UnsignedLong number && this.bits == number.bits;
	}

	@Override
	public int hashCode() {
		return Long.hashCode(this.bits);
	}

	@Override
	public String toString() {
		return Long.toUnsignedString(this.bits);
	}

}
