package io.github.amqpreceiver.error;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import io.github.amqpreceiver.type.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * The error of a connection, session, link or rejected message (AMQP 1.0, section
 * 2.8.14).
 *
 * @param condition its symbol; see {@link Conditions}
 * @param description what the peer, or this library, says of it; text of a peer is not to
 * be trusted: print it with {@link #toString()}, which escapes and cuts it
 * @param info further fields, may be empty
 * @since 0.1
 */
public record ErrorCondition(Symbol condition, @Nullable String description, Map<Symbol, Object> info) {

	/** How much of a description is shown, in characters. */
	private static final int SHOWN = 1024;

	/**
	 * Copies the info.
	 */
	public ErrorCondition {
		Objects.requireNonNull(condition, "condition");
		info = Collections.unmodifiableMap(new LinkedHashMap<>(info));
	}

	/**
	 * An error without further fields.
	 * @param condition its symbol
	 * @param description what is said of it, or null
	 */
	public ErrorCondition(Symbol condition, @Nullable String description) {
		this(condition, description, Map.of());
	}

	/**
	 * The condition and its description in one line, control characters escaped, the
	 * description cut to 1,024 characters.
	 * @return text that is safe to log
	 */
	@Override
	public String toString() {
		return (this.description == null) ? this.condition.toString()
				: this.condition + " '" + printable(this.description) + "'";
	}

	/**
	 * Escapes control characters and cuts, so that a peer's text cannot forge log lines.
	 * @param text any text
	 * @return at most 1,024 characters of it and an ellipsis, without control characters
	 */
	public static String printable(String text) {
		StringBuilder shown = new StringBuilder(Math.min(text.length(), SHOWN) + 8);
		int end = Math.min(text.length(), SHOWN);
		for (int i = 0; i < end; i++) {
			char c = text.charAt(i);
			if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029'
					|| Character.getType(c) == Character.FORMAT) {
				shown.append(String.format("\\u%04x", (int) c));
			}
			else {
				shown.append(c);
			}
		}
		return (end < text.length()) ? shown.append('…').toString() : shown.toString();
	}

}
