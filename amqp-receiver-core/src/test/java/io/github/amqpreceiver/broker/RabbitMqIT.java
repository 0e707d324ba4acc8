package io.github.amqpreceiver.broker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import io.github.amqpreceiver.AmqpConnection;
import io.github.amqpreceiver.MessageReceiver;
import io.github.amqpreceiver.MessageSender;
import io.github.amqpreceiver.auth.Credentials;
import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.delivery.ReceiveSettleMode;
import io.github.amqpreceiver.event.ReceiverState;
import io.github.amqpreceiver.message.OutgoingMessage;
import io.github.amqpreceiver.options.ConnectionOptions;
import io.github.amqpreceiver.options.ReceiverOptions;
import io.github.amqpreceiver.options.RecoveryOptions;
import io.github.amqpreceiver.options.SenderOptions;
import io.github.amqpreceiver.recovery.BackOff;
import io.github.amqpreceiver.testsupport.RabbitMq;
import io.github.amqpreceiver.testsupport.ReferenceSender;
import io.github.amqpreceiver.testsupport.TestMessage;
import io.github.amqpreceiver.type.Symbol;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * What holds with RabbitMQ 3 and its AMQP 1.0 plugin, where the server is installed. Its
 * queues are at {@code /amq/queue/name}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIf(value = "io.github.amqpreceiver.testsupport.RabbitMq#available",
		disabledReason = "rabbitmq-server is not installed")
class RabbitMqIT {

	private static final Duration SOON = Duration.ofSeconds(20);

	private final AtomicInteger names = new AtomicInteger();

	private RabbitMq rabbit;

	private AmqpConnection connection;

	private String queue;

	private String address;

	@BeforeAll
	void startBroker() {
		this.rabbit = RabbitMq.start();
	}

	@AfterAll
	void stopBroker() {
		this.rabbit.close();
	}

	@BeforeEach
	void connect() {
		this.queue = "story-" + this.names.incrementAndGet();
		this.address = "/amq/queue/" + this.queue;
		this.rabbit.createQueue(this.queue);
		this.connection = AmqpConnection.create(ConnectionOptions.builder("127.0.0.1", this.rabbit.port())
			.credentials(Credentials.password("guest", "guest"))
			.recovery(RecoveryOptions.builder()
				.backOff(BackOff.exponential(Duration.ofMillis(50), 2, Duration.ofMillis(400), 0.2))
				.build())
			.build());
	}

	@AfterEach
	void disconnect() {
		join(this.connection.close());
	}

	private MessageReceiver receive(UnaryOperator<ReceiverOptions.Builder> options, MessageHandler handler) {
		MessageReceiver receiver = this.connection.session()
			.receiver(options.apply(ReceiverOptions.builder(this.address)).build(), handler);
		join(receiver.open());
		return receiver;
	}

	private void send(int count) {
		try (ReferenceSender sender = ReferenceSender.open(this.rabbit.port(), this.address)) {
			sender.sendAll(count, (i) -> TestMessage.text("text-" + i).id("id-" + i));
		}
	}

	private long waiting() {
		return this.rabbit.messageCount(this.queue);
	}

	private static <T> T join(CompletionStage<T> stage) {
		return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
	}

	@ParameterizedTest(name = "prefetch {0}")
	@CsvSource({ "1, 200", "10, 2000", "300, 5000", "4000, 5000" })
	void messagesAreHandledOnceAndInOrderAndTheQueueIsEmpty(int prefetch, int messages) {
		List<String> seen = Collections.synchronizedList(new ArrayList<>());
		send(messages);
		receive((options) -> options.prefetch(prefetch),
				MessageHandler.accepting((delivery) -> seen.add(delivery.message().bodyText())));
		await().atMost(SOON).until(() -> seen.size() >= messages);
		assertThat(seen).containsExactlyElementsOf(IntStream.range(0, messages).mapToObj((i) -> "text-" + i).toList());
		await().atMost(SOON).until(() -> waiting() == 0);
	}

	@Test
	void aFailedMessageComesAgainAndARejectedOneDoesNot() {
		List<Delivery> seen = new CopyOnWriteArrayList<>();
		receive((options) -> options, (delivery) -> {
			seen.add(delivery);
			return MessageHandler.SETTLES_ITSELF;
		});
		send(1);
		await().atMost(SOON).until(() -> seen.size() == 1);
		seen.get(0).release();
		await().atMost(SOON).until(() -> seen.size() == 2);
		assertThat(seen.get(1).message().bodyText()).isEqualTo("text-0");
		seen.get(1).reject(Symbol.valueOf("app:bad"), "not wanted", Map.of());
		await().atMost(SOON).until(() -> waiting() == 0);
		assertThat(seen).hasSize(2);
	}

