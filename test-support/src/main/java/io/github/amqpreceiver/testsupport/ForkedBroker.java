package io.github.amqpreceiver.testsupport;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * A broker in a JVM of its own, with a journal on disk: it can be killed, frozen and
 * started again on the same port, and what it accepted must still be there. Ends with
 * this JVM at the latest. Queues may be asked about from any thread; starting and ending
 * is for one thread at a time.
 *
 * @since 0.1.0
 */
public final class ForkedBroker implements TestBroker {

	private static final Duration START_LIMIT = Duration.ofSeconds(60);

	private static final Duration ANSWER_LIMIT = Duration.ofSeconds(20);

	private final ForkedBrokerBuilder wishes;

	private final ReservedPort reserved;

	private final AtomicInteger questions = new AtomicInteger();

	private volatile @Nullable ProcessApp process;

	ForkedBroker(ForkedBrokerBuilder wishes) {
		this.wishes = wishes;
		this.reserved = ReservedPort.of(wishes.port);
	}

	/**
	 * Begins the description of an Apache Artemis.
	 * @param journal the directory of its journal
	 * @return a builder with the defaults
	 */
	public static ForkedBrokerBuilder artemis(Path journal) {
		return new ForkedBrokerBuilder(Kind.ARTEMIS, journal);
	}

	/**
	 * Begins the description of an Apache Qpid Broker-J.
	 * @param store the directory of its Derby store
	 * @return a builder with the defaults
	 */
	public static ForkedBrokerBuilder brokerJ(Path store) {
		// Derby need not wait for the disk: what was written outlives the process.
		return new ForkedBrokerBuilder(Kind.BROKER_J, store).jvmArguments("-Dderby.system.durability=test");
	}

	@Override
	public int port() {
		return this.reserved.port();
	}

	@Override
	public void start() {
		if (isAlive()) {
			return;
		}
		ProcessApp starting = ProcessApp.of(BrokerMain.class)
			.jvmArguments(this.wishes.jvmArguments.toArray(String[]::new))
			.arguments(this.wishes.arguments.words())
			.arguments("port=" + port())
			.readsStandardInput()
			.start();
		this.process = starting;
		starting.awaitLine("@ready", START_LIMIT);
	}

	/**
	 * Stops the broker in order, with SIGTERM, and waits until its process is gone.
	 */
	@Override
	public void stop() {
		ProcessApp running = this.process;
		if (running != null) {
			running.sigterm();
			running.awaitExit(Duration.ofSeconds(30));
			this.process = null;
		}
	}

	/**
	 * Kills the broker with SIGKILL and waits until its process is gone.
	 */
	public void kill9() {
		ProcessApp running = this.process;
		if (running != null) {
			running.kill9();
			this.process = null;
		}
	}

	/**
	 * Stops the broker in order if it runs, and starts it on the same port and journal.
	 */
	public void restart() {
		stop();
		start();
	}

	/**
	 * Stops the broker where it stands: its sockets stay open and silent.
	 */
	public void freeze() {
		running().freeze();
	}

	/**
	 * Lets a frozen broker go on.
	 */
	public void thaw() {
		running().thaw();
	}

	/**
	 * Whether the broker's process lives; a frozen one does.
	 * @return whether it lives
	 */
	public boolean isAlive() {
		ProcessApp running = this.process;
		return running != null && running.isAlive();
	}

	/**
	 * Waits until the port accepts connections, also where nobody called {@link #start()}
	 * for it: at a backup that takes over.
	 * @param timeout how long to wait
	 */
	public void awaitPort(Duration timeout) {
		Ports.awaitListening(port(), timeout);
	}

	/**
	 * The broker's process.
	 * @return the process, whose output a test may read
	 */
	public ProcessApp process() {
		return running();
	}

	@Override
	public void createQueue(String name) {
		ask("create", name);
	}

	@Override
	public void deleteQueue(String name) {
		ask("delete", name);
	}

	@Override
	public long messageCount(String queue) {
		return Long.parseLong(ask("messages", queue));
	}

	@Override
	public long deliveringCount(String queue) {
		return Long.parseLong(ask("delivering", queue));
	}

	@Override
	public int consumerCount(String queue) {
		return Integer.parseInt(ask("consumers", queue));
	}

	@Override
	public void forceCloseAll() {
		ask("force-close", "-");
	}

	boolean is(String state) {
		return Boolean.parseBoolean(ask(state, "-"));
	}

	/**
	 * Kills the broker and gives its port back.
	 */
	@Override
	public void close() {
		kill9();
		this.reserved.close();
	}

	private String ask(String verb, String argument) {
		ProcessApp running = running();
		String number = String.valueOf(this.questions.incrementAndGet());
		running.writeLine(number + " " + verb + " " + argument);
		String prefix = "@" + number + " ";
		String line = running.awaitLine("an answer to '" + verb + " " + argument + "'",
				(candidate) -> candidate.startsWith(prefix), ANSWER_LIMIT);
		String answer = line.substring(prefix.length());
		if (!answer.startsWith("ok ")) {
			throw new IllegalStateException(
					"The broker in process " + running.pid() + " could not " + verb + " " + argument + ": " + answer);
		}
		return answer.substring("ok ".length());
	}

	private ProcessApp running() {
		ProcessApp running = this.process;
		if (running == null) {
			throw new IllegalStateException("The forked broker does not run");
		}
		return running;
	}

	/**
	 * Which broker.
	 */
	enum Kind {

		ARTEMIS, BROKER_J

	}

}
