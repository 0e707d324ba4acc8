package io.github.amqpreceiver.testsupport;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The main class of a {@link ForkedBroker}'s JVM. Says {@code @ready <port>} when the
 * broker is up; then answers each line {@code <number> <verb> <argument>} with
 * {@code @<number> ok <value>} or {@code @<number> error <message>}. Ends when standard
 * input does, which is when its parent does; SIGTERM stops the broker in order.
 */
final class BrokerMain {

	private final TestBroker broker;

	private final PrintStream out;

	private BrokerMain(TestBroker broker, PrintStream out) {
		this.broker = broker;
		this.out = out;
	}

	/**
	 * Starts the broker and serves its parent.
	 * @param args see {@link BrokerArguments}
	 * @throws IOException if standard input cannot be read
	 */
	public static void main(String[] args) throws IOException {
		BrokerLogs.warningsOnly();
		TestBroker broker = BrokerArguments.start(args);
		Runtime.getRuntime().addShutdownHook(new Thread(broker::stop, "stop-broker"));
		// Whatever logging does to System.out, the parent listens here.
		PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
		out.println("@ready " + broker.port());
		new BrokerMain(broker, out).serve();
		Runtime.getRuntime().halt(1);
	}

	private void serve() throws IOException {
		BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		for (String line = in.readLine(); line != null; line = in.readLine()) {
			String[] words = line.split(" ", 3);
			this.out.println("@" + words[0] + " " + answer(words[1], words[2]));
		}
	}

	private String answer(String verb, String argument) {
		try {
			return "ok " + perform(verb, argument);
		}
		catch (RuntimeException ex) {
			return "error " + ex.getMessage();
		}
	}

	private Object perform(String verb, String argument) {
		return switch (verb) {
			case "messages" -> this.broker.messageCount(argument);
			case "delivering" -> this.broker.deliveringCount(argument);
			case "consumers" -> this.broker.consumerCount(argument);
			case "create" -> done(() -> this.broker.createQueue(argument));
			case "delete" -> done(() -> this.broker.deleteQueue(argument));
			case "force-close" -> done(this.broker::forceCloseAll);
			case "active" -> this.broker instanceof EmbeddedArtemis artemis && artemis.server().isActive();
			case "in-sync" -> this.broker instanceof EmbeddedArtemis artemis && artemis.server().isReplicaSync();
			default -> throw new IllegalArgumentException("unknown verb " + verb);
		};
	}

	private static String done(Runnable action) {
		action.run();
		return "done";
	}

}
