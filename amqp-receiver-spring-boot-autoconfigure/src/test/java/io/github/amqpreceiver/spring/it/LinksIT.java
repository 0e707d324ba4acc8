package io.github.amqpreceiver.spring.it;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.event.ReceiverState;
import io.github.amqpreceiver.event.ReceiverStatus;
import io.github.amqpreceiver.spring.annotation.AmqpListener;
import io.github.amqpreceiver.spring.container.AmqpListenerEvent;
import io.github.amqpreceiver.testsupport.TestMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Selectors, filters, subscriptions, browsing, consumers: how links are attached. */
class LinksIT {

	@RegisterExtension
	final ListenerScene scene = new ListenerScene();

	static class Selecting {

		final List<String> seen = new CopyOnWriteArrayList<>();

		@AmqpListener(addresses = "${queue}", selector = "colour = '${wanted}' AND size > 3")
		void on(String text) {
			this.seen.add(text);
		}

	}

	@Test
	void aSelectorWithAPlaceholder() {
		this.scene.broker().createQueue(this.scene.queue());
		this.scene.send(TestMessage.text("blue").property("colour", "blue").property("size", 5),
				TestMessage.text("small").property("colour", "red").property("size", 1),
				TestMessage.text("right").property("colour", "red").property("size", 5));
		Selecting listener = this.scene.start(Selecting.class, "wanted=red");
		await().untilAsserted(() -> assertThat(listener.seen).containsExactly("right"));
		await().untilAsserted(() -> assertThat(this.scene.broker().messageCount(this.scene.queue())).isEqualTo(2));
	}

	static class WrongSelector {

		final List<AmqpListenerEvent.GaveUp> gaveUp = new CopyOnWriteArrayList<>();

		@AmqpListener(addresses = "${queue}", id = "wrong", selector = "colour = = 'red'", autoStartup = "false")
		void on(String text) {
		}

		@EventListener
		void event(AmqpListenerEvent.GaveUp event) {
			this.gaveUp.add(event);
		}

	}

	@Test
	void aSelectorThatTheBrokerRefusesIsGivenUpAndNotTriedAgain() {
		ListenerApplication application = this.scene.start(List.of(WrongSelector.class));
		WrongSelector listener = application.bean(WrongSelector.class);
		application.registry().start("wrong");
		await().until(() -> listener.gaveUp.size() == 1);
		assertThat(listener.gaveUp.get(0).error().getMessage()).contains(this.scene.queue(), "amqp:invalid-field",
				"colour = = 'red'");
		ReceiverStatus status = application.registry().container("wrong").status().get(0);
		assertThat(status.state()).isEqualTo(ReceiverState.ERROR);
		assertThat(status.attempt()).isLessThanOrEqualTo(1);
	}

	@Test
	void aListenerThatGaveUpTriesAgainWhenItIsStarted() {
		ListenerApplication application = this.scene.start(List.of(WrongSelector.class));
		WrongSelector listener = application.bean(WrongSelector.class);
		application.registry().start("wrong");
		await().until(() -> listener.gaveUp.size() == 1);
		application.registry().start("wrong");
		await().until(() -> listener.gaveUp.size() == 2);
		assertThat(application.registry().container("wrong").isRunning()).isTrue();
	}

	static class Filtering {

		final List<String> seen = new CopyOnWriteArrayList<>();

		@AmqpListener(addresses = "${queue}", id = "filtering",
				filters = "apache.org:selector-filter:string=colour = 'red'")
		void on(String text) {
			this.seen.add(text);
		}

	}

	@Test
	void aFilterByItsOwnName() {
		this.scene.broker().createQueue(this.scene.queue());
		this.scene.send(TestMessage.text("blue").property("colour", "blue"),
				TestMessage.text("red").property("colour", "red"));
		Filtering listener = this.scene.start(Filtering.class);
		await().untilAsserted(() -> assertThat(listener.seen).containsExactly("red"));
	}

	static class Durable {

		final List<String> seen = new CopyOnWriteArrayList<>();

