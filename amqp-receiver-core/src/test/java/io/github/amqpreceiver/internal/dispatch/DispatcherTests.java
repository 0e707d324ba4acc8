package io.github.amqpreceiver.internal.dispatch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;

import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.delivery.Outcome;
import io.github.amqpreceiver.internal.protocol.EngineBench;
import io.github.amqpreceiver.internal.protocol.HeldDelivery;
import io.github.amqpreceiver.internal.protocol.Loop;
import io.github.amqpreceiver.options.DispatchOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class DispatcherTests {

	private static final int MESSAGES = 400;

	private final ExecutorService threads = Executors.newFixedThreadPool(6);

	private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();

	private final List<Integer> seen = Collections.synchronizedList(new ArrayList<>());

	private final AtomicInteger running = new AtomicInteger();

	private final AtomicInteger mostAtOnce = new AtomicInteger();

	@AfterEach
	void stop() {
		this.threads.shutdownNow();
		this.timers.shutdownNow();
	}

	@Test
	void inSeriesHandlersRunOneAtATimeInTheOrderOfArrival() {
		Random random = new Random(1);
		offer(serial(slow(random)), messages());
		awaitAll();
		assertThat(this.seen).isSorted().hasSize(MESSAGES);
		assertThat(this.mostAtOnce).hasValue(1);
	}

	@Test
	void inSeriesTheNextHandlerWaitsForTheStageOfTheLast() {
		Random random = new Random(2);
		offer(serial(asynchronous(random)), messages());
		awaitAll();
		assertThat(this.seen).isSorted().hasSize(MESSAGES);
		assertThat(this.mostAtOnce).hasValue(1);
	}

	@Test
	void inParallelNoMoreThanTheConcurrencyRunAndNoneIsLost() {
		Random random = new Random(3);
		offer(dispatcher(DispatchOptions.builder().concurrency(4).build(), slow(random), this.threads), messages());
		awaitAll();
		assertThat(this.seen).doesNotHaveDuplicates().hasSize(MESSAGES);
		assertThat(this.mostAtOnce.get()).isBetween(2, 4);
	}

	@Test
	void inParallelStagesCountAsRunning() {
		Random random = new Random(4);
		offer(dispatcher(DispatchOptions.builder().concurrency(3).build(), asynchronous(random), this.threads),
				messages());
		awaitAll();
		assertThat(this.seen).doesNotHaveDuplicates().hasSize(MESSAGES);
		assertThat(this.mostAtOnce.get()).isBetween(2, 3);
	}

	@Test
	void messagesOfOneKeyStayInOrderAndOthersRunBesideThem() {
		for (int seed = 0; seed < 5; seed++) {
			this.seen.clear();
			Random random = new Random(seed);
			List<HeldDelivery> messages = messages();
			Map<Object, Integer> keys = new HashMap<>();
			messages.forEach((each) -> keys.put(each.message(), random.nextInt(9)));
			Map<Integer, List<Integer>> byKey = Collections.synchronizedMap(new HashMap<>());
			MessageHandler handler = (random.nextBoolean()) ? slow(random) : asynchronous(random);
			offer(dispatcher(DispatchOptions.builder()
				.concurrency(4)
				// The eighth key is none: such messages are not kept in order.
				.orderBy((message) -> (keys.get(message) == 8) ? null : keys.get(message))
				.build(), (delivery) -> {
					byKey
						.computeIfAbsent(keys.get(delivery.message()),
								(key) -> Collections.synchronizedList(new ArrayList<>()))
						.add(number((HeldDelivery) delivery));
					return handler.onMessage(delivery);
				}, this.threads), messages);
			awaitAll();
			assertThat(this.seen).doesNotHaveDuplicates().hasSize(MESSAGES);
			for (int key = 0; key < 8; key++) {
				assertThat(byKey.get(key)).as("key %s", key).isSorted();
			}
			assertThat(this.mostAtOnce.get()).isBetween(2, 4);
		}
	}

	@Test
	void aKeyThatCannotBeToldStopsNothing() {
		offer(dispatcher(DispatchOptions.builder().concurrency(2).orderBy((message) -> {
			throw new IllegalStateException("no key");
		}).build(), slow(new Random(1)), this.threads), messages());
		awaitAll();
		assertThat(this.seen).hasSize(MESSAGES);
	}

	@Test
	void whateverAHandlerThrowsOrReturnsTheNextMessageIsHandled() {
		List<HeldDelivery> messages = new EngineBench().messages(6);
		AtomicInteger calls = new AtomicInteger();
		offer(serial((delivery) -> switch (calls.getAndIncrement()) {
			case 0 -> throw new IllegalStateException("thrown");
			case 1 -> throw new StackOverflowError();
			case 2 -> null;
			case 3 -> CompletableFuture.failedFuture(new IllegalStateException("later"));
			case 4 -> new BrokenStage();
			default -> MessageHandler.ACCEPTED;
		}), messages);
		await().until(() -> messages.stream().allMatch(HeldDelivery::settled));
		assertThat(messages.subList(0, 5)).allSatisfy((each) -> assertThat(each.outcome()).isEqualTo(Outcome.failed()));
		assertThat(messages.get(5).outcome()).isEqualTo(Outcome.accepted());
	}

	@Test
	void anInterruptedHandlerReleasesItsMessageAndSparesTheNext() {
		List<HeldDelivery> messages = new EngineBench().messages(2);
		AtomicInteger calls = new AtomicInteger();
		offer(serial((delivery) -> {
			if (calls.getAndIncrement() == 0) {
				throw new InterruptedException("stopped");
			}
			assertThat(Thread.currentThread().isInterrupted()).isFalse();
			return MessageHandler.ACCEPTED;
		}), messages);
		await().until(() -> messages.stream().allMatch(HeldDelivery::settled));
		assertThat(messages.get(0).outcome()).isEqualTo(Outcome.released());
		assertThat(messages.get(1).outcome()).isEqualTo(Outcome.accepted());
	}

	@Test
	void anExecutorWithoutAPlaceIsAskedAgain() {
		AtomicInteger refusals = new AtomicInteger(3);
		Executor full = (task) -> {
			if (refusals.getAndDecrement() > 0) {
				throw new RejectedExecutionException("full");
			}
			this.threads.execute(task);
		};
		offer(dispatcher(DispatchOptions.DEFAULT, slow(new Random(1)), full), messages());
		awaitAll();
		assertThat(this.seen).isSorted();
	}

	@Test
	void onceTheReceiverIsGoneNobodyAsksAgain() throws Exception {
		AtomicInteger asked = new AtomicInteger();
		Dispatcher dispatcher = dispatcher(DispatchOptions.DEFAULT, slow(new Random(1)), (task) -> {
			asked.incrementAndGet();
			throw new RejectedExecutionException("shut down");
		});
		offer(dispatcher, new EngineBench().messages(1));
		await().until(() -> asked.get() >= 2);
		dispatcher.end();
		int last = asked.get();
		CountDownLatch later = new CountDownLatch(1);
		this.timers.schedule(later::countDown, 400, TimeUnit.MILLISECONDS);
		later.await();
		assertThat(asked.get()).isLessThanOrEqualTo(last + 1);
	}

	@Test
	void aMessageThatSomebodyKeepsDoesNotKeepThoseThatCameAfterIt() {
		List<HeldDelivery> messages = new EngineBench().messages(10);
		Dispatcher dispatcher = serial((delivery) -> MessageHandler.ACCEPTED);
		offer(dispatcher, messages);
		await().until(() -> messages.stream().allMatch(HeldDelivery::settled));
		assertThat(messages).allSatisfy((each) -> assertThat(each.nextBuffered()).isNull());
		assertThat(dispatcher.buffered()).isZero();
	}

	private MessageHandler slow(Random random) {
		return (delivery) -> {
			began((HeldDelivery) delivery);
			LockSupport.parkNanos(nanos(random));
			ended();
			return MessageHandler.ACCEPTED;
		};
	}

	private MessageHandler asynchronous(Random random) {
		return (delivery) -> {
			began((HeldDelivery) delivery);
			CompletableFuture<Outcome> stage = new CompletableFuture<>();
			Runnable end = () -> {
				ended();
				stage.complete(Outcome.accepted());
			};
			if (nanos(random) % 3 == 0) {
				end.run();
			}
			else {
				this.timers.schedule(end, nanos(random), TimeUnit.NANOSECONDS);
			}
			return stage;
		};
	}

	private static long nanos(Random random) {
		synchronized (random) {
			return random.nextInt(300_000);
		}
	}

	private void began(HeldDelivery delivery) {
		this.mostAtOnce.accumulateAndGet(this.running.incrementAndGet(), Math::max);
		this.seen.add(number(delivery));
	}

	private void ended() {
		this.running.decrementAndGet();
	}

	private static int number(HeldDelivery delivery) {
		String text = delivery.toString();
		return Integer.parseInt(text.substring(text.indexOf('#') + 1, text.indexOf(',')));
	}

	private List<HeldDelivery> messages() {
		return new EngineBench().messages(MESSAGES);
	}

	private Dispatcher serial(MessageHandler handler) {
		return dispatcher(DispatchOptions.DEFAULT, handler, this.threads);
	}

	private Dispatcher dispatcher(DispatchOptions options, MessageHandler handler, Executor executor) {
		return Dispatcher.create(options, new HandlerCall(handler, (failure) -> Outcome.failed(), false), executor,
				new TimerLoop());
	}

	private static void offer(Dispatcher dispatcher, List<HeldDelivery> messages) {
		for (int i = 0; i < messages.size(); i++) {
			dispatcher.deliver(messages.get(i));
			if (i % 7 == 0) {
				dispatcher.burstEnded();
			}
		}
		dispatcher.burstEnded();
	}

	private void awaitAll() {
		await().atMost(Duration.ofSeconds(20)).until(() -> this.seen.size() == MESSAGES && this.running.get() == 0);
	}

	/** A stage of somebody's own making. */
	private static final class BrokenStage extends CompletableFuture<Outcome> {

		@Override
		public CompletableFuture<Outcome> whenComplete(BiConsumer<? super Outcome, ? super Throwable> action) {
			throw new UnsupportedOperationException("no callbacks here");
		}

	}

	/** Real timers, and no loop. */
	private final class TimerLoop implements Loop {

		@Override
		public boolean inLoop() {
			return false;
		}

		@Override
		public Timer schedule(Runnable task, long delayNanos) {
			var scheduled = DispatcherTests.this.timers.schedule(task, delayNanos, TimeUnit.NANOSECONDS);
			return () -> scheduled.cancel(false);
		}

		@Override
		public long nanoTime() {
			return System.nanoTime();
		}

		@Override
		public void execute(Runnable task) {
			DispatcherTests.this.timers.execute(task);
		}

	}

}
