package io.github.amqpreceiver.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.amqpreceiver.AmqpConnection;
import io.github.amqpreceiver.MessageReceiver;
import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.event.ReceiverEvent;
import io.github.amqpreceiver.event.ReceiverState;
import io.github.amqpreceiver.options.Address;
import io.github.amqpreceiver.options.ReceiverOptions;
import io.github.amqpreceiver.testsupport.ArtemisPair;
import io.github.amqpreceiver.testsupport.ForkedBroker;
import io.github.amqpreceiver.testsupport.LedgerSender;
import io.github.amqpreceiver.testsupport.MessageLedger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static io.github.amqpreceiver.faults.Given.SOON;
import static io.github.amqpreceiver.faults.Given.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Brokers and applications in processes of their own, which are killed and frozen. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class ProcessFaultsIT {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final MessageLedger ledger = new MessageLedger("p");

	@RegisterExtension
	final Given given = new Given();

	@TempDir
	Path directory;

	private MessageReceiver receiver(AmqpConnection connection) {
		return connection.session()
			.receiver(ReceiverOptions.builder("q").prefetch(70).build(),
					MessageHandler.accepting((delivery) -> this.ledger.processed(delivery.message().bodyText(),
							delivery.message().header().deliveryCount() > 0)));
	}

	@Test
	@DisplayName("F-03 kill -9 during idle: the same credit; F-18 frozen and thawed: no reconnect within the idle timeout")
	void killedAndFrozen() {
		try (ForkedBroker broker = ForkedBroker.artemis(this.directory).queues("q").start()) {
			MessageReceiver receiver = receiver(
					this.given.connection(Given.options(broker.port()).idleTimeout(Duration.ofSeconds(8))));
			join(receiver.open());
			broker.freeze();
			await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
			broker.thaw();
			join(receiver.work());
			assertThat(this.given.events.count(ReceiverEvent.ConnectionLost.class)).isZero();
			broker.freeze();
			await().atMost(SOON).until(() -> receiver.state() == ReceiverState.RECOVERING);
			broker.thaw();
			await().atMost(SOON).until(() -> receiver.state() == ReceiverState.OPEN);
			assertThat(this.given.events.count(ReceiverEvent.Recovered.class)).isEqualTo(1);
			broker.kill9();
			await().atMost(SOON).until(() -> receiver.state() == ReceiverState.RECOVERING);
			broker.start();
			await().atMost(SOON).until(() -> receiver.state() == ReceiverState.OPEN);
			await().atMost(SOON).until(() -> receiver.status().counters().credit() == 70);
			try (LedgerSender sender = new LedgerSender(this.ledger, broker.port(), "q", PATIENCE)) {
				sender.send(10, (index) -> "k");
			}
			assertThat(this.ledger.awaitNothingOutstanding(PATIENCE)).isTrue();
			join(this.given.close());
		}
	}

	@Test
	@DisplayName("A primary is killed, its backup takes over: the address list carries the receiver over, nothing lost")
	void primaryAndBackup() {
		try (ArtemisPair pair = ArtemisPair.start(this.directory, "q")) {
			MessageReceiver receiver = receiver(this.given.connection(Given.options(1)
				.addresses(List.of(new Address("127.0.0.1", pair.primary().port(), false),
						new Address("127.0.0.1", pair.backup().port(), false)))));
			join(receiver.open());
			try (LedgerSender sender = new LedgerSender(this.ledger, pair.primary().port(), "q", PATIENCE)) {
				sender.send(500, (index) -> "k");
			}
			assertThat(this.ledger.awaitNothingOutstanding(PATIENCE)).isTrue();
			join(receiver.pause());
			try (LedgerSender sender = new LedgerSender(this.ledger, pair.primary().port(), "q", PATIENCE)) {
				sender.send(500, (index) -> "k");
			}
			join(receiver.resume());
			pair.failOver(PATIENCE);
			await().atMost(PATIENCE)
				.until(() -> receiver.state() == ReceiverState.OPEN
						&& this.given.events.count(ReceiverEvent.Recovered.class) == 1);
			assertThat(this.ledger.awaitNothingOutstanding(PATIENCE)).isTrue();
			assertThat(this.ledger.lost()).isEmpty();
			join(this.given.close());
		}
	}

}
