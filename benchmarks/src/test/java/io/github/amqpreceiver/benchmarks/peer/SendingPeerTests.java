package io.github.amqpreceiver.benchmarks.peer;

import java.time.Duration;
import java.util.stream.Stream;

import io.github.amqpreceiver.benchmarks.contender.Contender;
import io.github.amqpreceiver.benchmarks.contender.Entrant;
import io.github.amqpreceiver.benchmarks.contender.Tally;
import io.github.amqpreceiver.benchmarks.contender.Target;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class SendingPeerTests {

	private SendingPeer peer;

	@BeforeEach
	void start() throws Exception {
		this.peer = new SendingPeer(1);
	}

	static Stream<Arguments> everyoneAndEverySize() {
		return Stream.of(Entrant.values())
			.flatMap((entrant) -> Stream.of(100, 16 * 1024).map((size) -> Arguments.of(entrant, size)));
	}

	@ParameterizedTest
	@MethodSource("everyoneAndEverySize")
	void servesEveryContender(Entrant entrant, int bodySize) throws Exception {
		Tally tally = new Tally();
		Contender contender = entrant.create();
		Target target = target(new LinkAddress(bodySize, LinkAddress.UNPACED), 2, 2);
		try (AutoCloseable running = contender.start(target, tally)) {
			Awaitility.await().until(() -> tally.messages() > 1_000);
		}
		assertThat(tally.broken()).isZero();
		assertThat(this.peer.statistics().settled()).isPositive();
	}

	@ParameterizedTest
	@EnumSource(names = { "CORE_INLINE", "CORE_HANDLER_THREAD", "AMQP_LISTENER" })
	void seesEveryMessageAcceptedThatAThousandBusyLinksHandle(Entrant entrant) throws Exception {
		Tally tally = new Tally();
		Target target = new Target(this.peer.port(), new LinkAddress(100, LinkAddress.UNPACED).toString(), 1, 1_000,
				300);
		try (AutoCloseable running = entrant.create().start(target, tally)) {
			Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> tally.messages() > 1_000_000);
		}
		Awaitility.await()
			.untilAsserted(() -> assertThat(this.peer.statistics().accepted()).isEqualTo(tally.messages()));
	}

	@Test
	void neverSendsMoreThanCreditAllows() throws Exception {
		Tally tally = new Tally();
		Target target = target(new LinkAddress(100, LinkAddress.UNPACED), 1, 3);
		try (AutoCloseable running = Entrant.FLOOR.create().start(target, tally)) {
			Awaitility.await().until(() -> tally.messages() > 1_000);
			PeerStatistics statistics = this.peer.statistics();
			assertThat(statistics.sent() - statistics.settled()).isBetween(0L, 3L * target.prefetch());
			assertThat(statistics.notAccepted()).isZero();
		}
	}

	@Test
	void measuresRoundTripsAtARate() throws Exception {
		Target target = target(new LinkAddress(100, 1_000), 1, 1);
		try (AutoCloseable running = Entrant.FLOOR.create().start(target, new Tally())) {
			Awaitility.await().until(() -> this.peer.statistics().settled() > 100);
			Awaitility.await().until(() -> this.peer.statistics().p50Nanos() > 0);
		}
	}

	@Test
	void sendsNothingOnAnIdleLink() throws Exception {
		Tally tally = new Tally();
		Target idle = target(LinkAddress.IDLE, 1, 1);
		Target busy = target(new LinkAddress(100, LinkAddress.UNPACED), 1, 1);
		Tally other = new Tally();
		try (AutoCloseable quiet = Entrant.FLOOR.create().start(idle, tally);
				AutoCloseable loud = Entrant.FLOOR.create().start(busy, other)) {
			Awaitility.await().until(() -> other.messages() > 1_000);
			assertThat(tally.messages()).isZero();
		}
	}

	private Target target(LinkAddress address, int connections, int links) throws Exception {
		return new Target(this.peer.port(), address.toString(), connections, links, 100);
	}

}
