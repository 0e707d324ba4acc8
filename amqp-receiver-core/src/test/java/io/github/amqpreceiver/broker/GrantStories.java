package io.github.amqpreceiver.broker;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import io.github.amqpreceiver.AmqpConnection;
import io.github.amqpreceiver.MessageReceiver;
import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.delivery.SendSettleMode;
import io.github.amqpreceiver.event.ReceiverStatus;
import io.github.amqpreceiver.options.DistributionMode;
import io.github.amqpreceiver.options.Filters;
import io.github.amqpreceiver.options.ReceiverOptions;
import io.github.amqpreceiver.options.Source;
import io.github.amqpreceiver.testsupport.ReferenceSender;
import io.github.amqpreceiver.testsupport.TestBroker;
import io.github.amqpreceiver.testsupport.TestMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a broker grants of what an attach asks for, and that this is what is shown. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class GrantStories {

	static final Duration SOON = Duration.ofSeconds(20);

	private final AtomicInteger names = new AtomicInteger();

	private AmqpConnection connection;

	private String queue;

	abstract TestBroker broker();

	/** Whether the broker does rcv-settle-mode second. */
	abstract boolean grantsTwoPhases();

	@BeforeEach
	void connect() {
		this.queue = "grant-" + this.names.incrementAndGet();
		broker().createQueue(this.queue);
		this.connection = open("grants");
	}

	@AfterEach
	void disconnect() {
		join(this.connection.close());
	}

	AmqpConnection open(String container) {
		return AmqpConnection.create(BrokerStories.options(broker().port()).containerId(container).build());
	}

	static MessageReceiver receive(AmqpConnection connection, ReceiverOptions options, MessageHandler handler) {
		MessageReceiver receiver = connection.session().receiver(options, handler);
		join(receiver.open());
		return receiver;
	}

	private MessageReceiver receive(UnaryOperator<ReceiverOptions.Builder> options, MessageHandler handler) {
		return receive(this.connection, options.apply(ReceiverOptions.builder(this.queue)).build(), handler);
	}

	void send(String address, String... texts) {
		try (ReferenceSender sender = ReferenceSender.open(broker().port(), address)) {
			sender.sendAll(texts.length, (i) -> TestMessage.text(texts[i]).property("n", i).durable(false));
		}
	}

	static <T> T join(CompletionStage<T> stage) {
		return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
	}

	private static ReceiverStatus.Negotiated granted(MessageReceiver receiver) {
		ReceiverStatus.Negotiated negotiated = receiver.status().negotiated();
		assertThat(negotiated).isNotNull();
		return negotiated;
	}

	@Test
	void aBrowserSeesMessagesAndLeavesThem() {
		send(this.queue, "one", "two", "three");
		List<String> seen = new CopyOnWriteArrayList<>();
		MessageReceiver browser = receive(
				(options) -> options.source(Source.builder(this.queue).distributionMode(DistributionMode.COPY).build()),
				MessageHandler.accepting((delivery) -> seen.add(delivery.message().bodyText())));
		await().atMost(SOON).until(() -> seen.size() == 3);
		assertThat(seen).containsExactly("one", "two", "three");
		join(browser.destroy());
		assertThat(broker().messageCount(this.queue)).isEqualTo(3);
		List<String> taken = new CopyOnWriteArrayList<>();
		receive((options) -> options, MessageHandler.accepting((delivery) -> taken.add(delivery.message().bodyText())));
		await().atMost(SOON).until(() -> taken.size() == 3 && broker().messageCount(this.queue) == 0);
	}

	@Test
	void aMixedSenderIsObeyedMessageByMessage() {
		List<Delivery> seen = new CopyOnWriteArrayList<>();
		MessageReceiver receiver = receive((options) -> options.sendSettleMode(SendSettleMode.MIXED),
				MessageHandler.accepting(seen::add));
		assertThat(granted(receiver).sendSettleMode()).isIn(SendSettleMode.MIXED, SendSettleMode.UNSETTLED);
		send(this.queue, "one", "two", "three");
		await().atMost(SOON).until(() -> seen.size() == 3 && broker().messageCount(this.queue) == 0);
		await().atMost(SOON).until(() -> receiver.status().counters().unsettled() == 0);
		assertThat(seen).allSatisfy(
				(delivery) -> assertThat(delivery.remotelySettled()).as("brokers send unsettled where they may choose")
					.isFalse());
	}

	@Test
	void twoPhasesAreWhatTheBrokerGrantsAndASettlementIsDoneEitherWay() {
		CompletableFuture<Outcome> settlement = new CompletableFuture<>();
		MessageReceiver receiver = receive((options) -> options.twoPhaseSettlement(true), (delivery) -> {
			delivery.settlement().whenComplete((outcome, failure) -> settlement.complete(outcome));
			delivery.accept();
			return MessageHandler.SETTLES_ITSELF;
		});
		assertThat(granted(receiver).twoPhase()).isEqualTo(grantsTwoPhases());
		send(this.queue, "one");
		assertThat(join(settlement)).isEqualTo(Outcome.accepted());
		await().atMost(SOON)
			.until(() -> broker().messageCount(this.queue) == 0 && receiver.status().counters().unsettled() == 0);
	}

	@Test
	void aSelectorIsGrantedShownAndObeyed() {
		List<String> seen = new CopyOnWriteArrayList<>();
		MessageReceiver receiver = receive(
				(options) -> options.source(Source.builder(this.queue).selector("n >= 1").build()),
				MessageHandler.accepting((delivery) -> seen.add(delivery.message().bodyText())));
		assertThat(granted(receiver).filters().get(Filters.SELECTOR).value()).isEqualTo("n >= 1");
		send(this.queue, "zero", "one", "two");
		await().atMost(SOON).until(() -> seen.size() == 2);
		assertThat(seen).containsExactly("one", "two");
		await().atMost(SOON).until(() -> broker().messageCount(this.queue) == 1);
	}

	@Test
	void aDynamicSourceHasAnAddressThatCanBeSentTo() {
		List<String> seen = new CopyOnWriteArrayList<>();
		MessageReceiver receiver = receive(this.connection,
				ReceiverOptions.builder(Source.builder(null).dynamic(true).build()).build(),
				MessageHandler.accepting((delivery) -> seen.add(delivery.message().bodyText())));
		String assigned = receiver.status().address();
		assertThat(assigned).isNotBlank().isNotEqualTo("(dynamic)");
		send(assigned, "to whom it may concern");
		await().atMost(SOON).until(() -> seen.contains("to whom it may concern"));
	}

}
