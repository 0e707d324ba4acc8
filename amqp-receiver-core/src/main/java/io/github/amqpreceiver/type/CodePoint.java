package io.github.amqpreceiver.type;

/**
 * A single Unicode character, AMQP's char (AMQP 1.0, section 1.6.16): a {@code char} of
 * Java holds only those of the basic plane.
 *
 * @param value a Unicode scalar value: 0 to 0x10ffff without the surrogates
 * @since 0.1
 */
public record CodePoint(int value) implements Comparable<CodePoint> {

	/**
	 * Checks the value.
	 */
	public CodePoint {
		if (!isValid(value)) {
			throw new IllegalArgumentException("0x%x is not a Unicode scalar value".formatted(value));
		}
	}

	/**
	 * Whether a number is a Unicode scalar value.
	 * @param value any number
	 * @return false for surrogates and for numbers outside 0 to 0x10ffff
	 */
	public static boolean isValid(int value) {
		return Character.isValidCodePoint(value)
				&& (value < Character.MIN_SURROGATE || value > Character.MAX_SURROGATE);
	}

	@Override
	public int compareTo(CodePoint other) {
		return Integer.compare(this.value, other.value);
	}

	/**
	 * The character as text.
	 * @return a string of one or two {@code char}s
	 */
	@Override
	public String toString() {
		return Character.toString(this.value);
	}

}
