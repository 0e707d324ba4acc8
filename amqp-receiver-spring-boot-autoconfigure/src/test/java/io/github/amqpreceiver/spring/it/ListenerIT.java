package io.github.amqpreceiver.spring.it;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.event.ReceiverState;
import io.github.amqpreceiver.event.ReceiverStatus;
import io.github.amqpreceiver.message.ReceivedMessage;
import io.github.amqpreceiver.spring.annotation.AmqpHandler;
import io.github.amqpreceiver.spring.annotation.AmqpListener;
import io.github.amqpreceiver.spring.annotation.OnFailure;
import io.github.amqpreceiver.spring.container.AmqpListenerContainer;
import io.github.amqpreceiver.spring.container.AmqpListenerEvent;
import io.github.amqpreceiver.spring.endpoint.CallSettings;
import io.github.amqpreceiver.spring.endpoint.LinkSettings;
import io.github.amqpreceiver.spring.settle.AmqpAcknowledgment;
import io.github.amqpreceiver.spring.settle.FailureOutcome;
import io.github.amqpreceiver.testsupport.EmbeddedArtemis;
import io.github.amqpreceiver.testsupport.QueuedMessage;
import io.github.amqpreceiver.testsupport.ReferenceReceiver;
import io.github.amqpreceiver.testsupport.ReferenceSender;
import io.github.amqpreceiver.testsupport.TestMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

import org.springframework.context.event.EventListener;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.SendTo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Listeners of a Spring Boot application on an Artemis broker. */
class ListenerIT {

	static EmbeddedArtemis broker;

	static final List<Object> seen = new CopyOnWriteArrayList<>();

	/** A queue for each test, so that none sees another's messages. */
	private String queue;

	@BeforeAll
	static void startBroker() {
		broker = EmbeddedArtemis.builder().maxDeliveryAttempts("limited", 3, "dead").topics("topic").start();
	}

	@AfterAll
	static void stopBroker() {
		broker.stop();
	}

	@BeforeEach
	void name(TestInfo test) {
		this.queue = test.getTestMethod().orElseThrow().getName();
	}

	@AfterEach
	void forget() {
		seen.clear();
	}

	private ListenerApplication start(Class<?> listener, String... properties) {
		String[] all = java.util.Arrays.copyOf(properties, properties.length + 1);
		all[properties.length] = "queue=" + this.queue;
		return ListenerApplication.start(broker, listener, all);
	}

	private void send(String address, TestMessage... messages) {
		try (ReferenceSender sender = ReferenceSender.open(broker.port(), address)) {
			for (TestMessage message : messages) {
				sender.send(message);
			}
		}
	}

	private void awaitEmpty(String address) {
		await().untilAsserted(() -> {
			assertThat(broker.messageCount(address)).isZero();
			assertThat(broker.deliveringCount(address)).isZero();
		});
	}

	record Order(String id, int amount) {
	}

	static class Orders {

		@AmqpListener(addresses = "${queue}", id = "orders")
		void on(Order order, @Header("customer") String customer) {
			seen.add(order.id() + " " + customer);
		}

	}

	@Test
	void jsonBecomesARecordAndIsAccepted() {
		try (ListenerApplication application = start(Orders.class)) {
			send(this.queue,
					TestMessage.text("{\"id\":\"a\",\"amount\":1}")
						.contentType("application/json")
						.property("customer", "c"));
			await().until(() -> seen.contains("a c"));
			awaitEmpty(this.queue);
		}
	}

	@Test
	void poisonIsRejectedOnceAndDoesNotStopTheOthers() {
		try (ListenerApplication application = start(Orders.class)) {
			send(this.queue, TestMessage.text("nonsense").contentType("application/json").property("customer", "c"),
					TestMessage.text("{\"id\":\"b\",\"amount\":1}")
						.contentType("application/json")
						.property("customer", "c"));
			await().until(() -> seen.contains("b c"));
			awaitEmpty(this.queue);
		}
	}

