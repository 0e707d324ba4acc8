package io.github.amqpreceiver.benchmarks.runner;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A JVM with the class path of the runner, spoken to in lines; it ends when its input is
 * closed, which happens too when the runner dies. What it logs goes to a file. Confined
 * to the runner's thread.
 */
final class ChildProcess implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final String END = "";

	/** A flight recording, for one, says on standard output that it has begun. */
	private static final String JVM_LOG = "[";

	private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(64);

	private final String name;

	private final Process process;

	private final BufferedWriter in;

	private ChildProcess(String name, Process process) {
		this.name = name;
		this.process = process;
		this.in = process.outputWriter();
	}

	static ChildProcess start(String name, Path logs, List<String> jvm, Class<?> main, String... args)
			throws IOException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(jvm);
		command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
		command.addAll(List.of(args));
		Process process = new ProcessBuilder(command)
			.redirectError(ProcessBuilder.Redirect.appendTo(logs.resolve(name + ".log").toFile()))
			.start();
		ChildProcess child = new ChildProcess(name, process);
		Thread reader = new Thread(child::read, name + "-lines");
		reader.setDaemon(true);
		reader.start();
		return child;
	}

	boolean isAlive() {
		return this.process.isAlive();
	}

	/**
	 * Says a line and waits for the next one.
	 * @param line the line
	 * @return the answer
	 */
	String ask(String line) {
		try {
			this.in.write(line);
			this.in.newLine();
			this.in.flush();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(this.name + " has ended", ex);
		}
		return next();
	}

	/**
	 * Waits for the next line.
	 * @return the line
	 */
	String next() {
		try {
			String line = this.lines.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
			if (line == null || line.equals(END)) {
				close();
				throw new IllegalStateException(this.name + ((line != null) ? " has ended" : " does not answer"));
			}
			return line;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted", ex);
		}
	}

	@Override
	public void close() {
		this.process.destroy();
		try {
			if (!this.process.waitFor(5, TimeUnit.SECONDS)) {
				this.process.destroyForcibly();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void read() {
		try (BufferedReader out = this.process.inputReader()) {
			for (String line = out.readLine(); line != null; line = out.readLine()) {
				if (!line.startsWith(JVM_LOG)) {
					this.lines.put(line);
				}
			}
			this.lines.put(END);
		}
		catch (IOException | InterruptedException ex) {
			this.lines.offer(END);
		}
	}

}
