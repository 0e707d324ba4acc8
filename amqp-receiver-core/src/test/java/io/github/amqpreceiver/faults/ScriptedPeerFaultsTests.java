package io.github.amqpreceiver.faults;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.github.amqpreceiver.MessageReceiver;
import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.event.ReceiverEvent;
import io.github.amqpreceiver.event.ReceiverState;
import io.github.amqpreceiver.options.ReceiverOptions;
import io.github.amqpreceiver.testsupport.LogCapture;
import org.apache.qpid.protonj2.test.driver.ProtonTestServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.Level;

import static io.github.amqpreceiver.faults.Given.SOON;
import static io.github.amqpreceiver.faults.Given.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Peers that misbehave as their script says. A script ends with its connection: where the
 * receiver has to dial again, a second peer, which is well, is next on the address list.
 */
class ScriptedPeerFaultsTests {

	@RegisterExtension
	final Given given = new Given();

	@RegisterExtension
	final LogCapture log = LogCapture.of("io.github.amqpreceiver");

	/** A receiver that meets one peer, and the next where that one is of no use. */
	private MessageReceiver meets(ProtonTestServer peer, ProtonTestServer next) {
		return this.given
			.connection(Given.options(1)
				.containerId("scripted")
				.handshakeTimeout(Duration.ofSeconds(1))
				.addresses(List.of(Peers.address(peer), Peers.address(next))))
			.session()
			.receiver(ReceiverOptions.builder("q")
				.attachTimeout(Duration.ofSeconds(1))
				.drainTimeout(Duration.ofSeconds(1))
				.build(), MessageHandler.accepting((delivery) -> {
				}));
	}

	private void recoversAtTheNextPeer(Consumer<ProtonTestServer> script) throws Exception {
		try (ProtonTestServer peer = new ProtonTestServer(); ProtonTestServer well = new ProtonTestServer()) {
			script.accept(peer);
			peer.start();
			Peers.wellTo(well);
			well.expectDetach().optional();
			well.start();
			MessageReceiver receiver = meets(peer, well);
			join(receiver.open());
			assertThat(receiver.state()).isEqualTo(ReceiverState.OPEN);
			assertThat(this.log.messages(Level.ERROR)).isEmpty();
		}
	}

	@Test
	@DisplayName("F-30 The open is never answered")
	void openIsNeverAnswered() throws Exception {
		recoversAtTheNextPeer((peer) -> {
			peer.expectSASLAnonymousConnect();
			peer.expectOpen();
		});
	}

	@Test
	@DisplayName("The begin is never answered")
	void beginIsNeverAnswered() throws Exception {
		recoversAtTheNextPeer((peer) -> {
			peer.expectSASLAnonymousConnect();
			peer.expectOpen().respond();
			peer.expectBegin();
		});
	}

	@ParameterizedTest
	@ValueSource(bytes = { 2, 4 })
	@DisplayName("F-32 A SASL failure that may pass is tried again")
	void saslFailsForNow(byte code) throws Exception {
		recoversAtTheNextPeer((peer) -> {
			peer.expectSASLHeader().respondWithSASLHeader();
			peer.remoteSaslMechanisms().withMechanisms("ANONYMOUS").queue();
			peer.expectSaslInit().withMechanism("ANONYMOUS");
			peer.remoteSaslOutcome().withCode(code).queue();
		});
	}

	@Test
	@DisplayName("F-17 A peer with an idle time-out of 1 s gets heartbeats in time")
	void heartbeatsInTime() throws Exception {
		try (ProtonTestServer peer = new ProtonTestServer()) {
			peer.expectSASLAnonymousConnect();
			peer.expectOpen().respond().withIdleTimeOut(1_000);
			peer.expectBegin().respond();
			peer.expectAttach().ofReceiver().respond();
			peer.expectFlow();
			peer.expectEmptyFrame();
			peer.expectEmptyFrame();
			peer.expectEmptyFrame();
			peer.start();
			join(meets(peer, peer).open());
			peer.waitForScriptToComplete(3, TimeUnit.SECONDS);
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	@DisplayName("F-23 Detached with closed=false, or without an error: attached again on the same session")
	void detachedWithoutAnError(boolean closed) throws Exception {
		try (ProtonTestServer peer = new ProtonTestServer()) {
			Peers.wellTo(peer);
			peer.remoteDetach().withClosed(closed).queue();
			// False is the default of the field and need not be written.
			if (closed) {
				peer.expectDetach().withClosed(true);
			}
			else {
				peer.expectDetach();
			}
			peer.expectAttach().ofReceiver().respond();
			peer.expectFlow().withLinkCredit(300);
			peer.start();
			MessageReceiver receiver = meets(peer, peer);
			join(receiver.open());
			peer.waitForScriptToComplete(20, TimeUnit.SECONDS);
			await().atMost(SOON).until(() -> receiver.state() == ReceiverState.OPEN);
			assertThat(this.log.messages(Level.WARN)).hasSize(1);
		}
	}

	@Test
	@DisplayName("F-24 The link is stolen: no ping-pong, a long back-off and a WARN")
	void linkIsStolen() throws Exception {
		try (ProtonTestServer peer = new ProtonTestServer()) {
			Peers.wellTo(peer);
			peer.remoteDetach().withErrorCondition("amqp:link:stolen", "another one has it").queue();
			peer.expectDetach();
			peer.start();
			MessageReceiver receiver = meets(peer, peer);
			join(receiver.open());
			await().atMost(SOON).until(() -> this.given.events.count(ReceiverEvent.RecoveryScheduled.class) == 1);
			assertThat(this.given.events.of(ReceiverEvent.RecoveryScheduled.class).get(0).delay())
				.isGreaterThan(Duration.ofSeconds(23));
			assertThat(this.log.messages(Level.WARN, "stolen")).hasSize(1);
		}
	}

	@Test
	@DisplayName("F-28 The attach is never answered: detached, and tried again")
	void attachIsNeverAnswered() throws Exception {
		try (ProtonTestServer peer = new ProtonTestServer()) {
			peer.expectSASLAnonymousConnect();
			peer.expectOpen().respond();
			peer.expectBegin().respond();
			peer.expectAttach().ofReceiver();
			peer.expectDetach();
			peer.expectAttach().ofReceiver();
			peer.start();
			MessageReceiver receiver = meets(peer, peer);
			receiver.open();
			peer.waitForScriptToComplete(20, TimeUnit.SECONDS);
			assertThat(receiver.lastError()).hasMessageContaining("did not attach");
		}
	}

	@Test
	@DisplayName("F-51 A drain is never answered: the pause ends in its timeout, and resume works")
	void drainIsNeverAnswered() throws Exception {
		try (ProtonTestServer peer = new ProtonTestServer()) {
			Peers.wellTo(peer);
			peer.expectFlow().withDrain(true);
			peer.expectFlow().withLinkCredit(0);
			peer.expectFlow().withLinkCredit(300);
			peer.start();
			MessageReceiver receiver = meets(peer, peer);
			join(receiver.open());
			assertThat(receiver.pause().toCompletableFuture())
				.satisfies((pause) -> await().atMost(SOON).until(pause::isDone));
			join(receiver.resume());
			peer.waitForScriptToComplete(20, TimeUnit.SECONDS);
		}
	}

}
