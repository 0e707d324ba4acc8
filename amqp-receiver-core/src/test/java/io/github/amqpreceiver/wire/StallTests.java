package io.github.amqpreceiver.wire;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.amqpreceiver.AmqpConnection;
import io.github.amqpreceiver.MessageReceiver;
import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.event.ReceiverEvent;
import io.github.amqpreceiver.event.ReceiverState;
import io.github.amqpreceiver.internal.frame.FrameWriter;
import io.github.amqpreceiver.internal.frame.Performative;
import io.github.amqpreceiver.options.ConnectionOptions;
import io.github.amqpreceiver.options.ReceiverOptions;
import io.github.amqpreceiver.options.RecoveryOptions;
import io.github.amqpreceiver.recovery.BackOff;
import io.github.amqpreceiver.testsupport.LogCapture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.event.Level;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** An attached link with credit on which nothing is heard any more. */
class StallTests {

	private static final Duration SOON = Duration.ofSeconds(10);

	private final List<ReceiverEvent> events = new CopyOnWriteArrayList<>();

	private final AtomicInteger handled = new AtomicInteger();

	@RegisterExtension
	final LogCapture log = LogCapture.of("io.github.amqpreceiver");

	private RawPeer peer;

	private AmqpConnection connection;

	private MessageReceiver receiver;

	@BeforeEach
	void attach() throws IOException {
		this.peer = new RawPeer();
		this.connection = AmqpConnection.create(ConnectionOptions.builder("127.0.0.1", this.peer.port())
			.containerId("silent")
			.closeTimeout(Duration.ofMillis(100))
			.recovery(RecoveryOptions.builder().backOff(BackOff.fixed(Duration.ofMillis(300))).build())
			.listener(this.events::add)
			.build());
		this.receiver = this.connection.session()
			.receiver(ReceiverOptions.builder("q")
				.name("link")
				.stallTimeout(Duration.ofSeconds(1))
				.attachTimeout(Duration.ofSeconds(1))
				.closeTimeout(Duration.ofMillis(100))
				.build(), MessageHandler.accepting((delivery) -> this.handled.incrementAndGet()));
		this.receiver.open();
		attachAgain();
	}

	private void attachAgain() throws IOException {
		this.peer.letIn();
		this.peer.open(65_536);
		this.peer.begin(0, 2_000);
		this.peer.attach();
		await().atMost(SOON).until(() -> this.receiver.state() == ReceiverState.OPEN);
	}

	@AfterEach
	void close() throws IOException {
		this.peer.close();
		this.connection.close().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
	}

	private Performative.Flow probe() throws IOException {
		Performative.Flow flow = this.peer.await(Performative.Flow.class);
		assertThat(flow.echo()).isTrue();
		return flow;
	}

	@Test
	@DisplayName("Silent with credit: probed, no answer to echo or drain, cut, and attached again; each is told once")
	void noAnswer() throws IOException {
		probe();
		assertThat(this.peer.await(Performative.Flow.class).drain()).as("the second question").isTrue();
		this.peer.awaitEnd();
		await().atMost(SOON).until(() -> this.receiver.state() == ReceiverState.RECOVERING);
		assertThat(this.receiver.status().stalled()).as("what health shows").isTrue();
		attachAgain();
		assertThat(this.receiver.status().stalled()).isFalse();
		assertThat(this.events).filteredOn(ReceiverEvent.Stalled.class::isInstance)
			.singleElement()
			.satisfies((event) -> assertThat(((ReceiverEvent.Stalled) event).silence())
				.isGreaterThanOrEqualTo(Duration.ofSeconds(1)));
		assertThat(this.log.messages(Level.WARN)).singleElement().asString().contains("Nothing was heard");
		assertThat(this.log.messages(Level.INFO, "Recovered")).hasSize(1);
		this.peer.write((buf) -> RawPeer.transfer(buf, 0, 0, false, RawPeer.message("m")));
		await().atMost(SOON).until(() -> this.handled.get() == 1);
	}

	@Test
	@DisplayName("Silent with credit, but a probe is answered: nothing happens, and it is asked again later")
	void answered() throws IOException {
		for (int i = 0; i < 2; i++) {
			Performative.Flow question = probe();
			this.peer.write((buf) -> FrameWriter.write(buf, 0, new Performative.Flow(0, 2_000, 0, 2_000, 0,
					question.deliveryCount(), question.linkCredit(), 0, false, false)));
		}
		probe();
		assertThat(this.receiver.state()).isEqualTo(ReceiverState.OPEN);
		assertThat(this.events).noneMatch(ReceiverEvent.Stalled.class::isInstance)
			.noneMatch(ReceiverEvent.ConnectionLost.class::isInstance);
		assertThat(this.log.messages(Level.WARN)).isEmpty();
	}

}
