package io.github.amqpreceiver.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.amqpreceiver.AmqpConnection;
import io.github.amqpreceiver.EventLoopResources;
import io.github.amqpreceiver.MessageReceiver;
import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.event.ReceiverEvent;
import io.github.amqpreceiver.event.ReceiverListener;
import io.github.amqpreceiver.event.ReceiverState;
import io.github.amqpreceiver.options.ReceiverOptions;
import io.github.amqpreceiver.options.TransportOptions;
import io.github.amqpreceiver.recovery.BackOff;
import io.github.amqpreceiver.testsupport.FaultyProxy;
import io.github.amqpreceiver.testsupport.ForkedBroker;
import io.github.amqpreceiver.testsupport.Resources;
import org.awaitility.Awaitility;

import static io.github.amqpreceiver.faults.Given.SOON;
import static io.github.amqpreceiver.faults.Given.join;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The same over and over, with a broker in a process of its own, so that what this
 * process holds is the receiver's. After a number of rounds to warm up, as many again and
 * more may hold nothing beyond that.
 */
final class Rounds {

	private static final int WARM_UP = 20;

	private static final long HEAP_SLACK = 16 * 1024 * 1024;

	private Rounds() {
	}

	/**
	 * Cuts one connection.
	 * @param times how often
	 * @param journal the directory of the broker
	 * @return what the heap held before and after, in a sentence
	 */
	static String reconnects(int times, Path journal) {
		try (ForkedBroker broker = ForkedBroker.artemis(journal).queues("q").start();
				FaultyProxy proxy = FaultyProxy.to(broker.port());
				EventLoopResources loops = EventLoopResources.create(TransportOptions.DEFAULT)) {
			Attachments attachments = new Attachments();
			AmqpConnection connection = AmqpConnection.create(Given.options(proxy.port())
				.recovery(Given.recovery().backOff(BackOff.fixed(Duration.ofMillis(1))).build())
				.build(), loops);
			MessageReceiver receiver = receiver(connection, attachments);
			join(receiver.open());
			String heap = flat(times, () -> {
				int before = attachments.count();
				proxy.cutWithReset();
				awaitQuickly(() -> attachments.count() > before && receiver.state() == ReceiverState.OPEN);
			});
			join(connection.close());
			return heap;
		}
	}

	/**
	 * Makes event loops and a connection with a receiver, opens it and closes all.
	 * @param times how often
	 * @param journal the directory of the broker
	 * @return what the heap held before and after, in a sentence
	 */
	static String startsAndStops(int times, Path journal) {
		try (ForkedBroker broker = ForkedBroker.artemis(journal).queues("q").start()) {
			return flat(times, () -> {
				try (EventLoopResources loops = EventLoopResources.create(TransportOptions.DEFAULT)) {
					AmqpConnection connection = AmqpConnection.create(Given.options(broker.port()).build(), loops);
					join(receiver(connection, new Attachments()).open());
					join(connection.close());
				}
			});
		}
	}

	private static MessageReceiver receiver(AmqpConnection connection, Attachments attachments) {
		return connection.session()
			.receiver(ReceiverOptions.builder("q").listener(attachments).build(),
					MessageHandler.accepting((delivery) -> {
					}));
	}

	private static String flat(int times, Runnable round) {
		repeat(WARM_UP, round);
		Resources before = Resources.now();
		long heapBefore = heap();
		repeat(times, round);
		Resources.assertBackTo(before);
		long heapAfter = heap();
		assertThat(heapAfter).as("heap").isLessThan(heapBefore + HEAP_SLACK);
		return times + " rounds; threads, descriptors and direct memory flat, heap " + heapBefore / 1024
				+ " kB before, " + heapAfter / 1024 + " kB after";
	}

	private static void repeat(int times, Runnable round) {
		for (int i = 0; i < times; i++) {
			round.run();
		}
	}

	private static long heap() {
		Runtime runtime = Runtime.getRuntime();
		runtime.gc();
		runtime.gc();
		return runtime.totalMemory() - runtime.freeMemory();
	}

	private static void awaitQuickly(Callable<Boolean> condition) {
		Awaitility.await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2)).atMost(SOON).until(condition);
	}

	/** Counts what a receiver says, and keeps nothing. */
	private static final class Attachments implements ReceiverListener {

		private final AtomicInteger count = new AtomicInteger();

		int count() {
			return this.count.get();
		}

		@Override
		public void onEvent(ReceiverEvent event) {
			if (event instanceof ReceiverEvent.Attached) {
				this.count.incrementAndGet();
			}
		}

	}

}
