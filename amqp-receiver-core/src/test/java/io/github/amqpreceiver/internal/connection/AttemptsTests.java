package io.github.amqpreceiver.internal.connection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.amqpreceiver.recovery.BackOff;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AttemptsTests {

	private static final Duration STABLE = Duration.ofSeconds(10);

	private final ManualLoop loop = new ManualLoop();

	private final Attempts attempts = new Attempts(this.loop,
			BackOff.exponential(Duration.ofMillis(100), 2, Duration.ofSeconds(30), 0), STABLE);

	private int made;

	@Test
	void waitsLongerAfterEachFailure() {
		List<Duration> waits = new ArrayList<>();
		for (int i = 0; i < 11; i++) {
			waits.add(fail(1));
		}
		assertThat(waits).startsWith(Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofMillis(400))
			.endsWith(Duration.ofSeconds(30), Duration.ofSeconds(30));
		assertThat(this.attempts.current()).isEqualTo(11);
	}

	@Test
	void successAloneDoesNotStartTheBackOffAnew() {
		fail(1);
		fail(1);
		this.attempts.succeeded();
		this.loop.pass(STABLE.minusMillis(1));
		assertThat(fail(1)).isEqualTo(Duration.ofMillis(400));
		assertThat(this.attempts.current()).as("attempts of the new outage").isEqualTo(1);
	}

	@Test
	void whatWasStableStartsAnew() {
		fail(1);
		fail(1);
		this.attempts.succeeded();
		this.loop.pass(STABLE);
		assertThat(fail(1)).isEqualTo(Duration.ofMillis(100));
	}

	@Test
	void theWholeListOfAddressesIsTriedBeforeTheBackOffGrows() {
		assertThat(List.of(fail(3), fail(3), fail(3))).containsExactly(Duration.ZERO, Duration.ZERO,
				Duration.ofMillis(100));
		assertThat(List.of(fail(3), fail(3), fail(3))).containsExactly(Duration.ZERO, Duration.ZERO,
				Duration.ofMillis(200));
	}

	@Test
	void aBackOffOfItsOwnHoldsForEveryAddress() {
		this.attempts.failed();
		Duration wait = this.attempts.schedule(BackOff.fixed(Duration.ofSeconds(30)), 3, () -> {
		});
		assertThat(wait).isEqualTo(Duration.ofSeconds(30));
	}

	@Test
	void theAttemptIsMadeOnceAndAfterItsWait() {
		fail(1);
		this.loop.pass(Duration.ofMillis(99));
		assertThat(this.made).isZero();
		this.loop.pass(Duration.ofMillis(1));
		assertThat(this.made).isOne();
		this.loop.pass(Duration.ofMinutes(1));
		assertThat(this.made).isOne();
	}

	@Test
	void aCancelledAttemptIsNotMade() {
		fail(1);
		this.attempts.cancel();
		this.loop.pass(Duration.ofMinutes(1));
		assertThat(this.made).isZero();
		assertThat(this.loop.scheduled()).isZero();
	}

	@Test
	void theOutageLastsFromTheFirstFailure() {
		fail(1);
		this.loop.pass(Duration.ofSeconds(2));
		fail(1);
		this.loop.pass(Duration.ofSeconds(1));
		assertThat(this.attempts.outage()).isEqualTo(Duration.ofSeconds(3));
	}

	private Duration fail(int round) {
		this.attempts.failed();
		return this.attempts.schedule(null, round, () -> this.made++);
	}

}
