package io.github.amqpreceiver.broker;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.amqpreceiver.AmqpConnection;
import io.github.amqpreceiver.MessageReceiver;
import io.github.amqpreceiver.MessageSender;
import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.event.ReceiverState;
import io.github.amqpreceiver.message.OutgoingMessage;
import io.github.amqpreceiver.options.ReceiverOptions;
import io.github.amqpreceiver.options.SenderOptions;
import io.github.amqpreceiver.options.Source;
import io.github.amqpreceiver.options.TerminusDurability;
import io.github.amqpreceiver.options.TerminusExpiryPolicy;
import io.github.amqpreceiver.testsupport.EmbeddedArtemis;
import io.github.amqpreceiver.testsupport.ReferenceSender;
import io.github.amqpreceiver.testsupport.TestMessage;
import io.github.amqpreceiver.type.Symbol;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Subscriptions and filters with Artemis, which has topics and grants both. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SubscriptionsIT {

	private static final Duration SOON = Duration.ofSeconds(20);

	private EmbeddedArtemis artemis;

	@BeforeAll
	void startBroker() {
		this.artemis = EmbeddedArtemis.builder().topics("durable", "shared", "local").queues("selected").start();
	}

	@AfterAll
	void stopBroker() {
		this.artemis.close();
	}

	private AmqpConnection connect(String container) {
		return AmqpConnection.create(BrokerStories.options(this.artemis.port()).containerId(container).build());
	}

	private static Source.Builder durable(String address) {
		return Source.builder(address)
			.durability(TerminusDurability.UNSETTLED_STATE)
			.expiryPolicy(TerminusExpiryPolicy.NEVER);
	}

	private static MessageReceiver receive(AmqpConnection connection, String name, Source source, List<String> seen) {
		MessageReceiver receiver = connection.session()
			.receiver(ReceiverOptions.builder(String.valueOf(source.address())).name(name).source(source).build(),
					MessageHandler.accepting((delivery) -> seen.add(delivery.message().bodyText())));
		join(receiver.open());
		return receiver;
	}

	private void send(String address, String... texts) {
		try (ReferenceSender sender = ReferenceSender.open(this.artemis.port(), address)) {
			sender.sendAll(texts.length, (i) -> TestMessage.text(texts[i]).property("n", i));
		}
	}

	private static <T> T join(CompletionStage<T> stage) {
		return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
	}

	@Test
	void aDurableSubscriptionOutlivesConnectionsAndEndsWhenAsked() {
		Source source = durable("durable").capabilities(List.of(Symbol.valueOf("topic"))).build();
		List<String> seen = new CopyOnWriteArrayList<>();
		AmqpConnection first = connect("durable-1");
		MessageReceiver receiver = receive(first, "sub", source, seen);
		send("durable", "while attached");
		await().atMost(SOON).until(() -> seen.contains("while attached"));
		this.artemis.disconnectAll();
		send("durable", "while cut off");
		await().atMost(SOON).until(() -> seen.contains("while cut off"));
		await().atMost(SOON).until(() -> receiver.state() == ReceiverState.OPEN);
		join(receiver.destroy());
		join(first.close());
		send("durable", "while away");
		AmqpConnection second = connect("durable-1");
		MessageReceiver again = receive(second, "sub", source, seen);
		await().atMost(SOON).until(() -> seen.contains("while away"));
		assertThat(seen).containsExactly("while attached", "while cut off", "while away");
		assertThat(subscription("durable-1.sub")).isTrue();
		join(again.unsubscribe());
		await().atMost(SOON).until(() -> !subscription("durable-1.sub"));
		join(second.close());
	}

	private boolean subscription(String queue) {
		return this.artemis.server().locateQueue(SimpleString.of(queue)) != null;
	}

	@Test
	void aSharedSubscriptionSpreadsMessagesAndOutlivesAReconnect() {
		Source source = durable("shared")
			.capabilities(Stream.of("topic", "shared", "global").map(Symbol::valueOf).toList())
			.build();
		List<String> left = new CopyOnWriteArrayList<>();
		List<String> right = new CopyOnWriteArrayList<>();
		AmqpConnection one = connect("shared-1");
		AmqpConnection two = connect("shared-2");
		MessageReceiver first = receive(one, "group", source, left);
		MessageReceiver second = receive(two, "group", source, right);
		this.artemis.disconnectAll();
		String[] texts = Stream.iterate(0, (i) -> i + 1).limit(200).map(String::valueOf).toArray(String[]::new);
		await().atMost(SOON)
			.until(() -> first.state() == ReceiverState.OPEN && second.state() == ReceiverState.OPEN
					&& this.artemis.connectionCount() >= 2);
		send("shared", texts);
		await().atMost(SOON).until(() -> left.size() + right.size() >= 200);
		assertThat(Stream.concat(left.stream(), right.stream())).containsExactlyInAnyOrder(texts);
		join(first.destroy());
		join(second.unsubscribe());
		join(one.close());
		join(two.close());
	}

	@Test
	void aSelectorAndNoLocalAreGranted() {
		List<String> seen = new CopyOnWriteArrayList<>();
		AmqpConnection connection = connect("local-1");
		receive(connection, "selected", Source.builder("selected").selector("n >= 1").build(), seen);
		send("selected", "zero", "one", "two");
		await().atMost(SOON).until(() -> seen.size() == 2);
		assertThat(seen).containsExactly("one", "two");
		List<String> others = new CopyOnWriteArrayList<>();
		receive(connection, "local",
				Source.builder("local").capabilities(List.of(Symbol.valueOf("topic"))).noLocal().build(), others);
		MessageSender sender = connection.session()
			.sender(SenderOptions.builder("local").capabilities(List.of(Symbol.valueOf("topic"))).build());
		join(sender.send(OutgoingMessage.text("own").build()));
		send("local", "from elsewhere");
		await().atMost(SOON).until(() -> others.contains("from elsewhere"));
		assertThat(others).containsExactly("from elsewhere");
		join(connection.close());
	}

	@Test
	void aDynamicAddressIsAssignedAndCanBeSentTo() {
		List<String> seen = new CopyOnWriteArrayList<>();
		AmqpConnection connection = connect("dynamic-1");
		MessageReceiver receiver = connection.session()
			.receiver(ReceiverOptions.builder(Source.builder(null).dynamic(true).build()).build(),
					MessageHandler.accepting((delivery) -> seen.add(delivery.message().bodyText())));
		join(receiver.open());
		String assigned = receiver.status().address();
		assertThat(assigned).isNotBlank().isNotEqualTo("(dynamic)");
		send(assigned, "to whom it may concern");
		await().atMost(SOON).until(() -> seen.size() == 1);
		join(connection.close());
	}

}
