package io.github.amqpreceiver.boot.autoconfigure;

import java.time.Duration;
import java.util.function.Consumer;

import io.github.amqpreceiver.error.ConfigurationException;

/**
 * Lets the options in the core check a value, since the ranges are there, and says which
 * property it came from when they refuse it.
 *
 * @param prefix the full prefix of the properties
 * @param build builds the options, which checks them
 */
record CheckedProperty(String prefix, Runnable build) {

	private static final String MARK = ", but must be ";

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
				String reason = (mark >= 0) ? "It must be " + told.substring(mark + MARK.length()) : told;
				throw new InvalidAmqpReceiverPropertyException(this.prefix + "." + name, String.valueOf(value),
						reason + ".", action(value), ex);
			}
		};
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
