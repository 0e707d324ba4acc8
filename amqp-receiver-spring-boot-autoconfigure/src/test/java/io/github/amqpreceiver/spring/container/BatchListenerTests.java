package io.github.amqpreceiver.spring.container;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.message.OutgoingMessage;
import io.github.amqpreceiver.spring.annotation.AmqpListener;
import io.github.amqpreceiver.spring.fake.FakeDelivery;
import io.github.amqpreceiver.spring.fake.ListenerContext;
import io.github.amqpreceiver.spring.settle.AmqpAcknowledgment;
import io.github.amqpreceiver.spring.settle.DeliveryOutcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.messaging.handler.annotation.Header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Methods that take lists. */
class BatchListenerTests {

	record Order(int n) {
	}

	static final List<List<Order>> batches = new CopyOnWriteArrayList<>();

	static Function<List<Order>, List<Outcome>> behaviour;

	private final ListenerContext listeners = ListenerContext.create();

	@AfterEach
	void close() {
		this.listeners.close();
		batches.clear();
	}

	private List<FakeDelivery> deliver(int count) {
		List<FakeDelivery> deliveries = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			deliveries.add(this.listeners.receiver("queue")
				.deliver(OutgoingMessage.json("{\"n\":" + i + "}").applicationProperty("h", "h" + i).build()));
		}
		return deliveries;
	}

	private static void awaitSettled(List<FakeDelivery> deliveries) {
		await().until(() -> deliveries.stream().allMatch(FakeDelivery::settled));
	}

	static class Batches {

		@AmqpListener(addresses = "queue", batch = "true", batchSize = "4", batchTimeout = "200ms")
		List<Outcome> on(List<Order> orders, @Header("h") List<String> headers) {
			assertThat(headers).hasSameSizeAs(orders);
			batches.add(orders);
			return (behaviour != null) ? behaviour.apply(orders) : null;
		}

	}

	@Test
	void aFullBatchDoesNotWaitAndTheRestWaitsForTheTimeout() {
		behaviour = null;
		this.listeners.start(new Batches());
		List<FakeDelivery> deliveries = deliver(6);
		awaitSettled(deliveries);
		assertThat(batches).extracting(List::size).containsExactly(4, 2);
		assertThat(batches.get(0)).containsExactly(new Order(0), new Order(1), new Order(2), new Order(3));
		assertThat(deliveries).allMatch((delivery) -> delivery.outcome() == Outcome.accepted());
	}

	@Test
	void anOutcomeForEachMessage() {
		behaviour = (orders) -> List.of(Outcome.accepted(), Outcome.released(), Outcome.failed(), Outcome.accepted());
		this.listeners.start(new Batches());
		List<FakeDelivery> deliveries = deliver(4);
		awaitSettled(deliveries);
		assertThat(deliveries).extracting(FakeDelivery::outcome)
			.containsExactly(Outcome.accepted(), Outcome.released(), Outcome.failed(), Outcome.accepted());
	}

	@Test
	void aFailureIsTheOutcomeOfAll() {
		behaviour = (orders) -> {
			throw new IllegalStateException("no");
		};
		this.listeners.start(new Batches());
		List<FakeDelivery> deliveries = deliver(4);
		awaitSettled(deliveries);
		assertThat(deliveries).extracting(FakeDelivery::outcome).containsOnly(Outcome.failed());
	}

	@Test
	void poisonFailsAloneAndTheOthersAreHandled() {
		behaviour = null;
		this.listeners.start(new Batches());
		List<FakeDelivery> deliveries = deliver(2);
		FakeDelivery poison = this.listeners.receiver("queue").deliver(OutgoingMessage.json("nonsense").build());
		deliveries.addAll(deliver(1));
		awaitSettled(deliveries);
		await().until(poison::settled);
		assertThat(poison.outcome()).isInstanceOf(Outcome.Rejected.class);
		assertThat(deliveries).extracting(FakeDelivery::outcome).containsOnly(Outcome.accepted());
		assertThat(batches).extracting(List::size).containsExactly(3);
	}

	@Test
	void aStopDoesNotWaitForTheBatchToFill() {
		behaviour = null;
		this.listeners.start(new Batches());
		List<FakeDelivery> deliveries = deliver(1);
		this.listeners.registry().stop("Batches-on");
		awaitSettled(deliveries);
	}

	@Test
	void interceptorsAreAroundTheBatchAndSeeItsFailure() {
		behaviour = (orders) -> {
			throw new IllegalStateException("no");
		};
		List<String> seen = new ArrayList<>();
		this.listeners.factory((builder) -> builder.batchInterceptors(List.of((id, batch, next) -> {
			seen.add("outer " + id + " " + batch.size());
			return next.onMessages(batch);
		}, (id, batch, next) -> {
			try {
				return next.onMessages(batch);
			}
			catch (IllegalStateException ex) {
				seen.add("failed");
				return CompletableFuture
					.completedStage(batch.stream().map((one) -> new DeliveryOutcome(one, Outcome.released())).toList());
			}
		})));
		this.listeners.start(new Batches());
		List<FakeDelivery> deliveries = deliver(4);
		awaitSettled(deliveries);
		assertThat(deliveries).extracting(FakeDelivery::outcome).containsOnly(Outcome.released());
		assertThat(seen).containsExactly("outer Batches-on 4", "failed");
	}

	@Test
	void anInterceptorKeepsMessagesBackAndSaysWhatBecomesOfThem() {
		behaviour = null;
		this.listeners.factory((builder) -> builder.batchInterceptors(List.of((id, batch, next) -> {
			List<Delivery> last = batch.subList(2, batch.size());
			return next.onMessages(last).thenApply((settled) -> {
				List<DeliveryOutcome> all = new ArrayList<>(settled);
				all.add(new DeliveryOutcome(batch.get(0), Outcome.rejected()));
				return all;
			});
		})));
		this.listeners.start(new Batches());
		List<FakeDelivery> deliveries = deliver(4);
		awaitSettled(deliveries);
		assertThat(batches).containsExactly(List.of(new Order(2), new Order(3)));
		assertThat(deliveries).extracting(FakeDelivery::outcome)
			.as("the second, of which nothing was said, has failed")
			.containsExactly(Outcome.rejected(), Outcome.failed(), Outcome.accepted(), Outcome.accepted());
	}

	@Test
	void anInterceptorThatReturnsNothingFailsItsBatchAndNotTheNext() {
		behaviour = null;
		AtomicInteger calls = new AtomicInteger();
		this.listeners.factory(
				(builder) -> builder.batchInterceptors(List.of((id, batch, next) -> switch (calls.getAndIncrement()) {
					case 0 -> null;
					case 1 -> CompletableFuture.completedStage(null);
					default -> next.onMessages(batch);
				})));
		this.listeners.start(new Batches());
		List<FakeDelivery> deliveries = deliver(12);
		awaitSettled(deliveries);
		assertThat(deliveries).extracting(FakeDelivery::outcome).filteredOn(Outcome.failed()::equals).hasSize(8);
		assertThat(batches).hasSize(1);
	}

	static class Manual {

		@AmqpListener(addresses = "queue", batch = "true", batchSize = "2", ackMode = "MANUAL")
		void on(List<String> texts, List<AmqpAcknowledgment> acknowledgments) {
			acknowledgments.get(0).accept();
			acknowledgments.get(1).release();
		}

	}

	@Test
	void eachMessageOfABatchHasItsAcknowledgment() {
		this.listeners.start(new Manual());
		List<FakeDelivery> deliveries = deliver(2);
		awaitSettled(deliveries);
		assertThat(deliveries).extracting(FakeDelivery::outcome)
			.containsExactly(Outcome.accepted(), Outcome.released());
	}

}
