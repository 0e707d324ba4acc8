package io.github.amqpreceiver.type;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SymbolTests {

	@Test
	void symbolsAreEqualByTheirCharacters() {
		String longName = "x".repeat(300);
		assertThat(Symbol.valueOf("a")).isEqualTo(Symbol.valueOf("a"))
			.hasSameHashCodeAs(Symbol.valueOf("a"))
			.isNotEqualTo(Symbol.valueOf("b"))
			.isNotEqualTo("a")
			.hasToString("a");
		assertThat(Symbol.valueOf(longName)).isEqualTo(Symbol.valueOf(longName));
		assertThat(Symbol.valueOf("a")).isLessThan(Symbol.valueOf("b"));
		assertThat(Symbol.valueOf("abc").length()).isEqualTo(3);
	}

	@Test
	void shortNamesAreKeptAndLongOnesAreNot() {
		String shortName = "kept".repeat(10);
		assertThat(Symbol.valueOf(shortName)).isSameAs(Symbol.valueOf(shortName)).isSameAs(ofBytes(shortName));
		String longName = "x".repeat(256);
		assertThat(Symbol.valueOf(longName)).isNotSameAs(Symbol.valueOf(longName)).isEqualTo(ofBytes(longName));
	}

	@Test
	void aNameThatIsNotAsciiIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> Symbol.valueOf("na\u00efve"))
			.withMessageContaining("position 2");
		assertThatIllegalArgumentException().isThrownBy(() -> Symbol.valueOf(new byte[] { 'a', -1 }, 0, 2));
	}

	private static Symbol ofBytes(String name) {
		byte[] bytes = (" " + name + " ").getBytes(StandardCharsets.US_ASCII);
		return Symbol.valueOf(bytes, 1, name.length());
	}

}
