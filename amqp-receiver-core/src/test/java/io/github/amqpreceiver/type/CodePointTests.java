package io.github.amqpreceiver.type;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class CodePointTests {

	@Test
	void aCodePointIsItsCharacter() {
		assertThat(new CodePoint('a')).hasToString("a").isLessThan(new CodePoint(0x1f600));
		assertThat(new CodePoint(0x1f600)).hasToString("\ud83d\ude00");
	}

	@Test
	void surrogatesAndNumbersBeyondUnicodeAreRefused() {
		for (int value : new int[] { -1, 0xd800, 0xdfff, 0x110000, Integer.MIN_VALUE, Integer.MAX_VALUE }) {
			assertThatIllegalArgumentException().isThrownBy(() -> new CodePoint(value));
		}
	}

}