	@Test
	void settingsByIdGoBeforeTheAnnotation() {
		try (ListenerApplication application = start(Orders.class, "amqp.receiver.listener.prefetch=7",
				"amqp.receiver.listeners.orders.concurrency=3")) {
			AmqpListenerContainer container = application.registry().container("orders");
			assertThat(container.settings().get(LinkSettings.PREFETCH)).isEqualTo(7);
			assertThat(container.settings().get(CallSettings.CONCURRENCY)).isEqualTo(3);
			await().untilAsserted(() -> assertThat(container.status().get(0).counters().credit()).isEqualTo(7));
		}
	}

	static class Limited {

		@AmqpListener("limited")
		void on(String text) {
			seen.add(text);
			throw new IllegalStateException("no");
		}

	}

	@Test
	void aFailureIsCountedByTheBrokerUntilItGoesToTheDeadLetters() {
		try (ListenerApplication application = start(Limited.class)) {
			send("limited", TestMessage.text("x").id("limited-1"));
			await().until(() -> broker.browse("dead")
				.stream()
				.anyMatch((message) -> "limited-1".equals(message.messageId())));
			assertThat(seen).hasSize(3);
		}
	}

	static class Outcomes {

		@AmqpListener(addresses = "${queue}", ackMode = "manual")
		void on(String text, AmqpAcknowledgment acknowledgment, @Header("amqp_deliveryCount") long failed) {
			seen.add(text + " " + failed);
			switch (text + failed) {
				case "fail0" -> acknowledgment.fail();
				case "release0" -> {
					if (seen.stream().filter("release 0"::equals).count() < 2) {
						acknowledgment.release();
					}
					else {
						acknowledgment.accept();
					}
				}
				case "reject0" -> acknowledgment.reject("because");
				default -> acknowledgment.accept();
			}
		}

	}

	@Test
	void theFourOutcomes() {
		try (ListenerApplication application = start(Outcomes.class)) {
			send(this.queue, TestMessage.text("accept"), TestMessage.text("fail"), TestMessage.text("release"),
					TestMessage.text("reject"));
			awaitEmpty(this.queue);
			assertThat(seen).contains("accept 0", "fail 0", "fail 1", "release 0", "reject 0");
			assertThat(seen).filteredOn("release 0"::equals).hasSize(2);
			assertThat(seen).filteredOn("reject 0"::equals).hasSize(1);
		}
	}

	static class Exhausted {

		@AmqpListener(addresses = "${queue}", maxDeliveries = "2", recoverTo = "${queue}.parked",
				failures = @OnFailure(value = IllegalStateException.class, outcome = FailureOutcome.MODIFIED_FAILED))
		void on(String text) {
			seen.add(text);
			throw new AssertionError("an error is no reason to stop");
		}

	}

	@Test
	void aFailedMessageIsForwardedWithTheReason() {
		try (ListenerApplication application = start(Exhausted.class)) {
			send(this.queue, TestMessage.text("x").id("parked-1").property("p", "v"));
			await().until(() -> broker.messageCount(this.queue + ".parked") == 1);
			awaitEmpty(this.queue);
			QueuedMessage parked = broker.browse(this.queue + ".parked").get(0);
			assertThat(parked.messageId()).isEqualTo("parked-1");
			assertThat(parked.applicationProperties()).containsEntry("p", "v");
			assertThat(parked.annotations().get("x-opt-amqp-receiver-reason").toString()).contains("no reason to stop");
		}
	}

	static class Deleting {

		@AmqpListener(addresses = "${queue}", receiveSettleMode = "receive-and-delete")
		void on(String text) {
			seen.add(text);
			throw new IllegalStateException("lost, as asked for");
		}

	}

	@Test
	void receiveAndDelete() {
		try (ListenerApplication application = start(Deleting.class)) {
			send(this.queue, TestMessage.text("x"), TestMessage.text("y"));
			await().until(() -> seen.size() == 2);
			awaitEmpty(this.queue);
		}
	}

	static class Selecting {

		@AmqpListener(addresses = "${queue}", selector = "colour = 'red'")
		void on(ReceivedMessage message) {
			seen.add(message.applicationProperty("colour"));
		}

	}

	@Test
	void aSelector() {
		try (ListenerApplication application = start(Selecting.class)) {
			send(this.queue, TestMessage.text("1").property("colour", "blue"),
					TestMessage.text("2").property("colour", "red"));
			await().until(() -> seen.contains("red"));
			assertThat(broker.messageCount(this.queue)).isEqualTo(1);
			assertThat(seen).containsExactly("red");
		}
	}

