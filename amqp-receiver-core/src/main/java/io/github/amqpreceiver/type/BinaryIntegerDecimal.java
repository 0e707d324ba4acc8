package io.github.amqpreceiver.type;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * An interchange format of IEEE 754-2008, section 3.5.2, in the binary integer decimal
 * encoding: a sign bit, a biased exponent, and the coefficient as a binary integer.
 * Immutable.
 *
 * @param width bits of the whole
 * @param exponentBits bits of the biased exponent
 * @param digits decimal digits of the largest coefficient
 */
record BinaryIntegerDecimal(int width, int exponentBits, int digits) {

	BigDecimal decode(BigInteger bits) {
		if (bits(bits, this.width - 5, 4) == 0xf) {
			throw new ArithmeticException("An infinity or not a number has no decimal value");
		}
		// A coefficient whose upper bits would be 100 moves the exponent right by two.
		boolean large = bits(bits, this.width - 3, 2) == 0x3;
		int coefficientBits = this.width - 1 - this.exponentBits - (large ? 2 : 0);
		BigInteger coefficient = bits.and(BigInteger.ONE.shiftLeft(coefficientBits).subtract(BigInteger.ONE));
		if (large) {
			coefficient = coefficient.setBit(coefficientBits + 2);
		}
		if (coefficient.compareTo(BigInteger.TEN.pow(this.digits)) >= 0) {
			coefficient = BigInteger.ZERO;
		}
		BigInteger signed = bits.testBit(this.width - 1) ? coefficient.negate() : coefficient;
		return new BigDecimal(signed, bias() - bits(bits, coefficientBits, this.exponentBits));
	}

	BigInteger encode(BigDecimal value) {
		BigDecimal fitting = fit(value);
		BigInteger coefficient = fitting.unscaledValue().abs();
		BigInteger exponent = BigInteger.valueOf((long) bias() - fitting.scale());
		int coefficientBits = this.width - 1 - this.exponentBits;
		BigInteger bits;
		if (coefficient.bitLength() <= coefficientBits) {
			bits = exponent.shiftLeft(coefficientBits).or(coefficient);
		}
		else {
			bits = exponent.shiftLeft(coefficientBits - 2)
				.or(coefficient.clearBit(coefficientBits))
				.or(BigInteger.valueOf(3).shiftLeft(this.width - 3));
		}
		return (value.signum() < 0) ? bits.setBit(this.width - 1) : bits;
	}

	/** The same number with a scale and a coefficient that the format has room for. */
	private BigDecimal fit(BigDecimal value) {
		if (value.signum() == 0) {
			return new BigDecimal(BigInteger.ZERO, nearestScale(value));
		}
		boolean tooLong = value.precision() > this.digits || value.scale() > bias();
		BigDecimal fitting = tooLong ? value.stripTrailingZeros() : value;
		int scale = nearestScale(fitting);
		// Farther away it cannot fit, and setScale would write out billions of zeros
		if (scale > fitting.scale() && (long) scale - fitting.scale() < this.digits) {
			fitting = fitting.setScale(scale);
		}
		if (fitting.precision() > this.digits || fitting.scale() != scale) {
			throw new ArithmeticException(value + " is not exact in decimal" + this.width);
		}
		return fitting;
	}

	private int nearestScale(BigDecimal value) {
		return Math.max(bias() - maxBiasedExponent(), Math.min(bias(), value.scale()));
	}

	private int bias() {
		return 3 * (1 << (this.exponentBits - 3)) + this.digits - 2;
	}

	private int maxBiasedExponent() {
		return 3 * (1 << (this.exponentBits - 2)) - 1;
	}

	private static int bits(BigInteger bits, int from, int count) {
		return bits.shiftRight(from).intValue() & ((1 << count) - 1);
	}

}
