package io.github.amqpreceiver.faults;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.github.amqpreceiver.AmqpConnection;
import io.github.amqpreceiver.AmqpSession;
import io.github.amqpreceiver.MessageReceiver;
import io.github.amqpreceiver.delivery.Delivery;
import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.error.Conditions;
import io.github.amqpreceiver.error.StaleDeliveryException;
import io.github.amqpreceiver.event.ReceiverEvent;
import io.github.amqpreceiver.event.ReceiverState;
import io.github.amqpreceiver.options.DispatchOptions;
import io.github.amqpreceiver.options.ReceiverOptions;
import io.github.amqpreceiver.testsupport.EmbeddedArtemis;
import io.github.amqpreceiver.testsupport.LogCapture;
import io.github.amqpreceiver.testsupport.QueuedMessage;
import io.github.amqpreceiver.testsupport.ReferenceSender;
import io.github.amqpreceiver.testsupport.TestMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.Level;

import static io.github.amqpreceiver.faults.Given.SOON;
import static io.github.amqpreceiver.faults.Given.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Faults of the application: handlers that fail, block or settle twice, and stopping. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HandlerFaultsIT {

	private final AtomicInteger names = new AtomicInteger();

	private EmbeddedArtemis broker;

	private String queue;

	@RegisterExtension
	final Given given = new Given();

	@RegisterExtension
	final LogCapture log = LogCapture.of("io.github.amqpreceiver");

	@BeforeAll
	void startBroker() {
		this.broker = EmbeddedArtemis.builder().start();
	}

	@AfterAll
	void stopBroker() {
		this.broker.close();
	}

	@BeforeEach
	void createQueue() {
		this.queue = "handler-" + this.names.incrementAndGet();
		this.broker.createQueue(this.queue);
	}

	private MessageReceiver receiver(UnaryOperator<ReceiverOptions.Builder> options, MessageHandler handler) {
		MessageReceiver receiver = this.given.connection(Given.options(this.broker.port()))
			.session()
			.receiver(options.apply(ReceiverOptions.builder(this.queue)).build(), handler);
		join(receiver.open());
		return receiver;
	}

	private void send(int count) {
		try (ReferenceSender sender = ReferenceSender.open(this.broker.port(), this.queue)) {
			sender.sendAll(count, (index) -> TestMessage.text("m-" + index).durable(false));
		}
	}

	private void awaitEmpty() {
		await().atMost(SOON).until(() -> this.broker.messageCount(this.queue) == 0);
	}

	@Test
	@DisplayName("F-41 The listener throws: modified(delivery-failed), its count grows, the link flows on")
	void listenerThrows() {
		List<Long> counts = new CopyOnWriteArrayList<>();
		AtomicInteger fine = new AtomicInteger();
		receiver((options) -> options, MessageHandler.accepting((delivery) -> {
			if (delivery.message().bodyText().equals("m-0") && counts.size() < 3) {
				counts.add(delivery.message().header().deliveryCount());
				throw new IllegalStateException("on purpose");
			}
			fine.incrementAndGet();
		}));
		send(10);
		await().atMost(SOON).until(() -> fine.get() == 10);
		awaitEmpty();
		assertThat(counts).containsExactly(0L, 1L, 2L);
		assertThat(this.given.events.count(ReceiverEvent.Detached.class)).isZero();
	}

	@Test
	@DisplayName("F-42 The listener throws an Error: the message comes again, the receiver lives")
	void listenerThrowsAnError() {
		AtomicInteger calls = new AtomicInteger();
		MessageReceiver receiver = receiver((options) -> options, MessageHandler.accepting((delivery) -> {
			switch (calls.incrementAndGet()) {
				case 1 -> throw new OutOfMemoryError("on purpose");
				case 2 -> throw new StackOverflowError("on purpose");
				case 3 -> throw new NoClassDefFoundError("on purpose");
				default -> {
				}
			}
		}));
		send(1);
		await().atMost(SOON).until(() -> calls.get() == 4);
		awaitEmpty();
		assertThat(receiver.state()).isEqualTo(ReceiverState.OPEN);
	}

	@Test
	@DisplayName("F-43 The listener blocks for ever: prefetch bounds it, neighbours run, reconnects work, stop ends")
	void listenerBlocks() {
		CountDownLatch never = new CountDownLatch(1);
		// More blocked handlers than the pool has threads
		int blocked = 4 * Runtime.getRuntime().availableProcessors() + 200;
		MessageReceiver stuck = receiver(
				(options) -> options.prefetch(blocked)
					.closeTimeout(Duration.ofSeconds(1))
					.dispatch(DispatchOptions.builder().concurrency(blocked).build()),
				MessageHandler.accepting((delivery) -> never.await()));
		try {
			send(blocked + 50);
			await().atMost(SOON).until(() -> stuck.status().counters().unsettled() == blocked);
			assertThat(stuck.status().counters().credit()).isZero();
			this.broker.disconnectAll();
			await().atMost(SOON).until(() -> this.given.events.count(ReceiverEvent.Connected.class) == 2);
			long began = System.nanoTime();
			join(stuck.destroy());
			assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(8));
		}
		finally {
			never.countDown();
		}
		await().atMost(SOON).until(() -> this.broker.deliveringCount(this.queue) == 0);
		assertThat(this.broker.messageCount(this.queue)).isEqualTo(blocked + 50);
	}

	@Test
	@DisplayName("F-44 The future never completes: bounded, its age is shown, the handler timeout gives it back")
	void futureNeverCompletes() {
		AtomicInteger calls = new AtomicInteger();
		MessageReceiver receiver = receiver((options) -> options.prefetch(5).handlerTimeout(Duration.ofSeconds(6)),
				(delivery) -> (calls.incrementAndGet() <= 1) ? new CompletableFuture<>() : MessageHandler.ACCEPTED);
		send(20);
		await().atMost(SOON).until(() -> calls.get() == 1);
		await().atMost(SOON)
			.until(() -> receiver.status().counters().oldestUnsettled().compareTo(Duration.ofMillis(300)) > 0);
		assertThat(receiver.status().counters().unsettled()).isLessThanOrEqualTo(5);
		// The one that was given back comes again, and those behind it are not held up.
		awaitEmpty();
		assertThat(calls).hasValue(21);
	}

	@Test
	@DisplayName("F-45 Settled twice, from another thread, or after a reconnect: no second frame, no other delivery")
	void settledTwiceOrTooLate() {
		AtomicReference<Delivery> old = new AtomicReference<>();
		List<Boolean> second = new CopyOnWriteArrayList<>();
		receiver((options) -> options, (delivery) -> {
			if (old.compareAndSet(null, delivery)) {
				return MessageHandler.SETTLES_ITSELF;
			}
			CompletableFuture.runAsync(() -> {
				delivery.accept();
				second.add(delivery.reject(Conditions.NOT_ALLOWED, "late", Map.of()));
			});
			return MessageHandler.SETTLES_ITSELF;
		});
		send(1);
		await().atMost(SOON).until(() -> old.get() != null);
		this.broker.disconnectAll();
		await().atMost(SOON).until(() -> second.size() == 1);
		old.get().accept();
		assertThat(old.get().settlement().toCompletableFuture()).failsWithin(SOON)
			.withThrowableThat()
			.withCauseInstanceOf(StaleDeliveryException.class);
		send(100);
		await().atMost(SOON).until(() -> second.size() == 101);
		awaitEmpty();
		assertThat(second).containsOnly(false);
		assertThat(this.log.messages(Level.ERROR)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 4 })
	@DisplayName("F-47 The handler's thread is interrupted: that message is released, the next ones are not hit")
	void handlerIsInterrupted(int concurrency) {
		ExecutorService pool = Executors.newFixedThreadPool(concurrency);
		AtomicInteger interrupted = new AtomicInteger();
		AtomicInteger handled = new AtomicInteger();
		AtomicReference<Long> countAfter = new AtomicReference<>();
		try {
			receiver(
					(options) -> options
						.dispatch(DispatchOptions.builder().concurrency(concurrency).executor(pool).build()),
					MessageHandler.accepting((delivery) -> {
						if (delivery.message().bodyText().equals("m-0")) {
							if (interrupted.getAndIncrement() == 0) {
								Thread.currentThread().interrupt();
							}
							else {
								countAfter.set(delivery.message().header().deliveryCount());
							}
						}
						TimeUnit.MICROSECONDS.sleep(10);
						handled.incrementAndGet();
					}));
			send(50);
			await().atMost(SOON).until(() -> handled.get() >= 50);
			awaitEmpty();
			assertThat(handled).hasValue(50);
			assertThat(interrupted).hasValue(2);
			assertThat(countAfter).as("released, not failed").hasValue(0L);
		}
		finally {
			join(this.given.close());
			pool.shutdownNow();
		}
	}

	@Test
	@DisplayName("F-52 Stop with messages in the listener: it finishes, unused prefetch comes back with count 0")
	void stopWithMessagesInTheListener() throws Exception {
		CountDownLatch inHandler = new CountDownLatch(1);
		CountDownLatch goOn = new CountDownLatch(1);
		AtomicInteger handled = new AtomicInteger();
		MessageReceiver receiver = receiver((options) -> options.prefetch(50), MessageHandler.accepting((delivery) -> {
			inHandler.countDown();
			goOn.await();
			handled.incrementAndGet();
		}));
		send(80);
		assertThat(inHandler.await(20, TimeUnit.SECONDS)).isTrue();
		await().atMost(SOON).until(() -> receiver.status().counters().unsettled() == 50);
		CompletableFuture<Void> closed = receiver.close().toCompletableFuture();
		// Others get what is not in a handler before the handler is done.
		await().atMost(SOON).until(() -> this.broker.deliveringCount(this.queue) == 1);
		assertThat(closed).isNotDone();
		goOn.countDown();
		join(closed);
		assertThat(handled).hasValue(1);
		assertThat(receiver.state()).isEqualTo(ReceiverState.IDLE);
		await().atMost(SOON).until(() -> this.broker.messageCount(this.queue) == 79);
		assertThat(this.broker.browse(this.queue)).hasSize(79).extracting(QueuedMessage::deliveryCount).containsOnly(0);
		join(receiver.destroy());
		assertThat(this.broker.consumerCount(this.queue)).isZero();
	}

	@Test
	@DisplayName("Stop when idle takes no longer than 200 ms")
	void stopWhenIdle() {
		MessageReceiver receiver = receiver((options) -> options, MessageHandler.accepting((delivery) -> {
		}));
		send(10);
		awaitEmpty();
		// The machine is shared: one of them must show it.
		await().atMost(SOON).pollDelay(Duration.ZERO).until(() -> {
			long began = System.nanoTime();
			join(receiver.close());
			Duration took = Duration.ofNanos(System.nanoTime() - began);
			join(receiver.open());
			return took.compareTo(Duration.ofMillis(200)) < 0;
		});
	}

	@Test
	@DisplayName("F-53 Stop while connecting, while waiting, twice, and from the listener's thread")
	void stopAtBadMoments() {
		AmqpConnection connecting = this.given.another(Given.options(this.broker.port()).closeTimeout(SOON));
		CompletableFuture<Void> opening = connecting.open().toCompletableFuture();
		quickly(() -> connecting.close());
		quickly(() -> connecting.close());
		assertThat(opening).isDone();
		AmqpConnection waiting = this.given.another(Given.options(1).closeTimeout(SOON));
		MessageReceiver hopeless = waiting.session()
			.receiver(ReceiverOptions.builder(this.queue).build(), MessageHandler.accepting((delivery) -> {
			}));
		hopeless.open();
		await().atMost(SOON).until(() -> hopeless.lastError() != null);
		quickly(hopeless::close);
		hopeless.open();
		quickly(hopeless::destroy);
		quickly(hopeless::destroy);
		quickly(waiting::close);
		assertThat(hopeless.state()).isEqualTo(ReceiverState.DESTROYED);
		AtomicReference<MessageReceiver> self = new AtomicReference<>();
		AtomicReference<CompletableFuture<Void>> closed = new AtomicReference<>();
		self.set(receiver((options) -> options.prefetch(10), MessageHandler.accepting((delivery) -> {
			await().atMost(SOON).until(() -> self.get() != null);
			if (closed.compareAndSet(null, new CompletableFuture<>())) {
				closed.set(self.get().destroy().toCompletableFuture());
			}
		})));
		send(20);
		await().atMost(SOON).until(() -> closed.get() != null && closed.get().isDone());
		assertThat(closed.get()).isCompleted();
		await().atMost(SOON).until(() -> this.broker.consumerCount(this.queue) == 0);
		await().atMost(SOON).until(() -> this.broker.deliveringCount(this.queue) == 0);
		assertThat(this.broker.messageCount(this.queue)).isBetween(1L, 19L);
	}

	private static void quickly(Supplier<CompletionStage<Void>> stop) {
		long began = System.nanoTime();
		join(stop.get());
		// Milliseconds; whoever waits for a timeout needs 5 s and more.
		assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
	}

	@Test
	@DisplayName("F-65 No thread is to be had: one WARN, the link lives, and all is handled when there is one")
	void threadsAreExhausted() {
		AtomicBoolean exhausted = new AtomicBoolean(true);
		AtomicInteger handled = new AtomicInteger();
		ExecutorService pool = new ThreadPoolExecutor(0, 4, 1, TimeUnit.SECONDS, new SynchronousQueue<>(),
				(work) -> new Thread(work, "amqp-receiver-scarce") {

					@Override
					public synchronized void start() {
						if (exhausted.get()) {
							throw new OutOfMemoryError("unable to create native thread");
						}
						super.start();
					}

				});
		try {
			MessageReceiver receiver = receiver(
					(options) -> options.dispatch(DispatchOptions.builder().concurrency(2).executor(pool).build()),
					MessageHandler.accepting((delivery) -> handled.incrementAndGet()));
			send(20);
			await().atMost(SOON).until(() -> this.log.messages(Level.WARN, "takes no more work").size() == 1);
			join(receiver.work());
			assertThat(handled).hasValue(0);
			exhausted.set(false);
			await().atMost(SOON).until(() -> handled.get() == 20);
			awaitEmpty();
			assertThat(this.log.messages(Level.WARN)).hasSize(1);
			assertThat(this.log.messages(Level.ERROR)).isEmpty();
			assertThat(this.given.events.count(ReceiverEvent.Detached.class)).isZero();
		}
		finally {
			join(this.given.close());
			pool.shutdownNow();
		}
	}

	@Test
	@DisplayName("F-66 Two listeners on one connection, one stalled: the other has its hundred thousand messages")
	void neighbourIsStalled() {
		CountDownLatch never = new CountDownLatch(1);
		AtomicInteger handled = new AtomicInteger();
		String other = this.queue + "-other";
		this.broker.createQueue(other);
		AmqpConnection connection = this.given.connection(Given.options(this.broker.port()));
		AmqpSession session = connection.session();
		MessageReceiver stuck = session.receiver(
				ReceiverOptions.builder(this.queue).closeTimeout(Duration.ofSeconds(1)).build(),
				MessageHandler.accepting((delivery) -> never.await()));
		MessageReceiver free = session.receiver(ReceiverOptions.builder(other).build(),
				MessageHandler.accepting((delivery) -> handled.incrementAndGet()));
		join(stuck.open());
		send(400);
		await().atMost(SOON).until(() -> stuck.status().counters().unsettled() == 300);
		try (ReferenceSender sender = ReferenceSender.open(this.broker.port(), other)) {
			sender.sendAll(100_000, (index) -> TestMessage.text("m").durable(false));
		}
		join(free.open());
		try {
			await().atMost(Duration.ofSeconds(60)).until(() -> handled.get() == 100_000);
			assertThat(stuck.status().counters().unsettled()).isEqualTo(300);
		}
		finally {
			never.countDown();
		}
		await().atMost(SOON).until(() -> this.broker.messageCount(other) == 0);
	}

}
