package io.github.amqpreceiver.recovery;

import java.time.Duration;
import java.util.stream.IntStream;

import io.github.amqpreceiver.error.ConfigurationException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BackOffTests {

	private static final Duration FIRST = Duration.ofMillis(100);

	private static final Duration CAP = Duration.ofSeconds(30);

	@Test
	void fixedIsTheSameEveryTime() {
		BackOff backOff = BackOff.fixed(FIRST);
		assertThat(IntStream.of(1, 2, 1_000_000).mapToObj(backOff::delay)).containsOnly(FIRST);
	}

	@Test
	void exponentialDoublesUpToItsCap() {
		BackOff backOff = BackOff.exponential(FIRST, 2, CAP, 0);
		assertThat(backOff.delay(1)).isEqualTo(FIRST);
		assertThat(backOff.delay(2)).isEqualTo(FIRST.multipliedBy(2));
		assertThat(backOff.delay(9)).isEqualTo(Duration.ofMillis(25_600));
		assertThat(backOff.delay(10)).isEqualTo(CAP);
		assertThat(backOff.delay(Integer.MAX_VALUE)).isEqualTo(CAP);
	}

	@Test
	void jitterSpreadsRoundTheWait() {
		BackOff backOff = BackOff.exponential(FIRST, 2, CAP, 0.2);
		assertThat(IntStream.range(0, 10_000).mapToObj((i) -> backOff.delay(1)))
			.allMatch((delay) -> delay.toMillis() >= 80 && delay.toMillis() <= 120)
			.anyMatch((delay) -> delay.toMillis() < 85)
			.anyMatch((delay) -> delay.toMillis() > 115);
	}

	@Test
	void fullJitterBeginsAtNothing() {
		BackOff backOff = BackOff.fullJitter(FIRST, 2, CAP);
		assertThat(IntStream.range(0, 10_000).mapToObj((i) -> backOff.delay(3)))
			.allMatch((delay) -> delay.toMillis() <= 400)
			.anyMatch((delay) -> delay.toMillis() < 20)
			.anyMatch((delay) -> delay.toMillis() > 380);
	}

	@Test
	void valuesThatCannotBeAreRefused() {
		assertThatThrownBy(() -> BackOff.fixed(Duration.ofMillis(-1))).isInstanceOf(ConfigurationException.class)
			.hasMessageContaining("initial");
		assertThatThrownBy(() -> BackOff.exponential(FIRST, 0.5, CAP, 0)).hasMessageContaining("multiplier");
		assertThatThrownBy(() -> BackOff.exponential(CAP, 2, FIRST, 0)).hasMessageContaining("max");
		assertThatThrownBy(() -> BackOff.exponential(FIRST, 2, Duration.ofDays(2), 0)).hasMessageContainingAll("PT48H",
				"at most PT24H");
		assertThatThrownBy(() -> BackOff.exponential(FIRST, 2, CAP, 1.5)).hasMessageContaining("jitter");
		assertThatThrownBy(() -> BackOff.exponential(FIRST, 2, CAP, -0.1)).hasMessageContaining("jitter");
	}

}
