package io.github.amqpreceiver.samples.quickstart;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.github.amqpreceiver.AmqpConnection;
import io.github.amqpreceiver.MessageSender;
import io.github.amqpreceiver.message.OutgoingMessage;
import io.github.amqpreceiver.options.SenderOptions;
import io.github.amqpreceiver.spring.annotation.AmqpListener;
import io.github.amqpreceiver.spring.container.AmqpListenerRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * With {@code --quickstart.burst=<n>}: fills a queue with n small messages, then starts a
 * listener on it and says how many a second it took.
 */
@Component
@ConditionalOnProperty("quickstart.burst")
class Burst implements ApplicationRunner {

	private static final Logger logger = LoggerFactory.getLogger(Burst.class);

	private static final int WINDOW = 1_000;

	private final AmqpConnection connection;

	private final AmqpListenerRegistry listeners;

	private final int messages;

	private final CountDownLatch remaining;

	private volatile @Nullable Long rate;

	Burst(AmqpConnection connection, AmqpListenerRegistry listeners, QuickstartProperties properties) {
		this.connection = connection;
		this.listeners = listeners;
		this.messages = properties.burst();
		this.remaining = new CountDownLatch(properties.burst());
	}

	@AmqpListener(id = "burst", addresses = "orders.burst", autoStartup = "false")
	void onMessage(byte[] payload) {
		this.remaining.countDown();
	}

	@Override
	public void run(ApplicationArguments arguments) throws Exception {
		fill();
		long start = System.nanoTime();
		this.listeners.start("burst");
		if (!this.remaining.await(5, TimeUnit.MINUTES)) {
			logger.warn("Burst: {} of {} messages did not come", this.remaining.getCount(), this.messages);
			return;
		}
		long nanos = System.nanoTime() - start;
		long perSecond = this.messages * 1_000_000_000L / nanos;
		this.rate = perSecond;
		logger.info("Burst: took {} messages in {} ms, that is {} a second", this.messages, nanos / 1_000_000,
				perSecond);
	}

	private void fill() throws Exception {
		MessageSender sender = this.connection.session().sender(SenderOptions.builder("orders.burst").build());
		OutgoingMessage message = OutgoingMessage.data(new byte[200]).build();
		Semaphore window = new Semaphore(WINDOW);
		AtomicReference<Throwable> failed = new AtomicReference<>();
		for (int i = 0; i < this.messages && failed.get() == null; i++) {
			window.acquire();
			sender.send(message).whenComplete((outcome, failure) -> {
				failed.compareAndSet(null, failure);
				window.release();
			});
		}
		window.acquire(WINDOW);
		CompletableFuture<Void> closed = sender.close().toCompletableFuture();
		if (failed.get() != null) {
			throw new IllegalStateException("The burst could not be sent", failed.get());
		}
		closed.get(10, TimeUnit.SECONDS);
	}

	@Nullable Long rate() {
		return this.rate;
	}

}
