package io.github.amqpreceiver.broker;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

import io.github.amqpreceiver.AmqpConnection;
import io.github.amqpreceiver.AmqpSession;
import io.github.amqpreceiver.MessageReceiver;
import io.github.amqpreceiver.MessageSender;
import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.delivery.ReceiveSettleMode;
import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.event.ReceiverState;
import io.github.amqpreceiver.message.MessageBody;
import io.github.amqpreceiver.message.OutgoingMessage;
import io.github.amqpreceiver.options.ConnectionOptions;
import io.github.amqpreceiver.options.DispatchOptions;
import io.github.amqpreceiver.options.ReceiverOptions;
import io.github.amqpreceiver.options.RecoveryOptions;
import io.github.amqpreceiver.options.SenderOptions;
import io.github.amqpreceiver.options.SessionOptions;
import io.github.amqpreceiver.recovery.BackOff;
import io.github.amqpreceiver.testsupport.ReferenceReceiver;
import io.github.amqpreceiver.testsupport.ReferenceSender;
import io.github.amqpreceiver.testsupport.TestBroker;
import io.github.amqpreceiver.testsupport.TestMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * What holds with every broker: each story sends with a client that is not ours, or looks
 * at the queue from the broker's side.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BrokerStories {

	static final Duration SOON = Duration.ofSeconds(20);

	private final AtomicInteger names = new AtomicInteger();

	private AmqpConnection connection;

	String queue;

	abstract TestBroker broker();

	/**
	 * The queue that the broker moves messages to which were rejected or failed too
	 * often.
	 */
	abstract String deadLetterQueue();

	/** A queue with a limit of three delivery attempts and that dead-letter queue. */
	abstract String limitedQueue();

	@BeforeEach
	void connect() {
		this.queue = "story-" + this.names.incrementAndGet();
		broker().createQueue(this.queue);
		this.connection = AmqpConnection.create(options(broker().port()).build());
	}

	@AfterEach
	void disconnect() {
		join(this.connection.close());
	}

	static ConnectionOptions.Builder options(int port) {
		return ConnectionOptions.builder("127.0.0.1", port)
			.recovery(RecoveryOptions.builder()
				.backOff(BackOff.exponential(Duration.ofMillis(50), 2, Duration.ofMillis(400), 0.2))
				.build());
	}

	MessageReceiver receive(UnaryOperator<ReceiverOptions.Builder> options, MessageHandler handler) {
		MessageReceiver receiver = this.connection.session()
			.receiver(options.apply(ReceiverOptions.builder(this.queue)).build(), handler);
		join(receiver.open());
		return receiver;
	}

	static <T> T join(CompletionStage<T> stage) {
		return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
	}

	/** Many at once, with the library's own sender, whose tags Broker-J finds unique. */
	void send(int count) {
		MessageSender sender = this.connection.session().sender(SenderOptions.builder(this.queue).build());
		CompletableFuture<?>[] sent = new CompletableFuture<?>[count];
		for (int i = 0; i < count; i++) {
			sent[i] = sender.send(OutgoingMessage.text("text-" + i).messageId("id-" + i).build()).toCompletableFuture();
		}
		join(CompletableFuture.allOf(sent));
		join(sender.close());
	}

	@Test
	void tenThousandMessagesAreHandledOnceAndInOrder() {
		List<String> seen = new CopyOnWriteArrayList<>();
		Set<String> distinct = ConcurrentHashMap.newKeySet();
		AtomicInteger count = new AtomicInteger();
		AtomicInteger outOfOrder = new AtomicInteger();
		MessageReceiver receiver = receive((options) -> options, MessageHandler.accepting((delivery) -> {
			int index = count.getAndIncrement();
			String text = delivery.message().bodyText();
			distinct.add(text);
			if (!text.equals("text-" + index)) {
				outOfOrder.incrementAndGet();
			}
			if (seen.size() < 3) {
				seen.add(text);
			}
		}));
		send(10_000);
		await().atMost(SOON).until(() -> count.get() >= 10_000);
		await().atMost(SOON).until(() -> broker().messageCount(this.queue) == 0);
		await().atMost(SOON).until(() -> receiver.status().counters().unsettled() == 0);
		assertThat(seen).containsExactly("text-0", "text-1", "text-2");
		assertThat(distinct).hasSize(10_000);
		assertThat(count).hasValue(10_000);
		assertThat(outOfOrder).hasValue(0);
	}

	@Test
	void severalHandlersRunAtOnceOnOneLink() throws Exception {
		CountDownLatch together = new CountDownLatch(4);
		AtomicInteger handled = new AtomicInteger();
		receive((options) -> options.dispatch(DispatchOptions.builder().concurrency(4).build()),
				MessageHandler.accepting((delivery) -> {
					together.countDown();
					together.await(10, TimeUnit.SECONDS);
					handled.incrementAndGet();
				}));
		send(100);
		assertThat(together.await(10, TimeUnit.SECONDS)).isTrue();
		await().atMost(SOON).until(() -> handled.get() == 100 && broker().messageCount(this.queue) == 0);
		assertThat(broker().consumerCount(this.queue)).isEqualTo(1);
	}

	@Test
	void aMessageOfFiveMegabytesComesInManyFrames() {
		byte[] large = new byte[5 * 1024 * 1024];
		new Random(1).nextBytes(large);
		AtomicReference<byte[]> received = new AtomicReference<>();
		receive((options) -> options.maxMessageSize(6 * 1024 * 1024),
				MessageHandler.accepting((delivery) -> received.set(delivery.message().bodyBytes())));
		try (ReferenceSender sender = ReferenceSender.open(broker().port(), this.queue)) {
			sender.send(TestMessage.data(large).durable(false));
		}
		await().atMost(SOON).until(() -> received.get() != null);
		assertThat(Arrays.equals(received.get(), large)).isTrue();
		await().atMost(SOON).until(() -> broker().messageCount(this.queue) == 0);
	}

	@Test
	void aMessageThatIsTooLargeIsRejectedAndTheNextOneComes() {
		List<Integer> sizes = new CopyOnWriteArrayList<>();
		receive((options) -> options.maxMessageSize(10_000),
				MessageHandler.accepting((delivery) -> sizes.add(delivery.message().bodyBytes().length)));
		try (ReferenceSender sender = ReferenceSender.open(broker().port(), this.queue)) {
			sender.send(TestMessage.data(new byte[200_000]).durable(false));
			sender.send(TestMessage.data(new byte[100]).durable(false));
		}
		await().atMost(SOON).until(() -> sizes.contains(100));
		assertThat(sizes).containsExactly(100);
	}

	@Test
	void receiveAndDeleteLeavesNothingToSettle() {
		AtomicInteger handled = new AtomicInteger();
		List<Boolean> settled = new CopyOnWriteArrayList<>();
		MessageReceiver receiver = receive((options) -> options.receiveSettleMode(ReceiveSettleMode.RECEIVE_AND_DELETE),
				MessageHandler.accepting((delivery) -> {
					settled.add(delivery.remotelySettled());
					if (handled.incrementAndGet() == 5) {
						throw new IllegalStateException("a failure cannot bring it back");
					}
				}));
		send(1_000);
		await().atMost(SOON).until(() -> handled.get() == 1_000 && broker().messageCount(this.queue) == 0);
		assertThat(settled).containsOnly(true);
		await().atMost(SOON).until(() -> receiver.status().counters().unsettled() == 0);
	}

	@Test
	void aReleasedMessageComesAgainWithoutACountedAttempt() {
		List<Long> attempts = new CopyOnWriteArrayList<>();
		receive((options) -> options, (delivery) -> {
			attempts.add(delivery.message().header().deliveryCount());
			return (attempts.size() == 1) ? CompletableFuture.completedFuture(Outcome.released())
					: MessageHandler.ACCEPTED;
		});
		send(1);
		await().atMost(SOON).until(() -> attempts.size() == 2 && broker().messageCount(this.queue) == 0);
		assertThat(attempts).containsExactly(0L, 0L);
	}

	@Test
	void aFailedMessageComesAgainAndIsCounted() {
		List<Long> attempts = new CopyOnWriteArrayList<>();
		receive((options) -> options, MessageHandler.accepting((delivery) -> {
			attempts.add(delivery.message().header().deliveryCount());
			if (attempts.size() == 1) {
				throw new AssertionError("even an Error is only an outcome");
			}
		}));
		send(1);
		await().atMost(SOON).until(() -> attempts.size() == 2 && broker().messageCount(this.queue) == 0);
		assertThat(attempts).containsExactly(0L, 1L);
	}

	@Test
	void aRejectedMessageGoesToTheDeadLetterQueue() {
		this.queue = limitedQueue();
		long before = broker().messageCount(deadLetterQueue());
		receive((options) -> options, MessageHandler.blocking((delivery) -> Outcome.rejected()));
		send(1);
		await().atMost(SOON).until(() -> broker().messageCount(deadLetterQueue()) == before + 1);
		assertThat(broker().messageCount(this.queue)).isZero();
	}

	@Test
	@DisplayName("B-64 a bomb of a stranger is rejected unread, and the next message is handled")
	void aBombIsRejectedUnread() throws Exception {
		this.queue = limitedQueue();
		long before = broker().messageCount(deadLetterQueue());
		List<Delivery> seen = new CopyOnWriteArrayList<>();
		MessageReceiver receiver = receive((options) -> options, MessageHandler.accepting(seen::add));
		HostileSender.send(broker().port(), this.queue, HostileSender.bomb());
		HostileSender.send(broker().port(), this.queue, HostileSender.nested());
		send(1);
		await().atMost(SOON).until(() -> seen.size() == 1);
		assertThat(seen.get(0).message().bodyText()).isEqualTo("text-0");
		await().atMost(SOON)
			.until(() -> broker().messageCount(deadLetterQueue()) == before + 2
					&& broker().messageCount(this.queue) == 0);
		assertThat(receiver.state()).isEqualTo(ReceiverState.OPEN);
		assertThat(receiver.lastError()).isNull();
	}

	@Test
	void aReceiverThatHoldsItsMessagesStallsNoneOnItsSessionAndNoneOnAnother() {
		String kept = this.queue;
		AmqpSession narrow = this.connection.session(SessionOptions.builder().incomingWindow(16).build());
		List<Delivery> held = new CopyOnWriteArrayList<>();
		AtomicBoolean keeps = new AtomicBoolean(true);
		join(narrow.receiver(ReceiverOptions.builder(kept).prefetch(20).build(), (delivery) -> {
			held.add(delivery);
			return keeps.get() ? MessageHandler.SETTLES_ITSELF : MessageHandler.ACCEPTED;
		}).open());
		send(100);
		await().atMost(SOON).until(() -> held.size() == 20);
		AtomicInteger sameSession = handled(narrow, kept + "-same");
		AtomicInteger otherSession = handled(this.connection.session(), kept + "-other");
		for (String address : List.of(kept + "-same", kept + "-other")) {
			this.queue = address;
			send(2_000);
		}
		await().atMost(SOON).until(() -> sameSession.get() == 2_000 && otherSession.get() == 2_000);
		assertThat(held).hasSize(20).noneMatch(Delivery::settled);
		keeps.set(false);
		held.forEach(Delivery::accept);
		await().atMost(SOON).until(() -> held.size() == 100 && broker().messageCount(kept) == 0);
	}

	private AtomicInteger handled(AmqpSession session, String address) {
		broker().createQueue(address);
		AtomicInteger handled = new AtomicInteger();
		join(session
			.receiver(ReceiverOptions.builder(address).prefetch(50).build(),
					MessageHandler.accepting((delivery) -> handled.incrementAndGet()))
			.open());
		return handled;
	}

	@Test
	void aMessageThatAlwaysFailsIsDeadLetteredAfterExactlyItsAttempts() {
		this.queue = limitedQueue();
		long before = broker().messageCount(deadLetterQueue());
		AtomicInteger attempts = new AtomicInteger();
		receive((options) -> options, MessageHandler.accepting((delivery) -> {
			attempts.incrementAndGet();
			throw new IllegalStateException("always");
		}));
		send(1);
		await().atMost(SOON).until(() -> broker().messageCount(deadLetterQueue()) == before + 1);
		assertThat(attempts).hasValue(3);
	}

	@Test
	void closeReleasesWhatIsBufferedAndOpenGoesOn() throws Exception {
		CountDownLatch inHandler = new CountDownLatch(1);
		CountDownLatch letGo = new CountDownLatch(1);
		List<Long> attempts = new CopyOnWriteArrayList<>();
		MessageReceiver receiver = receive((options) -> options, MessageHandler.accepting((delivery) -> {
			inHandler.countDown();
			letGo.await(10, TimeUnit.SECONDS);
			attempts.add(delivery.message().header().deliveryCount());
		}));
		send(200);
		assertThat(inHandler.await(10, TimeUnit.SECONDS)).isTrue();
		await().atMost(SOON).until(() -> receiver.status().counters().buffered() == 199);
		CompletionStage<Void> closed = receiver.close();
		await().atMost(SOON).until(() -> receiver.state() == ReceiverState.CLOSING);
		assertThat(receiver.status().counters().inFlight()).isEqualTo(1);
		letGo.countDown();
		join(closed);
		assertThat(receiver.state()).isEqualTo(ReceiverState.IDLE);
		assertThat(attempts).hasSize(1);
		await().atMost(SOON).until(() -> broker().messageCount(this.queue) == 199);
		join(receiver.open());
		await().atMost(SOON).until(() -> attempts.size() == 200 && broker().messageCount(this.queue) == 0);
		assertThat(attempts).containsOnly(0L);
	}

	@Test
	void destroyDetachesTheLink() {
		MessageReceiver receiver = receive((options) -> options, MessageHandler.accepting((delivery) -> {
		}));
		await().atMost(SOON).until(() -> broker().consumerCount(this.queue) == 1);
		join(receiver.destroy());
		assertThat(receiver.state()).isEqualTo(ReceiverState.DESTROYED);
		await().atMost(SOON).until(() -> broker().consumerCount(this.queue) == 0);
		join(receiver.destroy());
		assertThatThrownBy(() -> join(receiver.open())).hasRootCauseInstanceOf(AmqpReceiverException.class);
	}

	@Test
	void creditGoesDownAndUp() {
		AtomicInteger handled = new AtomicInteger();
		MessageReceiver receiver = receive((options) -> options.prefetch(0),
				MessageHandler.accepting((delivery) -> handled.incrementAndGet()));
		send(50);
		assertThat(receiver.status().counters().credit()).isZero();
		assertThat(handled).hasValue(0);
		join(receiver.resetLinkCredit(10, false));
		await().atMost(SOON).until(() -> handled.get() == 50 && receiver.status().counters().unsettled() == 0);
		join(receiver.resetLinkCredit(3, false));
		assertThat(receiver.status().counters().credit()).isEqualTo(3);
		join(receiver.resetLinkCredit(100, true));
		assertThat(receiver.status().counters().credit()).isZero();
	}

	@Test
	void pauseStopsTheFlowAndResumeStartsIt() {
		AtomicInteger handled = new AtomicInteger();
		MessageReceiver receiver = receive((options) -> options,
				MessageHandler.accepting((delivery) -> handled.incrementAndGet()));
		join(receiver.pause());
		send(20);
		await().atMost(SOON).until(() -> broker().messageCount(this.queue) == 20);
		assertThat(handled).hasValue(0);
		assertThat(receiver.status().paused()).isTrue();
		join(receiver.resume());
		await().atMost(SOON).until(() -> handled.get() == 20);
	}

	@Test
	void theConnectionComesBackAfterTheBrokerForcedItAway() {
		AtomicInteger handled = new AtomicInteger();
		MessageReceiver receiver = receive((options) -> options,
				MessageHandler.accepting((delivery) -> handled.incrementAndGet()));
		send(10);
		await().atMost(SOON).until(() -> handled.get() == 10);
		broker().forceCloseAll();
		await().atMost(SOON).until(() -> receiver.lastError() != null && receiver.state() == ReceiverState.OPEN);
		send(10);
		await().atMost(SOON).until(() -> handled.get() == 20);
		assertThat(receiver.status().counters().credit()).isPositive();
	}

	@Test
	void aReceiverStartsBeforeItsBroker() {
		broker().stop();
		AtomicInteger handled = new AtomicInteger();
		MessageReceiver receiver = this.connection.session()
			.receiver(ReceiverOptions.builder(this.queue).build(),
					MessageHandler.accepting((delivery) -> handled.incrementAndGet()));
		CompletionStage<Void> opened = receiver.open();
		await().atMost(SOON).until(() -> receiver.status().attempt() >= 2);
		assertThat(receiver.state()).isEqualTo(ReceiverState.OPENING);
		assertThat(receiver.lastError()).hasMessageContaining("127.0.0.1:" + broker().port());
		broker().start();
		broker().createQueue(this.queue);
		join(opened);
		send(5);
		await().atMost(SOON).until(() -> handled.get() == 5);
	}

	@Test
	void everySectionAndBodyKindIsReadAsItWasSent() {
		List<Delivery> deliveries = new CopyOnWriteArrayList<>();
		receive((options) -> options, MessageHandler.accepting(deliveries::add));
		try (ReferenceSender sender = ReferenceSender.open(broker().port(), this.queue)) {
			sender.send(TestMessage.data("one".getBytes(StandardCharsets.UTF_8))
				.id("id-1")
				.durable(false)
				.subject("a subject")
				.contentType("text/plain")
				.groupId("g")
				.property("answer", 42)
				.annotation("x-opt-note", "seen"));
			sender.send(TestMessage.value(Map.of("key", 7)).durable(false));
			sender.send(TestMessage.sequence(List.of("a", 1L)).durable(false));
			sender.send(TestMessage.text("ünïcode").durable(false));
		}
		await().atMost(SOON).until(() -> deliveries.size() == 4);
		var first = deliveries.get(0).message();
		assertThat(first.bodyText()).isEqualTo("one");
		assertThat(first.properties().messageId()).isEqualTo("id-1");
		assertThat(first.properties().subject()).isEqualTo("a subject");
		assertThat(first.properties().groupId()).isEqualTo("g");
		assertThat(first.applicationProperty("answer")).isEqualTo(42);
		assertThat(first.applicationProperties()).containsEntry("answer", 42);
		assertThat(first.messageAnnotations().toString()).contains("x-opt-note=seen");
		assertThat(deliveries.get(1).message().body()).isEqualTo(new MessageBody.Value(Map.of("key", 7)));
		assertThat(deliveries.get(2).message().body()).isInstanceOf(MessageBody.Sequence.class);
		assertThat(deliveries.get(3).message().bodyText()).isEqualTo("ünïcode");
	}

	@Test
	void theSenderLearnsTheOutcome() {
		MessageSender sender = this.connection.session().sender(SenderOptions.builder(this.queue).build());
		Outcome outcome = join(sender.send(OutgoingMessage.text("hello").messageId("m-1").build()));
		assertThat(outcome).isEqualTo(Outcome.accepted());
		List<Outcome> more = new CopyOnWriteArrayList<>();
		for (int i = 0; i < 500; i++) {
			sender.send(OutgoingMessage.data(new byte[1_000]).build()).thenAccept(more::add);
		}
		await().atMost(SOON).until(() -> more.size() == 500);
		try (ReferenceReceiver receiver = ReferenceReceiver.open(broker().port(), this.queue)) {
			assertThat(receiver.takeAll()).hasSize(501).first().extracting("messageId").isEqualTo("m-1");
		}
		join(sender.close());
	}

	@Test
	void theProbeIsAnswered() {
		MessageReceiver receiver = receive((options) -> options, MessageHandler.accepting((delivery) -> {
		}));
		assertThat(join(receiver.work()).state()).isEqualTo(ReceiverState.OPEN);
	}

}
