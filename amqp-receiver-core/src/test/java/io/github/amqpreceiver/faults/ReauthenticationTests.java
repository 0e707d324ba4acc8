package io.github.amqpreceiver.faults;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.github.amqpreceiver.MessageReceiver;
import io.github.amqpreceiver.auth.Credentials;
import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.event.ReceiverEvent;
import io.github.amqpreceiver.event.ReceiverState;
import io.github.amqpreceiver.options.ReceiverOptions;
import io.github.amqpreceiver.recovery.BackOff;
import io.github.amqpreceiver.testsupport.LogCapture;
import org.apache.qpid.protonj2.test.driver.ProtonTestServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.event.Level;

import static io.github.amqpreceiver.faults.Given.SOON;
import static io.github.amqpreceiver.faults.Given.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * F-34: a peer that does not know the credentials any more, on a connection that it had
 * let in.
 */
class ReauthenticationTests {

	private final AtomicReference<String> token = new AtomicReference<>("old");

	@RegisterExtension
	final Given given = new Given();

	@RegisterExtension
	final LogCapture log = LogCapture.of("io.github.amqpreceiver");

	private MessageReceiver receiver(ProtonTestServer first, ProtonTestServer next) {
		return this.given
			.connection(Given.options(1)
				.containerId("scripted")
				.allowPlainWithoutTls(true)
				.credentials(Credentials.password(() -> "user", this.token::get))
				.addresses(List.of(Peers.address(first), Peers.address(next))))
			.session()
			.receiver(ReceiverOptions.builder("q").build(), MessageHandler.accepting((delivery) -> {
			}));
	}

	private static void letsIn(ProtonTestServer peer, String token) {
		peer.expectSASLPlainConnect("user", token);
		peer.expectOpen().respond();
		peer.expectBegin().respond();
	}

	private static void refuses(ProtonTestServer peer) {
		letsIn(peer, "old");
		peer.expectAttach().ofReceiver().reject(true, "amqp:unauthorized-access", "the token has expired");
		peer.expectFlow().optional();
		peer.expectDetach();
		peer.start();
	}

	@Test
	@DisplayName("F-34 An attach is unauthorized and the credentials have changed: the connection is made anew with them")
	void changed() {
		try (ProtonTestServer first = new ProtonTestServer(); ProtonTestServer next = new ProtonTestServer()) {
			letsIn(first, "old");
			Peers.attaches(first);
			first.start();
			letsIn(next, "new");
			Peers.attaches(next);
			next.start();
			MessageReceiver receiver = receiver(first, next);
			join(receiver.open());
			first.waitForScriptToComplete(10, TimeUnit.SECONDS);
			this.token.set("new");
			first.expectDetach();
			first.remoteDetach().withErrorCondition("amqp:unauthorized-access", "the token has expired").now();
			next.waitForScriptToComplete(20, TimeUnit.SECONDS);
			await().atMost(SOON).until(() -> receiver.state() == ReceiverState.OPEN);
			assertThat(this.given.events.count(ReceiverEvent.Connected.class)).isEqualTo(2);
			assertThat(this.log.messages(Level.WARN)).hasSize(1);
			assertThat(this.log.messages(Level.ERROR)).isEmpty();
		}
	}

	@Test
	@DisplayName("F-27 An attach is unauthorized and the credentials are the same: given up, and nothing is dialled")
	void unchanged() {
		try (ProtonTestServer first = new ProtonTestServer(); ProtonTestServer next = new ProtonTestServer()) {
			refuses(first);
			letsIn(next, "old");
			next.start();
			MessageReceiver receiver = receiver(first, next);
			assertThatThrownBy(() -> join(receiver.open())).rootCause().hasMessageContaining("the token has expired");
			assertThat(receiver.state()).isEqualTo(ReceiverState.ERROR);
			assertThat(this.given.events.count(ReceiverEvent.Connected.class)).isEqualTo(1);
			assertThat(this.log.messages(Level.ERROR)).hasSize(1);
		}
	}

	@Test
	@DisplayName("Credentials that throw an Error, as code of the application may, are asked for again")
	void credentialsThrowAnError() {
		AtomicInteger asked = new AtomicInteger();
		try (ProtonTestServer peer = new ProtonTestServer()) {
			letsIn(peer, "new");
			Peers.attaches(peer);
			peer.start();
			MessageReceiver receiver = this.given.connection(Given.options(1)
				.containerId("scripted")
				.allowPlainWithoutTls(true)
				.credentials(Credentials.password(() -> "user", () -> {
					if (asked.incrementAndGet() < 3) {
						throw new NoClassDefFoundError("com/example/Vault");
					}
					return "new";
				}))
				.recovery(Given.recovery()
					.giveUpOnAuthenticationFailure(false)
					.authenticationBackOff(BackOff.fixed(Duration.ofMillis(20)))
					.build())
				.addresses(List.of(Peers.address(peer))))
				.session()
				.receiver(ReceiverOptions.builder("q").build(), MessageHandler.accepting((delivery) -> {
				}));
			join(receiver.open());
			assertThat(asked).hasValue(3);
			assertThat(this.log.messages(Level.WARN)).singleElement()
				.asString()
				.contains("could not be had", "NoClassDefFoundError: com/example/Vault");
		}
	}

}
