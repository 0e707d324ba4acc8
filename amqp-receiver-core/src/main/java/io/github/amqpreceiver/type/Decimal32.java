package io.github.amqpreceiver.type;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A decimal floating point number of seven digits, AMQP's decimal32 (AMQP 1.0, section
 * 1.6.13). Equal are values of the same bits: 1.0 and 1.00 differ.
 *
 * @param bits IEEE 754-2008 decimal32 in the binary integer decimal encoding
 * @since 0.1
 */
public record Decimal32(int bits) {

	private static final BinaryIntegerDecimal FORMAT = new BinaryIntegerDecimal(32, 8, 7);

	/**
	 * The decimal32 of this value and scale.
	 * @param value a number of at most seven digits, trailing zeros not counted
	 * @return the decimal
	 * @throws ArithmeticException if the number cannot be represented exactly
	 */
	public static Decimal32 valueOf(BigDecimal value) {
		return new Decimal32(FORMAT.encode(value).intValue());
	}

	/**
	 * The number.
	 * @return value and scale
	 * @throws ArithmeticException if this is an infinity or not a number
	 */
	public BigDecimal toBigDecimal() {
		return FORMAT.decode(BigInteger.valueOf(Integer.toUnsignedLong(this.bits)));
	}

}
