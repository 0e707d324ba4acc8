package io.github.amqpreceiver.spring.it;

import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import io.github.amqpreceiver.spring.annotation.AmqpListener;
import io.github.amqpreceiver.spring.convert.AmqpHeaders;
import io.github.amqpreceiver.testsupport.EmbeddedArtemis;
import io.github.amqpreceiver.testsupport.ReferenceSender;
import io.github.amqpreceiver.testsupport.TestMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.messaging.handler.annotation.Header;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** In order by key and in parallel across keys, on one link. */
class OrderByKeyIT {

	private static final Logger logger = LoggerFactory.getLogger(OrderByKeyIT.class);

	private static final int MESSAGES = Integer.getInteger("order.messages", 200_000);

	/** Enough to know a speed. */
	private static final int UNORDERED = MESSAGES / 5;

	private static final int KEYS = 1_000;

	static EmbeddedArtemis broker;

	@BeforeAll
	static void startBroker() {
		broker = EmbeddedArtemis.builder().queues("warm-up", "ordered", "unordered").start();
		for (String queue : new String[] { "warm-up", "ordered", "unordered" }) {
			Random random = new Random(1);
			int[] next = new int[KEYS];
			try (ReferenceSender sender = ReferenceSender.open(broker.port(), queue)) {
				sender.sendAll(queue.equals("ordered") ? MESSAGES : UNORDERED, (i) -> {
					int key = random.nextInt(KEYS);
					return TestMessage.text("x").durable(false).groupId("k" + key).property("n", next[key]++);
				});
			}
		}
	}

	@AfterAll
	static void stopBroker() {
		broker.stop();
	}

	static class Work {

		final ConcurrentHashMap<String, Integer> last = new ConcurrentHashMap<>();

		final ConcurrentHashMap<String, Boolean> inside = new ConcurrentHashMap<>();

		final AtomicInteger broken = new AtomicInteger();

		final AtomicInteger handled = new AtomicInteger();

		final AtomicInteger now = new AtomicInteger();

		final AtomicInteger most = new AtomicInteger();

		final AtomicLong begin = new AtomicLong();

		void on(String key, int number) {
			if (this.begin.get() == 0) {
				this.begin.compareAndSet(0, System.nanoTime());
			}
			this.most.accumulateAndGet(this.now.incrementAndGet(), Math::max);
			if (this.inside.putIfAbsent(key, true) != null) {
				this.broken.incrementAndGet();
			}
			LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(200_000));
			Integer before = this.last.put(key, number);
			if (before != null && before >= number) {
				this.broken.incrementAndGet();
			}
			this.inside.remove(key);
			this.now.decrementAndGet();
			this.handled.incrementAndGet();
		}

	}

	static class Ordered extends Work {

		@AmqpListener(addresses = "ordered", orderBy = "group-id", concurrency = "16", prefetch = "2000")
		void listen(byte[] body, @Header(AmqpHeaders.GROUP_ID) String key, @Header("n") int number) {
			on(key, number);
		}

	}

	static class Unordered extends Work {

		@AmqpListener(addresses = "${queue}", concurrency = "16", prefetch = "2000")
		void listen(byte[] body, @Header(AmqpHeaders.GROUP_ID) String key, @Header("n") int number) {
			on(key, number);
		}

	}

	private <T extends Work> void run(Class<T> listener, String queue, int messages, boolean ordered) {
		try (ListenerApplication application = ListenerApplication.start(broker, listener, "queue=" + queue)) {
			Work work = application.bean(listener);
			await().atMost(100, SECONDS).until(() -> work.handled.get() >= messages);
			double rate = messages / ((System.nanoTime() - work.begin.get()) / 1e9);
			logger.info("{}: {} messages/s, at most {} at once, order broken {} times", listener.getSimpleName(),
					(int) rate, work.most, work.broken);
			assertThat(work.handled).hasValue(messages);
			assertThat(work.most.get()).isGreaterThan(4).isLessThanOrEqualTo(16);
			if (ordered) {
				assertThat(work.broken).hasValue(0);
				assertThat(work.last).hasSize(KEYS);
			}
			else {
				assertThat(work.broken.get()).as("the order is not kept by chance").isPositive();
			}
		}
	}

	/** The speed is written down and not asserted: {@code benchmarks} compares it. */
	@Test
	void noOrderIsBrokenInsideAKeyWhileKeysRunAtOnce() {
		run(Unordered.class, "warm-up", UNORDERED, false);
		run(Ordered.class, "ordered", MESSAGES, true);
		run(Unordered.class, "unordered", UNORDERED, false);
	}

}
