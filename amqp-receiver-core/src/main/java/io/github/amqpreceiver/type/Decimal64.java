package io.github.amqpreceiver.type;

import java.math.BigDecimal;

/**
 * A decimal floating point number of sixteen digits, AMQP's decimal64 (AMQP 1.0, section
 * 1.6.14). Equal are values of the same bits: 1.0 and 1.00 differ.
 *
 * @param bits IEEE 754-2008 decimal64 in the binary integer decimal encoding
 * @since 0.1
 */
public record Decimal64(long bits) {

	private static final BinaryIntegerDecimal FORMAT = new BinaryIntegerDecimal(64, 10, 16);

	/**
	 * The decimal64 of this value and scale.
	 * @param value a number of at most sixteen digits, trailing zeros not counted
	 * @return the decimal
	 * @throws ArithmeticException if the number cannot be represented exactly
	 */
	public static Decimal64 valueOf(BigDecimal value) {
		return new Decimal64(FORMAT.encode(value).longValue());
	}

	/**
	 * The number.
	 * @return value and scale
	 * @throws ArithmeticException if this is an infinity or not a number
	 */
	public BigDecimal toBigDecimal() {
		return FORMAT.decode(UnsignedLong.ofBits(this.bits).bigIntegerValue());
	}

}