	static class Browsing {

		@AmqpListener(addresses = "${queue}", browse = "true")
		void on(String text) {
			seen.add(text);
		}

	}

	@Test
	void browsingLeavesTheMessages() {
		broker.createQueue(this.queue);
		send(this.queue, TestMessage.text("1"), TestMessage.text("2"));
		try (ListenerApplication application = start(Browsing.class)) {
			await().until(() -> seen.size() == 2);
		}
		assertThat(broker.messageCount(this.queue)).isEqualTo(2);
	}

	static class Replying {

		@AmqpListener("${queue}")
		@SendTo
		String on(String text) {
			return text.toUpperCase();
		}

	}

	@Test
	void aReplyWithItsCorrelationId() {
		broker.createQueue("answers");
		try (ListenerApplication application = start(Replying.class)) {
			send(this.queue, TestMessage.text("hello").replyTo("answers", "c1"));
			try (ReferenceReceiver answers = ReferenceReceiver.open(broker.port(), "answers")) {
				var answer = answers.receive(Duration.ofSeconds(10));
				assertThat(answer).isNotNull();
				assertThat(answer.message().text()).isEqualTo("HELLO");
				assertThat(answer.message().properties()).containsEntry("correlation-id", "c1");
				answer.accept();
			}
		}
	}

	static class Batches {

		@AmqpListener(addresses = "${queue}", batch = "true", batchSize = "50", batchTimeout = "100ms")
		void on(List<Order> orders) {
			seen.add(orders.size());
		}

	}

	@Test
	void batches() {
		try (ListenerApplication application = start(Batches.class)) {
			try (ReferenceSender sender = ReferenceSender.open(broker.port(), this.queue)) {
				sender.sendAll(220, (i) -> TestMessage.text("{\"id\":\"a\",\"amount\":" + i + "}"));
			}
			await().until(() -> seen.stream().mapToInt(Integer.class::cast).sum() == 220);
			awaitEmpty(this.queue);
			assertThat(seen).contains(50);
		}
	}

	@AmqpListener("${queue}")
	static class ByType {

		@AmqpHandler
		void order(Order order) {
			seen.add(order);
		}

		@AmqpHandler
		void number(Long number) {
			seen.add(number);
		}

		@AmqpHandler(fallback = true)
		void other(Object body) {
			seen.add("other");
		}

	}

	@Test
	void theTypeOfThePayloadChoosesTheMethod() {
		try (ListenerApplication application = start(ByType.class)) {
			send(this.queue, TestMessage.text("{\"id\":\"a\",\"amount\":1}"), TestMessage.value(5L),
					TestMessage.value(Map.of("id", "b", "amount", 2)));
			await().until(() -> seen.size() == 3);
			assertThat(seen).containsExactly(new Order("a", 1), 5L, new Order("b", 2));
		}
	}

	static class Durable {

		@AmqpListener(addresses = "topic", id = "durable", subscription = "audit", durable = "true")
		void on(String text) {
			seen.add(text);
		}

	}

	@Test
	void aDurableSubscriptionKeepsWhatComesWhileTheApplicationIsAway() {
		String containerId = "amqp.receiver.container-id=durable-test";
		try (ListenerApplication application = start(Durable.class, containerId)) {
			awaitOpen(application, "durable");
			send("topic", TestMessage.text("1"));
			await().until(() -> seen.contains("1"));
		}
		send("topic", TestMessage.text("2"));
		try (ListenerApplication application = start(Durable.class, containerId)) {
			await().until(() -> seen.contains("2"));
		}
	}

	private static void awaitOpen(ListenerApplication application, String id) {
		await().until(() -> application.registry()
			.container(id)
			.status()
			.stream()
			.map(ReceiverStatus::state)
			.allMatch(ReceiverState.OPEN::equals));
	}

	static class Neighbours {

		final CountDownLatch unblock = new CountDownLatch(1);

		final AtomicInteger healthy = new AtomicInteger();

		final List<AmqpListenerEvent> events = new CopyOnWriteArrayList<>();

