package io.github.amqpreceiver.faults;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.amqpreceiver.MessageReceiver;
import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.event.ReceiverEvent;
import io.github.amqpreceiver.options.DispatchOptions;
import io.github.amqpreceiver.options.ReceiverOptions;
import org.apache.qpid.protonj2.test.driver.ProtonTestServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.amqpreceiver.faults.Given.SOON;
import static io.github.amqpreceiver.faults.Given.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Heartbeats, whatever the application does. */
class HeartbeatTests {

	@RegisterExtension
	final Given given = new Given();

	private static void opensWithIdleTimeout(ProtonTestServer peer, int milliseconds) {
		peer.expectSASLAnonymousConnect();
		peer.expectOpen().respond().withIdleTimeOut(milliseconds);
		peer.expectBegin().respond();
		peer.expectAttach().ofReceiver().respond();
		peer.expectFlow();
	}

	private MessageReceiver receiver(ProtonTestServer peer, int handlers, MessageHandler handler) {
		return this.given.connection(Given.options(peer.getServerURI().getPort()).containerId("scripted"))
			.session()
			.receiver(ReceiverOptions.builder("q")
				.closeTimeout(Duration.ofMillis(100))
				.dispatch(DispatchOptions.builder().concurrency(handlers).build())
				.build(), handler);
	}

	@ParameterizedTest
	@ValueSource(ints = { 100, 1_000, 2_000, 60_000 })
	@DisplayName("F-17 Peers with an idle time-out of 100 ms, 1, 2 and 60 s are spoken to")
	void idleTimeouts(int milliseconds) {
		try (ProtonTestServer peer = new ProtonTestServer()) {
			opensWithIdleTimeout(peer, milliseconds);
			if (milliseconds < 10_000) {
				peer.expectEmptyFrame();
				peer.expectEmptyFrame();
			}
			peer.start();
			join(receiver(peer, 1, MessageHandler.accepting((delivery) -> {
			})).open());
			// Two frames in twice the time-out, at the latest, where a loaded machine may
			// be trusted with it
			peer.waitForScriptToComplete(Math.max(2_000, 2L * milliseconds), TimeUnit.MILLISECONDS);
		}
	}

	@Test
	@DisplayName("F-43 Every handler blocks: heartbeats are still on time")
	void handlersBlock() {
		CountDownLatch never = new CountDownLatch(1);
		CountDownLatch blocked = new CountDownLatch(2);
		try (ProtonTestServer peer = new ProtonTestServer()) {
			opensWithIdleTimeout(peer, 1_000);
			for (int id = 0; id < 5; id++) {
				peer.remoteTransfer()
					.withHandle(0)
					.withDeliveryId(id)
					.withDeliveryTag(new byte[] { (byte) id })
					.withMessageFormat(0)
					.withMore(false)
					.withBody()
					.withString("m")
					.also()
					.queue();
			}
			peer.expectEmptyFrame();
			peer.expectEmptyFrame();
			peer.expectEmptyFrame();
			peer.start();
			join(receiver(peer, 2, MessageHandler.accepting((delivery) -> {
				blocked.countDown();
				never.await();
			})).open());
			await().atMost(SOON).until(() -> blocked.getCount() == 0);
			peer.waitForScriptToComplete(3, TimeUnit.SECONDS);
			assertThat(this.given.events.count(ReceiverEvent.ConnectionLost.class)).isZero();
		}
		finally {
			never.countDown();
		}
	}

}
