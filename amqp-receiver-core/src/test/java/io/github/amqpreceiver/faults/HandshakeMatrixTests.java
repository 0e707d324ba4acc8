package io.github.amqpreceiver.faults;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.github.amqpreceiver.MessageReceiver;
import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.event.ReceiverEvent;
import io.github.amqpreceiver.event.ReceiverState;
import io.github.amqpreceiver.options.ReceiverOptions;
import io.github.amqpreceiver.testsupport.LogCapture;
import org.apache.qpid.protonj2.test.driver.ProtonTestServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.Level;

import static io.github.amqpreceiver.faults.Given.SOON;
import static io.github.amqpreceiver.faults.Given.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * F-31: a peer that ends the connection at each point of the handshake, and after it. The
 * next peer on the address list is well. The very first point, a socket that is accepted
 * and cut, is in {@link NetworkFaultsIT}.
 */
class HandshakeMatrixTests {

	private final AtomicInteger handled = new AtomicInteger();

	@RegisterExtension
	final Given given = new Given();

	@RegisterExtension
	final LogCapture log = LogCapture.of("io.github.amqpreceiver");

	static Stream<HandshakePoint> afterOpen() {
		return Arrays.stream(HandshakePoint.values()).filter(HandshakePoint::isOpen);
	}

	private MessageReceiver meets(ProtonTestServer peer, ProtonTestServer well) {
		return this.given
			.connection(Given.options(1)
				.containerId("scripted")
				.handshakeTimeout(Duration.ofSeconds(1))
				.addresses(List.of(Peers.address(peer), Peers.address(well))))
			.session()
			.receiver(ReceiverOptions.builder("q")
				.attachTimeout(Duration.ofSeconds(10))
				.drainTimeout(Duration.ofSeconds(1))
				.build(), MessageHandler.accepting((delivery) -> this.handled.incrementAndGet()));
	}

	private void recoversFrom(ProtonTestServer peer) {
		try (ProtonTestServer well = new ProtonTestServer()) {
			peer.start();
			Peers.wellTo(well);
			well.start();
			MessageReceiver receiver = meets(peer, well);
			receiver.open();
			await().atMost(SOON)
				.until(() -> receiver.state() == ReceiverState.OPEN
						&& this.given.events.count(ReceiverEvent.ConnectionLost.class) > 0);
			well.waitForScriptToComplete(20, TimeUnit.SECONDS);
			assertThat(this.handled).hasValue(0);
			assertThat(this.log.messages(Level.ERROR)).isEmpty();
			assertThat(this.log.messages(Level.WARN)).hasSize(1);
		}
	}

	@ParameterizedTest
	@EnumSource
	@DisplayName("F-31 Cut at each point of the handshake: recovers")
	void cutAt(HandshakePoint point) {
		try (ProtonTestServer peer = new ProtonTestServer()) {
			point.scriptOf(peer);
			peer.dropAfterLastHandler();
			recoversFrom(peer);
		}
	}

	@ParameterizedTest
	@MethodSource("afterOpen")
	@DisplayName("F-31 Closed at each point after the open: recovers")
	void closedAt(HandshakePoint point) {
		try (ProtonTestServer peer = new ProtonTestServer()) {
			point.scriptOf(peer);
			peer.remoteClose().withErrorCondition("amqp:connection:forced", "going down").queue();
			// These may have been on their way.
			peer.expectBegin().optional();
			peer.expectAttach().optional();
			peer.expectFlow().optional();
			peer.expectClose();
			recoversFrom(peer);
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	@DisplayName("F-31 Cut or closed during a drain: the pause ends, stays over the recovery, and resume works")
	void duringTheDrain(boolean cut) {
		try (ProtonTestServer peer = new ProtonTestServer(); ProtonTestServer well = new ProtonTestServer()) {
			Peers.wellTo(peer);
			peer.expectFlow().withDrain(true);
			end(peer, cut);
			peer.start();
			well.expectSASLAnonymousConnect();
			well.expectOpen().respond();
			well.expectBegin().respond();
			well.expectAttach().ofReceiver().respond();
			well.start();
			MessageReceiver receiver = meets(peer, well);
			join(receiver.open());
			assertThat(receiver.pause().toCompletableFuture())
				.satisfies((pause) -> await().atMost(SOON).until(pause::isDone));
			await().atMost(SOON).until(() -> this.given.events.count(ReceiverEvent.Attached.class) == 2);
			assertThat(receiver.status().counters().credit()).isZero();
			well.waitForScriptToComplete(20, TimeUnit.SECONDS);
			well.expectFlow().withLinkCredit(300);
			join(receiver.resume());
			well.waitForScriptToComplete(20, TimeUnit.SECONDS);
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	@DisplayName("F-31 Cut or closed during the detach: the receiver is gone all the same, and is not attached again")
	void duringTheDetach(boolean cut) {
		try (ProtonTestServer peer = new ProtonTestServer()) {
			Peers.wellTo(peer);
			peer.expectFlow().optional();
			peer.expectDetach();
			end(peer, cut);
			peer.start();
			MessageReceiver receiver = meets(peer, peer);
			join(receiver.open());
			join(receiver.destroy());
			assertThat(receiver.state()).isEqualTo(ReceiverState.DESTROYED);
			assertThat(this.given.events.count(ReceiverEvent.Attached.class)).isEqualTo(1);
			assertThat(this.log.messages(Level.ERROR)).isEmpty();
		}
	}

	private static void end(ProtonTestServer peer, boolean cut) {
		if (cut) {
			peer.dropAfterLastHandler();
		}
		else {
			peer.remoteClose().withErrorCondition("amqp:connection:forced", "going down").queue();
			peer.expectClose().optional();
		}
	}

}
