package io.github.amqpreceiver.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.amqpreceiver.AmqpConnection;
import io.github.amqpreceiver.event.ReceiverEvent;
import io.github.amqpreceiver.options.RecoveryOptions;
import io.github.amqpreceiver.recovery.BackOff;
import io.github.amqpreceiver.testsupport.EmbeddedArtemis;
import io.github.amqpreceiver.testsupport.FaultyProxy;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static io.github.amqpreceiver.faults.Given.SOON;
import static io.github.amqpreceiver.faults.Given.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** F-40: many connections that are cut at the same moment. */
class ThunderingHerdIT {

	private static final int HERD = 100;

	private static final Duration WINDOW = Duration.ofSeconds(3);

	@RegisterExtension
	final Given given = new Given();

	@Test
	@DisplayName("F-40 A hundred connections are cut at once: they come back over four fifths of the window or more")
	void cutAtOnce() {
		List<AmqpConnection> herd = new ArrayList<>();
		Events events = new Events();
		try (EmbeddedArtemis broker = EmbeddedArtemis.builder().start();
				FaultyProxy proxy = FaultyProxy.to(broker.port())) {
			for (int i = 0; i < HERD; i++) {
				herd.add(this.given.another(Given.options(proxy.port())
					.handshakeTimeout(Duration.ofSeconds(20))
					.listener(events)
					.recovery(RecoveryOptions.builder().backOff(BackOff.fullJitter(WINDOW, 2, WINDOW)).build())));
			}
			all(herd.stream().map((connection) -> connection.open().toCompletableFuture()).toList());
			Instant cut = Instant.now();
			proxy.cutWithReset();
			await().atMost(SOON).until(() -> events.count(ReceiverEvent.Recovered.class) == HERD);
			assertThat(tenths(events)).as("delays in each tenth of the window")
				.allSatisfy((count) -> assertThat(count).isLessThan(HERD / 3));
			assertThat(tenths(events)).filteredOn((count) -> count > 0).hasSizeGreaterThanOrEqualTo(8);
			List<Instant> dialled = proxy.attempts().stream().filter((attempt) -> attempt.isAfter(cut)).toList();
			assertThat(dialled).hasSizeGreaterThanOrEqualTo(HERD);
			// What was planned is told above; a machine that stands still for a moment
			// dials later what came due meanwhile.
			assertThat(Duration.between(dialled.get(0), dialled.get(HERD - 1)))
				.isGreaterThanOrEqualTo(WINDOW.dividedBy(2));
			all(herd.stream().map((connection) -> connection.close().toCompletableFuture()).toList());
		}
	}

	private static List<Integer> tenths(Events events) {
		List<Integer> counts = new ArrayList<>(List.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
		events.of(ReceiverEvent.RecoveryScheduled.class)
			.stream()
			.filter((event) -> event.attempt() == 1)
			.map((event) -> (int) Math.min(9, event.delay().toNanos() * 10 / WINDOW.toNanos()))
			.forEach((tenth) -> counts.set(tenth, counts.get(tenth) + 1));
		return counts;
	}

	private static void all(List<CompletableFuture<Void>> stages) {
		join(CompletableFuture.allOf(stages.toArray(new CompletableFuture<?>[0])));
	}

}
