package io.github.amqpreceiver.faults;

import java.io.Closeable;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import io.github.amqpreceiver.AmqpConnection;
import io.github.amqpreceiver.delivery.MessageHandler;
import io.github.amqpreceiver.event.ReceiverEvent;
import io.github.amqpreceiver.options.ConnectionOptions;
import io.github.amqpreceiver.options.ReceiverOptions;

/**
 * An application in a process of its own, which writes a line for each message and each
 * event, and can hold everything of a kind that its process may have.
 */
final class EventApp {

	/** Attempts that are to fail before what is held is given back. */
	static final int FAILED_ATTEMPTS = 5;

	private static Hoard hoard = new Descriptors();

	private static boolean exhausting;

	private static int scheduled;

	private EventApp() {
	}

	/**
	 * Runs until it is ended.
	 * @param args the broker's host and port, the queue, and {@code descriptors} or
	 * {@code threads} where a message is to take all of them
	 */
	public static void main(String[] args) throws Exception {
		PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true);
		boolean exhausts = args.length > 3;
		if (exhausts && args[3].equals("threads")) {
			hoard = new Threads();
		}
		AmqpConnection connection = AmqpConnection.create(ConnectionOptions.builder(args[0], Integer.parseInt(args[1]))
			.recovery(Given.recovery().build())
			.listener((event) -> write(out, event))
			.build());
		connection.session().receiver(ReceiverOptions.builder(args[2]).build(), MessageHandler.accepting((delivery) -> {
			out.println("got " + delivery.message().bodyText());
			if (exhausts && delivery.message().bodyText().equals("exhaust")) {
				exhaust();
				out.println("exhausted");
			}
		})).open();
		Thread.currentThread().join();
	}

	private static synchronized void exhaust() {
		exhausting = true;
		hoard.fill();
	}

	private static synchronized void giveBack() throws IOException {
		exhausting = false;
		hoard.giveBack();
	}

	private static synchronized void write(PrintStream out, ReceiverEvent event) {
		if (event instanceof ReceiverEvent.ConnectionLost && exhausting) {
			// The lost socket's descriptor as well
			exhaust();
		}
		else if (event instanceof ReceiverEvent.RecoveryScheduled next && next.link() == null) {
			out.println("scheduled " + next.delay().toMillis() + " ms: " + next.error().getMessage());
			if (exhausting && ++scheduled > FAILED_ATTEMPTS) {
				try {
					giveBack();
				}
				catch (IOException ex) {
					out.println("not given back: " + ex);
				}
			}
		}
		else if (event instanceof ReceiverEvent.Recovered) {
			out.println("recovered");
		}
	}

	/** Holds all there is of a kind. */
	private interface Hoard {

		void fill();

		void giveBack() throws IOException;

	}

	/** All file descriptors. */
	private static final class Descriptors implements Hoard {

		private final List<Closeable> held = new ArrayList<>();

		@Override
		public void fill() {
			try {
				while (true) {
					this.held.add(new FileInputStream("/dev/null"));
				}
			}
			catch (IOException ex) {
				// No descriptor is left, as it is wanted.
			}
		}

		@Override
		public void giveBack() throws IOException {
			for (Closeable file : this.held) {
				file.close();
			}
			this.held.clear();
		}

	}

	/** All threads. */
	private static final class Threads implements Hoard {

		private final CountDownLatch end = new CountDownLatch(1);

		@Override
		public void fill() {
			try {
				while (true) {
					new Thread(this::hold).start();
				}
			}
			catch (OutOfMemoryError ex) {
				// No thread is left, as it is wanted.
			}
		}

		private void hold() {
			try {
				this.end.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

		@Override
		public void giveBack() {
			this.end.countDown();
		}

	}

}