	@Test
	void receiveAndDeleteLeavesNothingToSettle() {
		List<Delivery> seen = new CopyOnWriteArrayList<>();
		send(20);
		receive((options) -> options.receiveSettleMode(ReceiveSettleMode.RECEIVE_AND_DELETE),
				MessageHandler.accepting(seen::add));
		await().atMost(SOON).until(() -> seen.size() == 20);
		assertThat(seen).allMatch(Delivery::remotelySettled);
		await().atMost(SOON).until(() -> waiting() == 0);
	}

	@Test
	void aMessageOfThreeMegabytesComesInManyFrames() {
		List<Integer> sizes = new CopyOnWriteArrayList<>();
		receive((options) -> options.maxMessageSize(5_000_000),
				MessageHandler.accepting((delivery) -> sizes.add(delivery.message().bodyText().length())));
		MessageSender sender = this.connection.session().sender(SenderOptions.builder(this.address).build());
		join(sender.send(OutgoingMessage.text("x".repeat(3_000_000)).messageId("large").build()));
		await().atMost(SOON).until(() -> sizes.size() == 1);
		assertThat(sizes).containsExactly(3_000_000);
	}

	@Test
	void closeReleasesWhatIsBufferedAndOpenGoesOn() {
		List<Delivery> seen = new CopyOnWriteArrayList<>();
		MessageReceiver receiver = receive((options) -> options.prefetch(10), (delivery) -> {
			seen.add(delivery);
			return MessageHandler.SETTLES_ITSELF;
		});
		send(30);
		await().atMost(SOON).until(() -> seen.size() == 10);
		CompletionStage<Void> closing = receiver.close();
		seen.forEach(Delivery::accept);
		join(closing);
		assertThat(seen).hasSize(10);
		await().atMost(SOON).until(() -> waiting() == 20);
		join(receiver.open());
		await().atMost(SOON).until(() -> {
			seen.forEach(Delivery::accept);
			return seen.size() == 30;
		});
		seen.forEach(Delivery::accept);
		await().atMost(SOON).until(() -> waiting() == 0);
	}

	@Test
	void aMessageOfAStrangerThatIsNestedTooDeepIsRejectedUnread() throws Exception {
		List<String> seen = new CopyOnWriteArrayList<>();
		MessageReceiver receiver = receive((options) -> options,
				MessageHandler.accepting((delivery) -> seen.add(delivery.message().bodyText())));
		HostileSender.send(this.rabbit.port(), this.address, HostileSender.nested());
		send(1);
		await().atMost(SOON).until(() -> seen.size() == 1 && waiting() == 0);
		assertThat(seen).containsExactly("text-0");
		assertThat(receiver.state()).isEqualTo(ReceiverState.OPEN);
		assertThat(receiver.lastError()).isNull();
	}

	@Test
	void theProbeIsAnswered() {
		MessageReceiver receiver = receive((options) -> options, MessageHandler.accepting((delivery) -> {
		}));
		assertThat(join(receiver.work()).state()).isEqualTo(ReceiverState.OPEN);
	}

	@Test
	void anUnknownQueueIsARefusalWithItsCondition() {
		AmqpConnection once = AmqpConnection.create(ConnectionOptions.builder("127.0.0.1", this.rabbit.port())
			.credentials(Credentials.password("guest", "guest"))
			.recovery(RecoveryOptions.builder().enabled(false).build())
			.build());
		MessageReceiver receiver = once.session()
			.receiver(ReceiverOptions.builder("/amq/queue/nowhere").build(), MessageHandler.accepting((delivery) -> {
			}));
		assertThatThrownBy(() -> join(receiver.open())).cause().hasMessageContaining("not-found");
		join(once.close());
	}

	@Test
	void theReceiverComesBackWithTheBroker() {
		List<String> seen = new CopyOnWriteArrayList<>();
		MessageReceiver receiver = receive((options) -> options,
				MessageHandler.accepting((delivery) -> seen.add(delivery.message().bodyText())));
		this.rabbit.kill9();
		await().atMost(SOON).until(() -> receiver.state() == ReceiverState.RECOVERING);
		this.rabbit.startAgain();
		await().atMost(SOON).until(() -> receiver.state() == ReceiverState.OPEN);
		send(5);
		await().atMost(SOON).until(() -> seen.size() == 5);
	}

}
