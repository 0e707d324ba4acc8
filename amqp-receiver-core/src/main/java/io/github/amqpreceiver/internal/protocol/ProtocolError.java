package io.github.amqpreceiver.internal.protocol;

import java.util.Locale;

import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.type.Symbol;

/**
 * The peer broke the protocol: thrown while a frame is handled, caught where the frame
 * came in, and answered there by a close, end or detach with its condition.
 */
final class ProtocolError extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient ErrorCondition condition;

	private final Level level;

	ProtocolError(Level level, Symbol condition, String description, Object... values) {
		super(description.formatted(values), null, false, false);
		this.level = level;
		this.condition = new ErrorCondition(condition, getMessage());
	}

	static ProtocolError connection(Symbol condition, String description, Object... values) {
		return new ProtocolError(Level.CONNECTION, condition, description, values);
	}

	static ProtocolError session(Symbol condition, String description, Object... values) {
		return new ProtocolError(Level.SESSION, condition, description, values);
	}

	static ProtocolError link(Symbol condition, String description, Object... values) {
		return new ProtocolError(Level.LINK, condition, description, values);
	}

	ErrorCondition condition() {
		return this.condition;
	}

	Level level() {
		return this.level;
	}

	/** What has to end because of it. */
	enum Level {

		CONNECTION, SESSION, LINK;

		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
