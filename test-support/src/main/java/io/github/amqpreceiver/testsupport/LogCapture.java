package io.github.amqpreceiver.testsupport;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * A JUnit extension that keeps what a test logs, so that the test can say "one WARN".
 * Registered with {@code @RegisterExtension}; needs Logback, and goes on when Spring Boot
 * configures Logback anew under it. May be asked by any thread.
 *
 * @since 0.1.0
 */
public final class LogCapture implements BeforeEachCallback, AfterEachCallback {

	private final String logger;

	private final Level level;

	private final Queue<ILoggingEvent> events = new ConcurrentLinkedQueue<>();

	private @Nullable LogAttachment attachment;

	private LogCapture(String logger, Level level) {
		this.logger = logger;
		this.level = level;
	}

	/**
	 * Keeps everything from INFO.
	 * @param logger the logger, whose children are kept as well
	 * @return the extension
	 */
	public static LogCapture of(String logger) {
		return at(Level.INFO, logger);
	}

	/**
	 * Keeps everything from a level, to which the logger is set meanwhile.
	 * @param level the level
	 * @param logger the logger, whose children are kept as well
	 * @return the extension
	 */
	public static LogCapture at(Level level, String logger) {
		return new LogCapture(logger, level);
	}

	@Override
	public void beforeEach(ExtensionContext context) {
		start();
	}

	@Override
	public void afterEach(ExtensionContext context) {
		stop();
	}

	void start() {
		this.events.clear();
		LogAttachment attaching = new LogAttachment((LoggerContext) LoggerFactory.getILoggerFactory(), this.logger,
				ch.qos.logback.classic.Level.convertAnSLF4JLevel(this.level), new Collector());
		attaching.attach();
		this.attachment = attaching;
	}

	void stop() {
		LogAttachment attached = this.attachment;
		this.attachment = null;
		if (attached != null) {
			attached.detach();
		}
	}

	/**
	 * Forgets what was logged so far.
	 */
	public void clear() {
		this.events.clear();
	}

	/**
	 * Everything that was logged, in Logback's own form.
	 * @return the events in order
	 */
	public List<ILoggingEvent> events() {
		return List.copyOf(this.events);
	}

	/**
	 * What was logged at a level.
	 * @param at exactly this level
	 * @return the messages, formatted, in order
	 */
	public List<String> messages(Level at) {
		ch.qos.logback.classic.Level wanted = ch.qos.logback.classic.Level.convertAnSLF4JLevel(at);
		return this.events.stream()
			.filter((event) -> event.getLevel().equals(wanted))
			.map(ILoggingEvent::getFormattedMessage)
			.toList();
	}

	/**
	 * What was logged at a level and contains a text.
	 * @param at exactly this level
	 * @param part the text
	 * @return the messages, formatted, in order
	 */
	public List<String> messages(Level at, String part) {
		return messages(at).stream().filter((message) -> message.contains(part)).toList();
	}

	/**
	 * Takes what the logger gets.
	 */
	private final class Collector extends AppenderBase<ILoggingEvent> {

		@Override
		protected void append(ILoggingEvent event) {
			event.prepareForDeferredProcessing();
			LogCapture.this.events.add(event);
		}

	}

}
