package io.github.amqpreceiver.spring.it;

import java.lang.reflect.Method;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.amqpreceiver.spring.annotation.AmqpListener;
import io.github.amqpreceiver.testsupport.EmbeddedArtemis;
import io.github.amqpreceiver.testsupport.QueuedMessage;
import io.github.amqpreceiver.testsupport.ReferenceSender;
import io.github.amqpreceiver.testsupport.TestMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** On which threads methods run, and what becomes of them at the end. */
class ListenerThreadsIT {

	static EmbeddedArtemis broker;

	@BeforeAll
	static void startBroker() {
		broker = EmbeddedArtemis.builder().queues("virtual", "stopping", "bounded").start();
	}

	@AfterAll
	static void stopBroker() {
		broker.stop();
	}

	/** Java 17 has none. */
	static boolean isVirtual() {
		Method method = ReflectionUtils.findMethod(Thread.class, "isVirtual");
		return method != null && Boolean.TRUE.equals(ReflectionUtils.invokeMethod(method, Thread.currentThread()));
	}

	private static void send(String queue, int count) {
		try (ReferenceSender sender = ReferenceSender.open(broker.port(), queue)) {
			sender.sendAll(count, (i) -> TestMessage.text("x"));
		}
	}

	static class Threads {

		final Set<Boolean> virtual = ConcurrentHashMap.newKeySet();

		final AtomicInteger handled = new AtomicInteger();

		@AmqpListener(addresses = "virtual", concurrency = "50")
		void on(String text) {
			this.virtual.add(isVirtual());
			this.handled.incrementAndGet();
		}

	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void virtualThreadsWhenSpringBootSaysSo() {
		send("virtual", 2_000);
		try (ListenerApplication application = ListenerApplication.start(broker, Threads.class,
				"spring.threads.virtual.enabled=true")) {
			Threads threads = application.bean(Threads.class);
			await().until(() -> threads.handled.get() == 2_000);
			assertThat(threads.virtual).containsExactly(true);
		}
	}

	static class Bounded {

		final AtomicInteger running = new AtomicInteger();

		final CountDownLatch end = new CountDownLatch(1);

		@AmqpListener(addresses = "bounded", concurrency = "50", prefetch = "5")
		void on(String text) throws InterruptedException {
			this.running.incrementAndGet();
			this.end.await();
		}

	}

	@Test
	void prefetchBoundsWhatIsHandledAtOnce() {
		send("bounded", 20);
		try (ListenerApplication application = ListenerApplication.start(broker, Bounded.class,
				"spring.threads.virtual.enabled=true")) {
			Bounded bounded = application.bean(Bounded.class);
			await().until(() -> bounded.running.get() == 5);
			assertThat(broker.deliveringCount("bounded")).as("the broker has no credit for more").isEqualTo(5);
			bounded.end.countDown();
			await().until(() -> bounded.running.get() == 20);
		}
	}

	static class Slow {

		final CountDownLatch running = new CountDownLatch(4);

		final CountDownLatch end = new CountDownLatch(1);

		@AmqpListener(addresses = "stopping", concurrency = "4", prefetch = "50")
		void on(String text) throws InterruptedException {
			this.running.countDown();
			this.end.await();
		}

	}

	@Test
	void aStopLetsRunningMethodsFinishAndGivesTheRestBack() throws Exception {
		send("stopping", 100);
		ListenerApplication application = ListenerApplication.start(broker, Slow.class);
		Slow slow = application.bean(Slow.class);
		slow.running.await();
		CompletableFuture<Void> closed = CompletableFuture.runAsync(application::close);
		await().untilAsserted(
				() -> assertThat(broker.deliveringCount("stopping")).as("others get them at once").isEqualTo(4));
		assertThat(closed).isNotDone();
		slow.end.countDown();
		closed.join();
		assertThat(broker.consumerCount("stopping")).isZero();
		assertThat(broker.messageCount("stopping")).isEqualTo(96);
		assertThat(broker.browse("stopping")).extracting(QueuedMessage::deliveryCount).containsOnly(0);
	}

}
