package io.github.amqpreceiver.type;

import java.math.BigInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class UnsignedNumberTests {

	@Test
	void theLargestValuesAreNotNegative() {
		assertThat(UnsignedByte.ofBits((byte) -1).intValue()).isEqualTo(255);
		assertThat(UnsignedShort.ofBits((short) -1).intValue()).isEqualTo(65_535);
		assertThat(UnsignedInteger.ofBits(-1).longValue()).isEqualTo(4_294_967_295L);
		assertThat(UnsignedInteger.ofBits(-1).doubleValue()).isEqualTo(4_294_967_295d);
		assertThat(UnsignedLong.ofBits(-1).bigIntegerValue()).isEqualTo(new BigInteger("18446744073709551615"));
		assertThat(UnsignedLong.ofBits(-1).doubleValue()).isEqualTo(0x1p64);
		assertThat(UnsignedLong.ofBits(-1)).hasToString("18446744073709551615");
		assertThat(UnsignedInteger.ofBits(-1)).hasToString("4294967295");
	}

	@Test
	void theyAreOrderedAsUnsigned() {
		assertThat(UnsignedByte.valueOf(200)).isGreaterThan(UnsignedByte.valueOf(100));
		assertThat(UnsignedShort.valueOf(60_000)).isGreaterThan(UnsignedShort.valueOf(100));
		assertThat(UnsignedInteger.ofBits(-1)).isGreaterThan(UnsignedInteger.valueOf(1));
		assertThat(UnsignedLong.ofBits(-1)).isGreaterThan(UnsignedLong.valueOf(1));
	}

	@Test
	void smallValuesAreTheSameInstanceAndLargeOnesAreEqual() {
		assertThat(UnsignedByte.valueOf(255)).isSameAs(UnsignedByte.ofBits((byte) -1));
		assertThat(UnsignedInteger.valueOf(255)).isSameAs(UnsignedInteger.ofBits(255));
		assertThat(UnsignedInteger.valueOf(256)).isEqualTo(UnsignedInteger.ofBits(256));
		assertThat(UnsignedLong.valueOf(BigInteger.TEN.pow(19))).isEqualTo(UnsignedLong.ofBits(-8446744073709551616L));
		assertThat((Object) UnsignedInteger.valueOf(1)).isNotEqualTo(UnsignedLong.valueOf(1));
	}

	@Test
	void valuesOutOfRangeAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> UnsignedByte.valueOf(-1));
		assertThatIllegalArgumentException().isThrownBy(() -> UnsignedByte.valueOf(256));
		assertThatIllegalArgumentException().isThrownBy(() -> UnsignedShort.valueOf(-1));
		assertThatIllegalArgumentException().isThrownBy(() -> UnsignedShort.valueOf(65_536));
		assertThatIllegalArgumentException().isThrownBy(() -> UnsignedInteger.valueOf(-1));
		assertThatIllegalArgumentException().isThrownBy(() -> UnsignedInteger.valueOf(1L << 32));
		assertThatIllegalArgumentException().isThrownBy(() -> UnsignedLong.valueOf(-1));
		assertThatIllegalArgumentException().isThrownBy(() -> UnsignedLong.valueOf(BigInteger.TWO.pow(64)));
	}

}
