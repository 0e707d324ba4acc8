package io.github.amqpreceiver.testsupport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;

import javax.security.auth.Subject;

import org.apache.qpid.server.SystemLauncher;
import org.apache.qpid.server.SystemLauncherListener.DefaultSystemLauncherListener;
import org.apache.qpid.server.model.Broker;
import org.apache.qpid.server.model.SystemConfig;
import org.apache.qpid.server.security.SubjectExecutionContext;
import org.jspecify.annotations.Nullable;

/**
 * One run of Broker-J, from its start to its shutdown. Started with what
 * {@code broker-j.json} says, which is no host and no port: those are made afterwards,
 * through the broker's own model.
 */
final class BrokerJLauncher {

	private static final String CONFIGURATION = "broker-j.json";

	private final RootListener listener = new RootListener();

	private final SystemLauncher launcher = new SystemLauncher(this.listener);

	private final Path workDirectory;

	private BrokerJLauncher(Path workDirectory) {
		this.workDirectory = workDirectory;
	}

	static BrokerJLauncher start(Map<String, String> context, @Nullable Path store) throws Exception {
		// Broker-J would leave its working files in the current directory, and one
		// that is killed leaves them wherever they are: beside its store they go with it.
		BrokerJLauncher starting = new BrokerJLauncher((store != null) ? Files.createDirectories(store.resolve("work"))
				: Files.createTempDirectory("broker-j-"));
		try {
			starting.launcher.startup(starting.attributes(context));
			return starting;
		}
		catch (Exception ex) {
			starting.shutdown();
			throw ex;
		}
	}

	Broker<?> broker() {
		SystemConfig<?> root = this.listener.root;
		if (root == null || !(root.getContainer() instanceof Broker<?> broker)) {
			throw new IllegalStateException("Broker-J came up without a broker");
		}
		return broker;
	}

	/**
	 * Does something that Broker-J allows its operator only.
	 */
	<T> T asOperator(Callable<T> action) {
		Subject operator = new Subject(true, Set.of(this.launcher.getSystemPrincipal()), Set.of(), Set.of());
		return Attempt.call("use Broker-J", () -> SubjectExecutionContext.withSubject(operator, action));
	}

	void shutdown() {
		this.launcher.shutdown();
		try {
			Directories.delete(this.workDirectory);
		}
		catch (IOException ex) {
			throw new IllegalStateException("Could not delete " + this.workDirectory, ex);
		}
	}

	private Map<String, Object> attributes(Map<String, String> context) {
		Map<String, String> variables = new HashMap<>(context);
		variables.putIfAbsent(SystemConfig.QPID_WORK_DIR, this.workDirectory.toString());
		Map<String, Object> attributes = new HashMap<>();
		attributes.put(SystemConfig.TYPE, "Memory");
		attributes.put(SystemConfig.CONTEXT, variables);
		attributes.put(SystemConfig.STARTUP_LOGGED_TO_SYSTEM_OUT, false);
		attributes.put(SystemConfig.INITIAL_CONFIGURATION_LOCATION,
				Objects.requireNonNull(BrokerJLauncher.class.getResource(CONFIGURATION)).toExternalForm());
		return attributes;
	}

	/**
	 * Remembers the root of Broker-J's model, which knows the broker once it is up.
	 */
	private static final class RootListener extends DefaultSystemLauncherListener {

		private volatile @Nullable SystemConfig<?> root;

		@Override
		public void onContainerResolve(SystemConfig<?> systemConfig) {
			this.root = systemConfig;
		}

	}

}
