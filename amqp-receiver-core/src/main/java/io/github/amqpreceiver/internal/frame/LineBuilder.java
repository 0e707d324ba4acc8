package io.github.amqpreceiver.internal.frame;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.type.Described;
import org.jspecify.annotations.Nullable;

/**
 * Builds {@code Name(field=value, ...)} for a log. Owned by who calls; used once.
 * Whatever a peer may have chosen is escaped and cut, what looks like a secret is masked,
 * and bytes are shown as their number.
 */
final class LineBuilder {

	/** A value that is begun when the line is this long ends it. */
	private static final int MAX_LENGTH = 2_048;

	private static final int MAX_TEXT = 512;

	private static final Pattern SECRET = Pattern.compile("passw|secret|token|key|signature|authorization|credential");

	private final StringBuilder line = new StringBuilder(128);

	private boolean first = true;

	LineBuilder(String name) {
		this.line.append(name).append('(');
	}

	/** A number, unless it is absent. */
	LineBuilder number(String name, long value) {
		if (value >= 0) {
			name(name).append(value);
		}
		return this;
	}

	/** A boolean, unless it is false. */
	LineBuilder flag(String name, boolean value) {
		if (value) {
			name(name).append(true);
		}
		return this;
	}

	/** Bytes, as their number. */
	LineBuilder bytes(String name, int length) {
		name(name).append(length).append(" bytes");
		return this;
	}

	/** A word of ours. */
	LineBuilder word(String name, String word) {
		name(name).append(word);
		return this;
	}

	/** Any value, unless it is null or empty. */
	LineBuilder value(String name, @Nullable Object value) {
		boolean empty = (value instanceof List<?> list && list.isEmpty())
				|| (value instanceof Map<?, ?> map && map.isEmpty());
		if (value != null && !empty) {
			name(name);
			append(value);
		}
		return this;
	}

	String end() {
		return this.line.append(')').toString();
	}

	private StringBuilder name(String name) {
		this.line.append(this.first ? "" : ", ").append(name).append('=');
		this.first = false;
		return this.line;
	}

	private void append(@Nullable Object value) {
		if (this.line.length() > MAX_LENGTH) {
			this.line.append('…');
		}
		else if (value instanceof byte[] bytes) {
			this.line.append(bytes.length).append(" bytes");
		}
		else if (value instanceof Map<?, ?> map) {
			append(map);
		}
		else if (value instanceof List<?> list) {
			append(list.toArray());
		}
		else if (value instanceof Object[] array) {
			append(array);
		}
		else if (value instanceof Described described) {
			append(described.descriptor());
			this.line.append(':');
			append(described.value());
		}
		else if (value instanceof String text) {
			this.line.append('\'').append(printable(text)).append('\'');
		}
		else {
			this.line.append(printable(String.valueOf(value)));
		}
	}

	private void append(Map<?, ?> map) {
		String separator = "{";
		for (Map.Entry<?, ?> entry : map.entrySet()) {
			this.line.append(separator);
			append(entry.getKey());
			this.line.append('=');
			if (SECRET.matcher(String.valueOf(entry.getKey()).toLowerCase(Locale.ROOT)).find()) {
				this.line.append("******");
			}
			else {
				append(entry.getValue());
			}
			separator = ", ";
			if (this.line.length() > MAX_LENGTH) {
				break;
			}
		}
		this.line.append('}');
	}

	private void append(Object[] values) {
		this.line.append('[');
		for (int i = 0; i < values.length && this.line.length() <= MAX_LENGTH; i++) {
			this.line.append((i == 0) ? "" : ", ");
			append(values[i]);
		}
		this.line.append(']');
	}

	private static String printable(String text) {
		return (text.length() <= MAX_TEXT) ? ErrorCondition.printable(text)
				: ErrorCondition.printable(text.substring(0, MAX_TEXT)) + '…';
	}

}
