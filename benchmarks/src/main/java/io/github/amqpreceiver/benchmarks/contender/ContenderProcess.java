package io.github.amqpreceiver.benchmarks.contender;

import java.util.concurrent.TimeoutException;

import io.github.amqpreceiver.benchmarks.process.Json;
import io.github.amqpreceiver.benchmarks.process.Lifeline;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process of one contender, named by its only argument. Each line in is a
 * {@link RunRequest}; it says {@value #MEASURING} and {@value #MEASURED} when it begins
 * and ends to measure, and answers with a {@link RunResult} once it has disconnected.
 */
public final class ContenderProcess {

	/** Said when the warm-up is over. */
	public static final String MEASURING = "measuring";

	/** Said when the measured time is over. */
	public static final String MEASURED = "measured";

	private static final Logger log = LoggerFactory.getLogger(ContenderProcess.class);

	private static final long FIRST_MESSAGE_MILLIS = 15_000;

	private final Contender contender;

	private ContenderProcess(Contender contender) {
		this.contender = contender;
	}

	public static void main(String[] args) {
		ContenderProcess process = new ContenderProcess(Entrant.of(args[0]).create());
		Lifeline.serve((line) -> Json.write(process.run(Json.read(line, RunRequest.class))));
	}

	private RunResult run(RunRequest request) {
		try {
			return measure(request);
		}
		catch (Exception ex) {
			log.error("Run failed", ex);
			return RunResult.failed(ex);
		}
	}

	private RunResult measure(RunRequest request) throws Exception {
		Tally tally = new Tally();
		RunResult result = measure(request, tally);
		return result.ended(tally.messages(), tally.broken());
	}

	private RunResult measure(RunRequest request, Tally tally) throws Exception {
		try (AutoCloseable running = this.contender.start(request.target(), tally)) {
			if (!request.idle() && !await(tally, FIRST_MESSAGE_MILLIS, 1)) {
				throw new TimeoutException("No message from %s".formatted(request.target().address()));
			}
			await(tally, request.warmUpMillis(), request.warmUpMessages());
			long heapBytes = request.idle() ? Usage.liveHeap() : 0;
			long wakeUps = request.idle() ? Usage.wakeUps() : 0;
			Lifeline.say(MEASURING);
			long messages = tally.messages();
			Usage before = Usage.now();
			await(tally, request.millis(), request.messages());
			Usage after = Usage.now();
			messages = tally.messages() - messages;
			Lifeline.say(MEASURED);
			if (request.idle() && wakeUps >= 0) {
				wakeUps = Usage.wakeUps() - wakeUps;
			}
			return new RunResult(after.nanos() - before.nanos(), messages, 0, 0, after.cpuNanos() - before.cpuNanos(),
					after.allocatedBytes() - before.allocatedBytes(), heapBytes, wakeUps, null);
		}
	}

	// Looks at the count only where it matters: nothing else runs beside it.
	private static boolean await(Tally tally, long millis, long messages) throws InterruptedException {
		if (messages == 0) {
			Thread.sleep(millis);
			return true;
		}
		long deadline = System.nanoTime() + millis * 1_000_000;
		while (tally.messages() < messages) {
			if (System.nanoTime() >= deadline) {
				return false;
			}
			Thread.sleep(1);
		}
		return true;
	}

}
