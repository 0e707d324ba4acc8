package io.github.amqpreceiver.faults;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import io.github.amqpreceiver.AmqpConnection;
import io.github.amqpreceiver.MessageReceiver;
import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.options.ReceiverOptions;

/**
 * An application in a process of its own that is slower than its broker, and writes what
 * of its heap is in use after a garbage collection.
 */
final class SlowApp {

	static final int MESSAGE_SIZE = 20_000;

	static final int MESSAGES = 3_000;

	static final int PREFETCH = 300;

	static final int SAMPLE_EVERY = 300;

	private SlowApp() {
	}

	/**
	 * Runs until it is ended.
	 * @param args the broker's port and the queue
	 */
	public static void main(String[] args) throws Exception {
		PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true);
		AmqpConnection connection = AmqpConnection.create(Given.options(Integer.parseInt(args[0])).build());
		AtomicInteger count = new AtomicInteger();
		MessageReceiver receiver = connection.session()
			.receiver(ReceiverOptions.builder(args[1]).prefetch(PREFETCH).build(),
					MessageHandler.accepting((delivery) -> {
						LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
						int handled = count.incrementAndGet();
						if (handled % SAMPLE_EVERY == 0) {
							out.println("used " + used());
						}
						if (handled == MESSAGES) {
							out.println("done");
						}
					}));
		receiver.open().toCompletableFuture().get(30, TimeUnit.SECONDS);
		out.println("baseline " + used());
		Thread.currentThread().join();
	}

	private static long used() {
		Runtime runtime = Runtime.getRuntime();
		runtime.gc();
		return runtime.totalMemory() - runtime.freeMemory();
	}

}
