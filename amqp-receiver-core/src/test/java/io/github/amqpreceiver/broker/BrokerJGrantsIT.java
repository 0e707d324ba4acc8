package io.github.amqpreceiver.broker;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
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
import io.github.amqpreceiver.testsupport.EmbeddedBrokerJ;
import io.github.amqpreceiver.testsupport.TestBroker;
import io.github.amqpreceiver.type.Symbol;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What Broker-J grants, and subscriptions to its topic exchange, whose addresses are
 * {@code amq.topic/} and a routing key.
 */
class BrokerJGrantsIT extends GrantStories {

	private EmbeddedBrokerJ brokerJ;

	@BeforeAll
	void startBroker() {
		this.brokerJ = EmbeddedBrokerJ.builder().start();
	}

	@AfterAll
	void stopBroker() {
		this.brokerJ.close();
	}

	@Override
	TestBroker broker() {
		return this.brokerJ;
	}

	@Override
	boolean grantsTwoPhases() {
		return true;
	}

	private static Source durable(String address, String... capabilities) {
		return Source.builder(address)
			.durability(TerminusDurability.UNSETTLED_STATE)
			.expiryPolicy(TerminusExpiryPolicy.NEVER)
			.capabilities(Stream.of(capabilities).map(Symbol::valueOf).toList())
			.build();
	}

	private static MessageReceiver subscribe(AmqpConnection connection, String name, Source source, List<String> seen) {
		return receive(connection, ReceiverOptions.builder(source).name(name).build(),
				MessageHandler.accepting((delivery) -> seen.add(delivery.message().bodyText())));
	}

	@Test
	void aDurableSubscriptionOutlivesConnectionsAndEndsWhenAsked() {
		List<String> seen = new CopyOnWriteArrayList<>();
		AmqpConnection first = open("durable");
		MessageReceiver receiver = subscribe(first, "sub", durable("amq.topic/news", "topic"), seen);
		send("amq.topic/news", "while attached");
		await().atMost(SOON).until(() -> seen.contains("while attached"));
		this.brokerJ.forceCloseAll();
		await().atMost(SOON).until(() -> receiver.lastError() != null && receiver.state() == ReceiverState.OPEN);
		send("amq.topic/news", "after it was cut off");
		await().atMost(SOON).until(() -> seen.contains("after it was cut off"));
		join(receiver.destroy());
		join(first.close());
		send("amq.topic/news", "while away");
		AmqpConnection second = open("durable");
		MessageReceiver again = subscribe(second, "sub", durable("amq.topic/news", "topic"), seen);
		await().atMost(SOON).until(() -> seen.contains("while away"));
		join(again.unsubscribe());
		send("amq.topic/news", "after the end");
		List<String> anew = new CopyOnWriteArrayList<>();
		MessageReceiver last = subscribe(second, "sub", durable("amq.topic/news", "topic"), anew);
		send("amq.topic/news", "of the new one");
		await().atMost(SOON).until(() -> anew.contains("of the new one"));
		assertThat(anew).containsExactly("of the new one");
		assertThat(seen).containsExactly("while attached", "after it was cut off", "while away");
		join(last.unsubscribe());
		join(second.close());
	}

	@Test
	void aSharedSubscriptionSpreadsMessages() {
		Source source = durable("amq.topic/shared", "topic", "shared", "global");
		List<String> left = new CopyOnWriteArrayList<>();
		List<String> right = new CopyOnWriteArrayList<>();
		AmqpConnection one = open("shared-1");
		AmqpConnection two = open("shared-2");
		MessageReceiver first = subscribe(one, "group", source, left);
		MessageReceiver second = subscribe(two, "group", source, right);
		String[] texts = Stream.iterate(0, (i) -> i + 1).limit(200).map(String::valueOf).toArray(String[]::new);
		send("amq.topic/shared", texts);
		await().atMost(SOON).until(() -> left.size() + right.size() >= 200);
		assertThat(Stream.concat(left.stream(), right.stream())).containsExactlyInAnyOrder(texts);
		join(first.destroy());
		join(second.unsubscribe());
		join(one.close());
		join(two.close());
	}

	@Test
	void noLocalIsGrantedAndObeyed() {
		List<String> others = new CopyOnWriteArrayList<>();
		AmqpConnection connection = open("local");
		receive(connection, ReceiverOptions
			.builder(Source.builder("amq.topic/local").capabilities(List.of(Symbol.valueOf("topic"))).noLocal().build())
			.build(), MessageHandler.accepting((delivery) -> others.add(delivery.message().bodyText())));
		MessageSender sender = connection.session().sender(SenderOptions.builder("amq.topic/local").build());
		join(sender.send(OutgoingMessage.text("own").build()));
		send("amq.topic/local", "from elsewhere");
		await().atMost(SOON).until(() -> others.contains("from elsewhere"));
		assertThat(others).containsExactly("from elsewhere");
		join(connection.close());
	}

}
