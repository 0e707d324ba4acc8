package io.github.amqpreceiver.testsupport;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LogCapture}.
 */
class LogCaptureTests {

	private static final Logger logger = LoggerFactory.getLogger("testkit.captured.child");

	@RegisterExtension
	private final LogCapture logs = LogCapture.of("testkit.captured");

	@Test
	void keepsWhatWasLoggedFromItsLevel() {
		logger.debug("not kept");
		logger.info("kept {}", 1);
		logger.warn("kept {}", 2);
		LoggerFactory.getLogger("testkit.other").warn("elsewhere");
		assertThat(this.logs.messages(Level.INFO)).containsExactly("kept 1");
		assertThat(this.logs.messages(Level.WARN, "kept")).containsExactly("kept 2");
		assertThat(this.logs.events()).hasSize(2);
		this.logs.clear();
		assertThat(this.logs.events()).isEmpty();
	}

	@Test
	void goesOnWhenLogbackIsConfiguredAnew() throws Exception {
		LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
		context.reset();
		JoranConfigurator configurator = new JoranConfigurator();
		configurator.setContext(context);
		configurator.doConfigure(LogCaptureTests.class.getResource("/logback-test.xml"));
		logger.info("after");
		assertThat(this.logs.messages(Level.INFO)).containsExactly("after");
	}

	@Test
	void givesTheLevelBack() {
		ch.qos.logback.classic.Logger probe = (ch.qos.logback.classic.Logger) LoggerFactory.getLogger("testkit.probe");
		LogCapture debug = LogCapture.at(Level.DEBUG, "testkit.probe");
		debug.start();
		probe.debug("kept");
		debug.stop();
		probe.debug("too late");
		assertThat(debug.messages(Level.DEBUG)).containsExactly("kept");
		assertThat(probe.getLevel()).isNull();
	}

}
