package io.github.amqpreceiver.testsupport;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The files, ports and environment of one RabbitMQ node, so that it has nothing to do
 * with a node that the machine may run: its own name server, cookie, configuration and
 * data.
 */
final class RabbitMqNode {

	private static final Path DEBIAN = Path.of("/usr/lib/rabbitmq/lib");

	private final Path scripts;

	private final ReservedPort namesPort = ReservedPort.any();

	private final ReservedPort distributionPort = ReservedPort.any();

	private final Map<String, String> environment = new HashMap<>();

	RabbitMqNode(Path scripts, Path directory, int port) throws IOException {
		this.scripts = scripts;
		Path plugins = Files.writeString(directory.resolve("plugins"), "[rabbitmq_amqp1_0].\n");
		Path configuration = Files.writeString(directory.resolve("rabbitmq.conf"),
				"listeners.tcp.1 = 127.0.0.1:" + port + "\n" + "amqp1_0.default_user = guest\n"
						+ "log.console = true\nlog.console.level = error\nlog.file = false\n");
		this.environment.put("HOME", directory.toString());
		this.environment.put("RABBITMQ_NODENAME", "testkit" + port + "@localhost");
		this.environment.put("RABBITMQ_DIST_PORT", String.valueOf(this.distributionPort.port()));
		this.environment.put("RABBITMQ_MNESIA_BASE", directory.resolve("data").toString());
		this.environment.put("RABBITMQ_LOG_BASE", directory.resolve("log").toString());
		this.environment.put("RABBITMQ_ENABLED_PLUGINS_FILE", plugins.toString());
		this.environment.put("RABBITMQ_CONFIG_FILE", configuration.toString());
		this.environment.put("RABBITMQ_CONF_ENV_FILE", directory.resolve("none").toString());
		this.environment.put("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-kernel inet_dist_use_interface {127,0,0,1}");
		this.environment.put("ERL_CRASH_DUMP", directory.resolve("crash.dump").toString());
		this.environment.put("ERL_EPMD_ADDRESS", "127.0.0.1");
		this.environment.put("ERL_EPMD_PORT", String.valueOf(this.namesPort.port()));
	}

	/**
	 * Where RabbitMQ's own scripts are: those that Debian puts on the path want to be
	 * root.
	 */
	static @Nullable Path installation() {
		if (!Files.isDirectory(DEBIAN)) {
			return null;
		}
		try (DirectoryStream<Path> versions = Files.newDirectoryStream(DEBIAN, "rabbitmq_server-*")) {
			for (Path version : versions) {
				Path scripts = version.resolve("sbin");
				if (Files.isExecutable(scripts.resolve("rabbitmq-server"))) {
					return scripts;
				}
			}
			return null;
		}
		catch (IOException ex) {
			return null;
		}
	}

	/**
	 * Erlang would start a name server that outlives everything; this one is ours to end.
	 */
	ProcessApp startNameServer() {
		ProcessApp names = start("epmd", List.of("epmd"));
		Ports.awaitListening(this.namesPort.port(), Duration.ofSeconds(10));
		return names;
	}

	ProcessApp start(String guard) {
		return start("rabbitmq-server", List.of("sh", "-c", guard, this.scripts.resolve("rabbitmq-server").toString()));
	}

	ProcessApp control(String... arguments) {
		List<String> command = new ArrayList<>();
		command.add(this.scripts.resolve("rabbitmqctl").toString());
		command.addAll(List.of(arguments));
		return start("rabbitmqctl", command);
	}

	/** Gives the ports back that only Erlang uses. */
	void close() {
		this.namesPort.close();
		this.distributionPort.close();
	}

	private ProcessApp start(String name, List<String> command) {
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
		builder.environment().putAll(this.environment);
		return new ProcessApp(name, Attempt.call("start " + name, builder::start));
	}

}
