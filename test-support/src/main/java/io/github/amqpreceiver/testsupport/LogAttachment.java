package io.github.amqpreceiver.testsupport;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggerContextListener;
import ch.qos.logback.core.Appender;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an appender on a logger, also over a reset of Logback, which throws all appenders
 * away.
 */
final class LogAttachment implements LoggerContextListener {

	private final LoggerContext context;

	private final Logger logger;

	private final Level level;

	private final Appender<ILoggingEvent> appender;

	private @Nullable Level before;

	LogAttachment(LoggerContext context, String logger, Level level, Appender<ILoggingEvent> appender) {
		this.context = context;
		this.logger = context.getLogger(logger);
		this.level = level;
		this.appender = appender;
	}

	void attach() {
		this.before = this.logger.getLevel();
		this.context.addListener(this);
		put();
	}

	void detach() {
		this.context.removeListener(this);
		this.logger.detachAppender(this.appender);
		this.appender.stop();
		this.logger.setLevel(this.before);
	}

	private void put() {
		this.appender.setContext(this.context);
		this.appender.start();
		this.logger.addAppender(this.appender);
		Level own = this.logger.getLevel();
		// What a parent says may change under a test.
		if (own == null || own.isGreaterOrEqual(this.level)) {
			this.logger.setLevel(this.level);
		}
	}

	@Override
	public boolean isResetResistant() {
		return true;
	}

	@Override
	public void onReset(LoggerContext reset) {
		put();
	}

	@Override
	public void onStart(LoggerContext started) {
	}

	@Override
	public void onStop(LoggerContext stopped) {
	}

	@Override
	public void onLevelChange(Logger changed, Level to) {
	}

}