		@AmqpListener(addresses = "topic", id = "durable", subscription = "audit", durable = "true")
		void on(String text) {
			this.seen.add(text);
		}

	}

	@Test
	void aDurableSubscriptionKeepsWhatComesWhileTheApplicationIsAway() {
		String containerId = "amqp.receiver.container-id=links-it";
		ListenerApplication first = this.scene.start(List.of(Durable.class), containerId);
		this.scene.sendTo("topic", TestMessage.text("1"));
		await().until(() -> first.bean(Durable.class).seen.contains("1"));
		first.close();
		this.scene.sendTo("topic", TestMessage.text("2"));
		Durable second = this.scene.start(Durable.class, containerId);
		await().untilAsserted(() -> assertThat(second.seen).containsExactly("2"));
	}

	static class Shared {

		final List<String> seen = new CopyOnWriteArrayList<>();

		final Set<String> links = ConcurrentHashMap.newKeySet();

		@AmqpListener(addresses = "topic", id = "shared", subscription = "work", shared = "true", durable = "true",
				consumers = "2", prefetch = "1")
		void on(String text, Delivery delivery) {
			this.seen.add(text);
			this.links.add(delivery.linkName());
		}

	}

	@Test
	void linksAndApplicationsShareASubscription() {
		Shared one = this.scene.start(Shared.class);
		Shared other = this.scene.start(Shared.class);
		String[] texts = java.util.stream.IntStream.range(0, 200).mapToObj(String::valueOf).toArray(String[]::new);
		this.scene.sendTo("topic", java.util.Arrays.stream(texts).map(TestMessage::text).toArray(TestMessage[]::new));
		await().untilAsserted(() -> {
			List<String> all = new java.util.ArrayList<>(one.seen);
			all.addAll(other.seen);
			assertThat(all).as("each once").containsExactlyInAnyOrder(texts);
		});
		assertThat(one.links).hasSize(2);
		assertThat(other.links).hasSize(2);
	}

	static class Browsing {

		final List<String> seen = new CopyOnWriteArrayList<>();

		@AmqpListener(addresses = "${queue}", browse = "true")
		void on(String text) {
			this.seen.add(text);
		}

	}

	@Test
	void browsingLeavesTheMessagesWhereTheyAre() {
		this.scene.broker().createQueue(this.scene.queue());
		this.scene.send(TestMessage.text("1"), TestMessage.text("2"));
		ListenerApplication application = this.scene.start(List.of(Browsing.class));
		await().untilAsserted(() -> assertThat(application.bean(Browsing.class).seen).containsExactly("1", "2"));
		application.close();
		assertThat(this.scene.broker().messageCount(this.scene.queue())).isEqualTo(2);
	}

	static class Consumers {

		@AmqpListener(addresses = { "${queue}", "${queue}.more" }, id = "consumers", consumers = "3")
		void on(String text) {
		}

	}

	@Test
	void anAddressHasAsManyLinksAsConsumersSays() {
		this.scene.start(Consumers.class);
		assertThat(this.scene.broker().consumerCount(this.scene.queue())).isEqualTo(3);
		assertThat(this.scene.broker().consumerCount(this.scene.queue() + ".more")).isEqualTo(3);
	}

	static class Deleting {

		final List<String> seen = new CopyOnWriteArrayList<>();

		@AmqpListener(addresses = "limited.deleting", receiveSettleMode = "receive-and-delete")
		void on(String text) {
			this.seen.add(text);
			throw new IllegalStateException("lost, as asked for");
		}

	}

	@Test
	void whatIsReceivedAndDeletedIsGoneWhateverTheMethodDoes() {
		Deleting listener = this.scene.start(Deleting.class);
		this.scene.sendTo("limited.deleting", TestMessage.text("x").id("deleted"), TestMessage.text("y"));
		await().until(() -> listener.seen.size() == 2);
		this.scene.awaitEmpty("limited.deleting");
		assertThat(this.scene.dead("deleted")).isEmpty();
	}

}
