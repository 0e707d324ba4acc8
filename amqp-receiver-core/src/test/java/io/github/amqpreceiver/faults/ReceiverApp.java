package io.github.amqpreceiver.faults;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.github.amqpreceiver.AmqpConnection;
import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.options.Address;
import io.github.amqpreceiver.options.ConnectionOptions;
import io.github.amqpreceiver.options.ReceiverOptions;

/**
 * An application in a process of its own: writes a line for each message, before it is
 * accepted, and stops in order at SIGTERM.
 */
final class ReceiverApp {

	static final int PREFETCH = 50;

	private ReceiverApp() {
	}

	/**
	 * Runs until it is ended.
	 * @param args the queue, then the broker's ports
	 */
	public static void main(String[] args) throws Exception {
		PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true);
		List<Address> addresses = Arrays.stream(args)
			.skip(1)
			.map((port) -> new Address("127.0.0.1", Integer.parseInt(port), false))
			.toList();
		AmqpConnection connection = AmqpConnection.create(ConnectionOptions.builder()
			.addresses(addresses)
			.idleTimeout(Duration.ofSeconds(4))
			.recovery(Given.recovery().build())
			.build());
		Runtime.getRuntime().addShutdownHook(new Thread(() -> {
			connection.close().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
			out.println("stopped");
		}));
		connection.session()
			.receiver(ReceiverOptions.builder(args[0]).prefetch(PREFETCH).build(),
					MessageHandler.accepting((delivery) -> {
						// As if it did some work
						LockSupport.parkNanos(1_000_000);
						out.println(Processed.line(delivery.message()));
					}))
			.open();
		out.println("started");
		Thread.currentThread().join();
	}

}
