package io.github.amqpreceiver.testsupport;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import org.slf4j.LoggerFactory;

/**
 * Keeps the log of brokers and reference clients out of the tests' output: what they say
 * when they are cut off, which is what the tests do all day, hides what the receiver
 * says.
 */
final class BrokerLogs {

	private static final String[] LOGGERS = { "org.apache.activemq", "org.apache.artemis", "org.apache.qpid",
			"qpid.message", "org.jgroups" };

	// Calls it an error when a broker that is being stopped has no executor any more.
	private static final String BROKER_J_EXECUTOR = "org.apache.qpid.server.configuration.updater.TaskExecutorImpl";

	private BrokerLogs() {
	}

	/**
	 * Raises the brokers' loggers to ERROR, unless the test's own configuration says
	 * something about them.
	 */
	static void quiet() {
		if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
			for (String name : LOGGERS) {
				quiet(context.getLogger(name), Level.ERROR);
			}
			quiet(context.getLogger(BROKER_J_EXECUTOR), Level.OFF);
		}
	}

	/**
	 * Keeps a JVM that runs nothing but a broker silent but for warnings, whatever
	 * configuration it finds on its class path.
	 */
	static void warningsOnly() {
		quiet();
		if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
			context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
		}
	}

	private static void quiet(Logger logger, Level level) {
		if (logger.getLevel() == null) {
			logger.setLevel(level);
		}
	}

}
