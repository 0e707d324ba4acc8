package io.github.amqpreceiver.testsupport;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How a {@link ProcessApp} is to be started. By default with the class path of this JVM,
 * a heap of 256 MB, and an end when this JVM ends.
 *
 * @since 0.1.0
 */
public final class ProcessAppBuilder {

	private final List<String> jvmArguments = new ArrayList<>(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"));

	private final List<String> arguments = new ArrayList<>();

	private final Map<String, String> environment = new HashMap<>();

	private final String mainClass;

	private boolean watchedParent = true;

	private final List<String> limits = new ArrayList<>();

	ProcessAppBuilder(String mainClass) {
		this.mainClass = mainClass;
	}

	/**
	 * Adds arguments of the main class.
	 * @param arguments the arguments
	 * @return this builder
	 */
	public ProcessAppBuilder arguments(String... arguments) {
		this.arguments.addAll(List.of(arguments));
		return this;
	}

	/**
	 * Adds arguments of the JVM; a later one wins over the defaults.
	 * @param arguments the arguments
	 * @return this builder
	 */
	public ProcessAppBuilder jvmArguments(String... arguments) {
		this.jvmArguments.addAll(List.of(arguments));
		return this;
	}

	/**
	 * Sets an environment variable.
	 * @param name its name
	 * @param value its value
	 * @return this builder
	 */
	public ProcessAppBuilder environment(String name, String value) {
		this.environment.put(name, value);
		return this;
	}

	/**
	 * Limits the file descriptors that the process may have open.
	 * @param descriptors the limit
	 * @return this builder
	 */
	public ProcessAppBuilder fileLimit(int descriptors) {
		this.limits.add("ulimit -n " + descriptors);
		return this;
	}

	/**
	 * Limits the address space of the process, of which the stack of each thread takes as
	 * much as {@code -Xss} says: what is used up first are threads.
	 * @param megabytes the limit
	 * @return this builder
	 */
	public ProcessAppBuilder addressSpaceLimit(int megabytes) {
		this.limits.add("ulimit -v " + megabytes * 1024L);
		return this;
	}

	/**
	 * Leaves standard input to the main class, which must then end itself when it ends.
	 */
	ProcessAppBuilder readsStandardInput() {
		this.watchedParent = false;
		return this;
	}

	/**
	 * Starts the process.
	 * @return the process, which may not have reached its main method yet
	 */
	public ProcessApp start() {
		ProcessBuilder builder = new ProcessBuilder(command()).redirectErrorStream(true);
		builder.environment().put("CLASSPATH", classPath());
		builder.environment().putAll(this.environment);
		return new ProcessApp(this.mainClass, Attempt.call("start " + this.mainClass, builder::start));
	}

	private List<String> command() {
		List<String> command = new ArrayList<>();
		if (!this.limits.isEmpty()) {
			command.addAll(List.of("sh", "-c", String.join(" && ", this.limits) + " && exec \"$0\" \"$@\""));
		}
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(this.jvmArguments);
		if (this.watchedParent) {
			command.add(ChildMain.class.getName());
		}
		command.add(this.mainClass);
		command.addAll(this.arguments);
		return command;
	}

	private static String classPath() {
		// Surefire hides the class path in the manifest of a jar that it deletes.
		String hidden = System.getProperty("surefire.test.class.path");
		return (hidden != null) ? hidden : System.getProperty("java.class.path");
	}

}
