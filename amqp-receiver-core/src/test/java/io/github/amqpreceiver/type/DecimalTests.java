package io.github.amqpreceiver.type;

import java.math.BigDecimal;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class DecimalTests {

	/** Bits as IEEE 754-2008 has them, in the binary integer decimal encoding. */
	@ParameterizedTest
	@CsvSource({ "0, 32800000, 31c0000000000000", "1, 32800001, 31c0000000000001", "-1, b2800001, b1c0000000000001",
			"1.00, 31800064, 3180000000000064", "9999999, 6cb8967f, 31c000000098967f",
			"9.999999E+96, 77f8967f, 3d0000000098967f", "1E-101, 00000001, 2520000000000001" })
	void numbersHaveTheBitsOfTheStandard(String number, String bits32, String bits64) {
		BigDecimal value = new BigDecimal(number);
		assertThat(Integer.toHexString(Decimal32.valueOf(value).bits())).isEqualTo(bits32.replaceFirst("^0+(?=.)", ""));
		assertThat(Decimal32.valueOf(value).toBigDecimal()).isEqualTo(value);
		assertThat(Long.toHexString(Decimal64.valueOf(value).bits())).isEqualTo(bits64);
		assertThat(Decimal64.valueOf(value).toBigDecimal()).isEqualTo(value);
		assertThat(Decimal128.valueOf(value).toBigDecimal()).isEqualTo(value);
	}

	@Test
	void randomNumbersComeBackWithTheirScale() {
		SplittableRandom random = new SplittableRandom(7);
		for (int i = 0; i < 10_000; i++) {
			BigDecimal seven = BigDecimal.valueOf(random.nextLong(-9_999_999, 10_000_000), random.nextInt(-90, 102));
			assertThat(Decimal32.valueOf(seven).toBigDecimal()).isEqualTo(seven);
			BigDecimal sixteen = BigDecimal.valueOf(random.nextLong(-9_999_999_999_999_999L, 10_000_000_000_000_000L),
					random.nextInt(-369, 399));
			assertThat(Decimal64.valueOf(sixteen).toBigDecimal()).isEqualTo(sixteen);
			BigDecimal thirtyFour = sixteen.multiply(new BigDecimal("999999999999999999")).setScale(sixteen.scale());
			assertThat(Decimal128.valueOf(thirtyFour).toBigDecimal()).isEqualTo(thirtyFour);
		}
	}

	@Test
	void numbersThatFitAfterShiftingTheirZerosAreTaken() {
		assertThat(Decimal32.valueOf(new BigDecimal("1000000000E+85")).toBigDecimal()).isEqualByComparingTo("1E+94");
		assertThat(Decimal32.valueOf(new BigDecimal("1E+96")).toBigDecimal()).isEqualTo(new BigDecimal("1.000000E+96"));
		assertThat(Decimal32.valueOf(new BigDecimal("10E-102")).toBigDecimal()).isEqualTo(new BigDecimal("1E-101"));
		assertThat(Decimal32.valueOf(new BigDecimal("0E+2147483647")).toBigDecimal()).isEqualByComparingTo("0");
		assertThat(Decimal32.valueOf(new BigDecimal("0E-2147483647")).toBigDecimal()).isEqualByComparingTo("0");
	}

	@ParameterizedTest
	@ValueSource(strings = { "12345678", "1E+97", "1E-102", "1.5E-101", "1E+2147483647", "1E-2147483647" })
	void numbersThatDoNotFitAreRefused(String number) {
		assertThatExceptionOfType(ArithmeticException.class)
			.isThrownBy(() -> Decimal32.valueOf(new BigDecimal(number)));
	}

	@Test
	void infinitiesAndNotANumberHaveNoDecimalValue() {
		for (int bits : new int[] { 0x78000000, 0xf8000000, 0x7c000000, 0x7e000000 }) {
			assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> new Decimal32(bits).toBigDecimal());
		}
		assertThatExceptionOfType(ArithmeticException.class)
			.isThrownBy(() -> new Decimal128(0x7800000000000000L, 0).toBigDecimal());
	}

	@Test
	void aCoefficientWithTooManyDigitsIsZero() {
		// 10,000,000 with an exponent of zero
		assertThat(new Decimal32(0x6cb89680).toBigDecimal()).isEqualByComparingTo("0");
		assertThat(new Decimal128(0x6000000000000000L, 1).toBigDecimal()).isEqualByComparingTo("0");
	}

}
