package io.github.amqpreceiver.type;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A decimal floating point number of 34 digits, AMQP's decimal128 (AMQP 1.0, section
 * 1.6.15). Equal are values of the same bits: 1.0 and 1.00 differ.
 *
 * @param highBits the upper half of IEEE 754-2008 decimal128 in the binary integer
 * decimal encoding
 * @param lowBits the lower half
 * @since 0.1
 */
public record Decimal128(long highBits, long lowBits) {

	private static final BinaryIntegerDecimal FORMAT = new BinaryIntegerDecimal(128, 14, 34);

	/**
	 * The decimal128 of this value and scale.
	 * @param value a number of at most 34 digits, trailing zeros not counted
	 * @return the decimal
	 * @throws ArithmeticException if the number cannot be represented exactly
	 */
	public static Decimal128 valueOf(BigDecimal value) {
		BigInteger bits = FORMAT.encode(value);
		return new Decimal128(bits.shiftRight(Long.SIZE).longValue(), bits.longValue());
	}

	/**
	 * The number.
	 * @return value and scale
	 * @throws ArithmeticException if this is an infinity or not a number
	 */
	public BigDecimal toBigDecimal() {
		return FORMAT.decode(UnsignedLong.ofBits(this.highBits)
			.bigIntegerValue()
			.shiftLeft(Long.SIZE)
			.or(UnsignedLong.ofBits(this.lowBits).bigIntegerValue()));
	}

}
