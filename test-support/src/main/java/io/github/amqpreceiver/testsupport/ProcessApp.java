package io.github.amqpreceiver.testsupport;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A main class in a JVM of its own, to be killed, frozen and listened to. Ends with this
 * JVM at the latest. Safe for use by any thread.
 *
 * @since 0.1.0
 */
public final class ProcessApp implements AutoCloseable {

	private final String name;

	private final Process process;

	private final OutputLines output = new OutputLines();

	private final Thread reader;

	private final Thread reaper;

	ProcessApp(String name, Process process) {
		this.name = name;
		this.process = process;
		// A frozen process would not see that its parent has gone.
		this.reaper = new Thread(process::destroyForcibly);
		Runtime.getRuntime().addShutdownHook(this.reaper);
		this.reader = new Thread(this::read, "output-of-" + process.pid());
		this.reader.setDaemon(true);
		this.reader.start();
	}

	/**
	 * Begins the description of a process.
	 * @param mainClass the class with the main method
	 * @return a builder with the defaults
	 */
	public static ProcessAppBuilder of(Class<?> mainClass) {
		return new ProcessAppBuilder(mainClass.getName());
	}

	/**
	 * Begins the description of a process.
	 * @param mainClass the name of the class with the main method
	 * @return a builder with the defaults
	 */
	public static ProcessAppBuilder of(String mainClass) {
		return new ProcessAppBuilder(mainClass);
	}

	/**
	 * The process id.
	 * @return the id
	 */
	public long pid() {
		return this.process.pid();
	}

	/**
	 * Whether the process lives; a frozen one does.
	 * @return whether it lives
	 */
	public boolean isAlive() {
		return this.process.isAlive();
	}

	/**
	 * Everything that was written to standard output and standard error so far.
	 * @return the lines
	 */
	public List<String> lines() {
		return this.output.all();
	}

	/**
	 * Waits for a line.
	 * @param part what the line contains
	 * @param timeout how long to wait
	 * @return the first such line of the whole output
	 */
	public String awaitLine(String part, Duration timeout) {
		return awaitLine("a line with '" + part + "'", (line) -> line.contains(part), timeout);
	}

	/**
	 * Waits for a line.
	 * @param what what is waited for, for the message if it does not come
	 * @param condition which line it is
	 * @param timeout how long to wait
	 * @return the first such line of the whole output
	 */
	public String awaitLine(String what, Predicate<String> condition, Duration timeout) {
		String line = this.output.await(condition, timeout);
		if (line == null) {
			throw new IllegalStateException("Waited " + timeout + " in vain for " + what + " from " + this.name
					+ (isAlive() ? "" : ", which has ended") + ": " + lines());
		}
		return line;
	}

	/**
	 * Ends the process with SIGKILL and waits until it is gone.
	 */
	public void kill9() {
		// The process itself would also close its streams, with what it wrote last.
		this.process.toHandle().destroyForcibly();
		awaitExit(Duration.ofSeconds(20));
	}

	/**
	 * Asks the process to end, with SIGTERM, and does not wait.
	 */
	public void sigterm() {
		// The process itself would also close its standard input, which ends it at once.
		this.process.toHandle().destroy();
	}

	/**
	 * Stops the process where it stands, with SIGSTOP: its sockets stay open and silent.
	 */
	public void freeze() {
		signal("STOP");
	}

	/**
	 * Lets a frozen process go on, with SIGCONT.
	 */
	public void thaw() {
		signal("CONT");
	}

	/**
	 * Waits until the process has ended.
	 * @param timeout how long to wait
	 * @return its exit code; 143 after SIGTERM, 137 after SIGKILL
	 */
	public int awaitExit(Duration timeout) {
		return Attempt.call("wait for the end of " + this.name, () -> {
			if (!this.process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
				throw new IllegalStateException(this.name + " did not end within " + timeout + ": " + lines());
			}
			this.process.getOutputStream().close();
			this.reader.join(5_000);
			forgetReaper();
			return this.process.exitValue();
		});
	}

	/**
	 * Writes a line to the standard input of a main class that reads it.
	 */
	void writeLine(String line) {
		Attempt.run("write to " + this.name, () -> {
			OutputStream input = this.process.getOutputStream();
			input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
			input.flush();
		});
	}

	/**
	 * Kills the process if it still lives.
	 */
	@Override
	public void close() {
		kill9();
	}

	private void signal(String signal) {
		Attempt.run("send SIG" + signal + " to " + this.name,
				() -> new ProcessBuilder("kill", "-" + signal, String.valueOf(pid())).start().waitFor());
	}

	private void forgetReaper() {
		try {
			Runtime.getRuntime().removeShutdownHook(this.reaper);
		}
		catch (IllegalStateException ex) {
			// This JVM is going down already.
		}
	}

	private void read() {
		try (BufferedReader lines = this.process.inputReader(StandardCharsets.UTF_8)) {
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				this.output.add(line);
			}
		}
		catch (IOException ex) {
			// The process is gone and its pipe with it.
		}
		this.output.end();
	}

}
