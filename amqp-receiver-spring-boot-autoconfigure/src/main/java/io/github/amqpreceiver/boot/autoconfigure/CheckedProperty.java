package io.github.amqpreceiver.boot.autoconfigure;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import io.github.amqpreceiver.error.ConfigurationException;

import org.springframework.format.annotation.DurationFormat;
import org.springframework.format.datetime.standard.DurationFormatterUtils;
import org.springframework.util.unit.DataSize;

/**
 * Lets the options in the core check a value, since the ranges are there, and says which
 * property it came from when they refuse it.
 *
 * @param prefix the full prefix of the properties
 * @param build builds the options, which checks them
 */
record CheckedProperty(String prefix, Runnable build) {

	private static final String MARK = ", but must be ";

	private static final Pattern ISO = Pattern.compile("PT[0-9HMS.]*[HMS]");

	<T> Consumer<T> of(String name, Consumer<? super T> setter) {
		return of(name, setter, this.build);
	}

	<T> Consumer<T> of(String name, Consumer<? super T> setter, Runnable builds) {
		return (value) -> {
			try {
				setter.accept(value);
				builds.run();
			}
			catch (ConfigurationException ex) {
				String told = String.valueOf(ex.getMessage());
				int mark = told.indexOf(MARK);
				String reason = readable((mark >= 0) ? "It must be " + told.substring(mark + MARK.length()) : told);
				throw new InvalidAmqpReceiverPropertyException(this.prefix + "." + name, String.valueOf(value),
						reason + ((value instanceof DataSize) ? " bytes." : "."), action(value), ex);
			}
		};
	}

	/** With durations as one writes them: 2s and not PT2S. */
	static String readable(String text) {
		return ISO.matcher(text).replaceAll((found) -> text(Duration.parse(found.group())));
	}

	static String text(Duration duration) {
		return duration.isZero() ? "0s" : DurationFormatterUtils.print(duration, DurationFormat.Style.COMPOSITE);
	}

	void fail(String name, String value, String reason, String action) {
		throw new InvalidAmqpReceiverPropertyException(this.prefix + "." + name, value, reason, action);
	}

	static String action(Object value) {
		return (value instanceof Duration)
				? "Write such a duration with its unit, as 500ms, 30s or 2m (a bare number is in milliseconds)."
				: "Write such a value, or leave the property out for the default.";
	}

}
