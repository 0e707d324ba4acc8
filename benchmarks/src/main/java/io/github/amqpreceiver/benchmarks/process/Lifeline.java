package io.github.amqpreceiver.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Function;

/**
 * The life of a process that the runner starts: it answers each line on standard input
 * with one line on standard output, and ends when the input closes or when it has lived
 * too long, whatever its other threads do.
 */
public final class Lifeline {

	private static final Duration LONGEST_LIFE = Duration.ofHours(1);

	private Lifeline() {
	}

	/**
	 * Answers lines until the input closes, then ends the process. Blocks the calling
	 * thread.
	 * @param answer called on this thread with each line
	 */
	public static void serve(Function<String, String> answer) {
		Thread limit = new Thread(Lifeline::expire, "lifeline");
		limit.setDaemon(true);
		limit.start();
		try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
			for (String line = in.readLine(); line != null; line = in.readLine()) {
				say(answer.apply(line.trim()));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		finally {
			Runtime.getRuntime().halt(0);
		}
	}

	/**
	 * Says one line to the runner.
	 * @param line the line
	 */
	public static void say(String line) {
		System.out.println(line);
		System.out.flush();
	}

	private static void expire() {
		try {
			Thread.sleep(LONGEST_LIFE.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		Runtime.getRuntime().halt(1);
	}

}
