package io.github.amqpreceiver.spring.it;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.amqpreceiver.event.ReceiverState;
import io.github.amqpreceiver.event.ReceiverStatus;
import io.github.amqpreceiver.spring.annotation.AmqpListener;
import io.github.amqpreceiver.testsupport.ReferenceSender;
import io.github.amqpreceiver.testsupport.TestMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Listeners that fail, throw errors or never return, beside a healthy one. */
class NeighboursIT {

	@RegisterExtension
	final ListenerScene scene = new ListenerScene();

	static class Neighbours {

		final CountDownLatch unblock = new CountDownLatch(1);

		final AtomicInteger healthy = new AtomicInteger();

		@AmqpListener(addresses = "limited.neighbour.failing", id = "failing", retries = "3",
				failureOutcome = "rejected")
		void failing(String text) {
			throw new IllegalStateException("always");
		}

		@AmqpListener(addresses = "limited.neighbour.throwing", id = "throwing", failureOutcome = "rejected")
		void throwing(String text) {
			throw new StackOverflowError();
		}

		@AmqpListener(addresses = "neighbour.blocking", id = "blocking", prefetch = "40", concurrency = "8")
		void blocking(String text) throws InterruptedException {
			this.unblock.await();
		}

		@AmqpListener(addresses = "neighbour.healthy", id = "healthy")
		void healthy(String text) {
			this.healthy.incrementAndGet();
		}

	}

	private void send(String address, int count) {
		try (ReferenceSender sender = ReferenceSender.open(this.scene.port(), address)) {
			sender.sendAll(count, (i) -> TestMessage.text("x").id(address + i));
		}
	}

	@Test
	void aHealthyListenerDoesNotNoticeTheOthers() {
		ListenerApplication application = this.scene.start(List.of(Neighbours.class),
				"amqp.receiver.listener.retry-delay=10ms");
		Neighbours listeners = application.bean(Neighbours.class);
		send("limited.neighbour.failing", 20);
		send("limited.neighbour.throwing", 20);
		send("neighbour.blocking", 60);
		await().until(() -> this.scene.broker().deliveringCount("neighbour.blocking") > 0);
		send("neighbour.healthy", 5_000);
		await().until(() -> listeners.healthy.get() == 5_000);
		List.of("neighbour.healthy", "limited.neighbour.failing", "limited.neighbour.throwing")
			.forEach(this.scene::awaitEmpty);
		assertThat(this.scene.broker().deliveringCount("neighbour.blocking")).as("no more than prefetch")
			.isLessThanOrEqualTo(40);
		for (int i = 0; i < 20; i++) {
			assertThat(this.scene.dead("limited.neighbour.failing" + i)).hasSize(1);
			assertThat(this.scene.dead("limited.neighbour.throwing" + i)).hasSize(1);
		}
		listeners.unblock.countDown();
		this.scene.awaitEmpty("neighbour.blocking");
		for (String id : List.of("failing", "throwing", "blocking", "healthy")) {
			assertThat(application.registry().container(id).status()).extracting(ReceiverStatus::state)
				.containsOnly(ReceiverState.OPEN);
		}
	}

}