		@AmqpListener(addresses = "failing", id = "failing", retries = "3", failureOutcome = "rejected")
		void failing(String text) {
			throw new IllegalStateException("always");
		}

		@AmqpListener(addresses = "throwing", id = "throwing", failureOutcome = "rejected")
		void throwing(String text) {
			throw new StackOverflowError();
		}

		@AmqpListener(addresses = "blocking", id = "blocking", prefetch = "5")
		void blocking(String text) throws InterruptedException {
			this.unblock.await();
		}

		@AmqpListener(addresses = "healthy", id = "healthy")
		void healthy(String text) {
			this.healthy.incrementAndGet();
		}

		@EventListener
		void event(AmqpListenerEvent event) {
			this.events.add(event);
		}

	}

	@Test
	void aFailingAnErrorThrowingAndABlockingListenerBesideAHealthyOne() {
		try (ListenerApplication application = start(Neighbours.class, "amqp.receiver.listener.retry-delay=10ms")) {
			Neighbours listeners = application.bean(Neighbours.class);
			for (String address : List.of("failing", "throwing", "blocking")) {
				try (ReferenceSender sender = ReferenceSender.open(broker.port(), address)) {
					sender.sendAll(20, (i) -> TestMessage.text("x"));
				}
			}
			try (ReferenceSender sender = ReferenceSender.open(broker.port(), "healthy")) {
				sender.sendAll(5_000, (i) -> TestMessage.text("x"));
			}
			await().until(() -> listeners.healthy.get() == 5_000);
			awaitEmpty("healthy");
			awaitEmpty("failing");
			awaitEmpty("throwing");
			assertThat(broker.deliveringCount("blocking")).as("no more than prefetch").isLessThanOrEqualTo(5);
			listeners.unblock.countDown();
			awaitEmpty("blocking");
			for (String id : List.of("failing", "throwing", "blocking", "healthy")) {
				assertThat(application.registry().container(id).status()).extracting(ReceiverStatus::state)
					.containsOnly(ReceiverState.OPEN);
			}
			assertThat(listeners.events).contains(new AmqpListenerEvent.Started("healthy"));
		}
	}

	@Test
	void stopStartPauseAndResumeById() {
		try (ListenerApplication application = start(Orders.class)) {
			awaitOpen(application, "orders");
			application.registry().pause("orders").toCompletableFuture().join();
			send(this.queue, order("paused"));
			assertThat(application.registry().container("orders").condition())
				.isEqualTo(AmqpListenerContainer.Condition.PAUSED);
			assertThat(seen).isEmpty();
			application.registry().resume("orders");
			await().until(() -> seen.contains("paused c"));
			application.registry().stop("orders").toCompletableFuture().join();
			assertThat(broker.consumerCount(this.queue)).isZero();
			send(this.queue, order("stopped"));
			application.registry().start("orders");
			await().until(() -> seen.contains("stopped c"));
		}
	}

	@Test
	void aBrokerThatIsDownAtStartIsNoReasonNotToStart() {
		EmbeddedArtemis late = EmbeddedArtemis.builder().start();
		late.stop();
		try (ListenerApplication application = ListenerApplication.start(late.port(), List.of(Orders.class),
				"queue=late", "amqp.receiver.recovery.initial-delay=100ms")) {
			assertThat(application.registry().container("orders").isRunning()).isTrue();
			late.start();
			awaitOpen(application, "orders");
		}
		finally {
			late.stop();
		}
	}

	private static TestMessage order(String id) {
		return TestMessage.text("{\"id\":\"" + id + "\",\"amount\":1}")
			.contentType("application/json")
			.property("customer", "c");
	}

	static class Returning {

		@AmqpListener("${queue}")
		Outcome on(String text, @Header("amqp_deliveryCount") long failed) {
			seen.add(failed);
			return (failed == 0) ? Outcome.failed() : Outcome.accepted();
		}

	}

	@Test
	void aMethodReturnsItsOutcome() {
		try (ListenerApplication application = start(Returning.class)) {
			send(this.queue, TestMessage.text("x"));
			awaitEmpty(this.queue);
			assertThat(seen).containsExactly(0L, 1L);
		}
	}

}
