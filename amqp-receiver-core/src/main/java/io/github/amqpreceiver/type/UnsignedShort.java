package io.github.amqpreceiver.type;

import org.jspecify.annotations.Nullable;

/**
 * An integer from 0 to 2¹⁶-1, AMQP's ushort (AMQP 1.0, section 1.6.4). Immutable.
 *
 * @since 0.1
 */
public final class UnsignedShort extends Number implements Comparable<UnsignedShort> {

	private static final long serialVersionUID = 1L;

	private static final UnsignedShort[] SMALL = new UnsignedShort[256];

	static {
		for (int i = 0; i < SMALL.length; i++) {
			SMALL[i] = new UnsignedShort(i);
		}
	}

	private final int value;

	private UnsignedShort(int value) {
		this.value = value;
	}

	/**
	 * The ushort of this value.
	 * @param value 0 to 65,535
	 * @return the ushort
	 * @throws IllegalArgumentException if the value is out of range
	 */
	public static UnsignedShort valueOf(int value) {
		if (value < 0 || value > 0xffff) {
			throw new IllegalArgumentException("A ushort is 0 to 65535, not " + value);
		}
		return (value < SMALL.length) ? SMALL[value] : new UnsignedShort(value);
	}

	/**
	 * The ushort whose sixteen bits these are.
	 * @param bits the bits, so that -1 means 65,535
	 * @return the ushort
	 */
	public static UnsignedShort ofBits(short bits) {
		return valueOf(bits & 0xffff);
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
	public int compareTo(UnsignedShort other) {
		return Integer.compare(this.value, other.value);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof UnsignedShort number && this.value == number.value;
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
