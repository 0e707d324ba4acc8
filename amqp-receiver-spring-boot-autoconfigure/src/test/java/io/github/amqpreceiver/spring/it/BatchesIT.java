package io.github.amqpreceiver.spring.it;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.spring.annotation.AmqpListener;
import io.github.amqpreceiver.spring.container.AmqpBatchInterceptor;
import io.github.amqpreceiver.spring.settle.DeliveryOutcome;
import io.github.amqpreceiver.testsupport.ReferenceSender;
import io.github.amqpreceiver.testsupport.TestMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.handler.annotation.Header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Messages in batches, from a broker. */
class BatchesIT {

	@RegisterExtension
	final ListenerScene scene = new ListenerScene();

	record Order(String id, int amount) {
	}

	static class Batches {

		final List<Integer> sizes = new CopyOnWriteArrayList<>();

		final List<Integer> amounts = new CopyOnWriteArrayList<>();

		final Set<Boolean> virtual = ConcurrentHashMap.newKeySet();

		@AmqpListener(addresses = "${queue}", batch = "true", batchSize = "50", batchTimeout = "100ms")
		void on(List<Order> orders, @Header("n") List<Integer> numbers) {
			assertThat(numbers).isEqualTo(orders.stream().map(Order::amount).toList());
			this.amounts.addAll(numbers);
			this.sizes.add(orders.size());
			this.virtual.add(ListenerThreadsIT.isVirtual());
		}

		int sum() {
			return this.sizes.stream().mapToInt(Integer::intValue).sum();
		}

	}

	private void sendOrders(int count) {
		try (ReferenceSender sender = ReferenceSender.open(this.scene.port(), this.scene.queue())) {
			sender.sendAll(count, (i) -> TestMessage.text("{\"id\":\"a\",\"amount\":" + i + "}").property("n", i));
		}
	}

	@Test
	void batchesAreFullWhereThereIsEnoughAndKeepTheOrder() {
		// sent before: a slow sender would make batches end by their time
		sendOrders(220);
		Batches listener = this.scene.start(Batches.class);
		await().until(() -> listener.sum() == 220);
		this.scene.awaitEmpty(this.scene.queue());
		assertThat(listener.sizes).contains(50).allSatisfy((size) -> assertThat(size).isLessThanOrEqualTo(50));
		assertThat(listener.amounts).isSorted().doesNotHaveDuplicates();
		assertThat(listener.virtual).containsExactly(false);
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void batchesRunOnVirtualThreadsWhenSpringBootSaysSo() {
		Batches listener = this.scene.start(Batches.class, "spring.threads.virtual.enabled=true");
		sendOrders(120);
		await().until(() -> listener.sum() == 120);
		assertThat(listener.virtual).containsExactly(true);
	}

	@Configuration(proxyBeanMethods = false)
	static class Intercepted {

		final List<String> around = new CopyOnWriteArrayList<>();

		@AmqpListener(addresses = "limited.intercepted", id = "intercepted", batch = "true", batchSize = "2",
				batchTimeout = "30s")
		void on(List<String> texts) {
			this.around.add("call " + texts);
		}

		@Bean
		AmqpBatchInterceptor withoutDoubles() {
			return (id, batch, next) -> {
				this.around.add("before " + id);
				List<Delivery> doubles = batch.stream()
					.filter((one) -> one.message().applicationProperty("double") != null)
					.toList();
				List<Delivery> others = batch.stream().filter((one) -> !doubles.contains(one)).toList();
				return next.onMessages(others).thenApply((settled) -> {
					this.around.add("after");
					Stream<DeliveryOutcome> back = doubles.stream()
						.map((one) -> new DeliveryOutcome(one, Outcome.rejected()));
					return Stream.concat(settled.stream(), back).toList();
				});
			};
		}

	}

	@Test
	void anInterceptorBeanIsAroundEachBatch() {
		ListenerApplication application = this.scene.start(List.of(Intercepted.class));
		this.scene.sendTo("limited.intercepted", TestMessage.text("1").id("intercepted-1"),
				TestMessage.text("2").id("intercepted-2").property("double", true));
		await().until(() -> this.scene.dead("intercepted-2").size() == 1);
		this.scene.awaitEmpty("limited.intercepted");
		assertThat(this.scene.dead("intercepted-1")).isEmpty();
		assertThat(application.bean(Intercepted.class).around).containsExactly("before intercepted", "call [1]",
				"after");
	}

	static class Outcomes {

		@AmqpListener(addresses = "limited.batch", batch = "true", batchSize = "3")
		List<Outcome> on(List<Order> orders) {
			return orders.stream()
				.map((order) -> (order.amount() > 1) ? Outcome.rejected() : Outcome.accepted())
				.toList();
		}

	}

	@Test
	void aBadMessageOfABatchIsRejectedAloneAndOthersHaveOutcomesOfTheirOwn() {
		this.scene.start(Outcomes.class);
		this.scene.sendTo("limited.batch", TestMessage.text("{\"id\":\"a\",\"amount\":1}").id("batch-good"),
				TestMessage.text("nonsense").id("batch-bad"),
				TestMessage.text("{\"id\":\"b\",\"amount\":2}").id("batch-rejected"));
		await().until(() -> this.scene.dead("batch-bad").size() == 1 && this.scene.dead("batch-rejected").size() == 1);
		this.scene.awaitEmpty("limited.batch");
		assertThat(this.scene.dead("batch-good")).isEmpty();
	}

}
