package io.github.amqpreceiver.recovery;

import java.time.Duration;
import java.util.Set;

import io.github.amqpreceiver.error.Conditions;
import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.type.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * The default table: what is likely to pass is tried again at the level that was lost,
 * what a second try cannot mend is given up, and two consumers that steal a link from
 * each other are kept apart.
 */
final class DefaultErrorPolicy implements ErrorPolicy {

	/** Two consumers of one link name must not fight: minutes, not milliseconds. */
	private static final BackOff STOLEN = BackOff.exponential(Duration.ofSeconds(30), 2, Duration.ofMinutes(5), 0.2);

	private static final Set<Symbol> FATAL = Set.of(Conditions.NOT_IMPLEMENTED, Conditions.INVALID_FIELD,
			Conditions.NOT_ALLOWED, Conditions.DECODE_ERROR, Conditions.FRAMING_ERROR, Conditions.WINDOW_VIOLATION,
			Conditions.ERRANT_LINK, Conditions.HANDLE_IN_USE, Conditions.UNATTACHED_HANDLE,
			Conditions.FRAME_SIZE_TOO_SMALL);

	@Override
	public Verdict decide(@Nullable ErrorCondition condition, Scope scope) {
		if (condition == null) {
			return byScope(scope);
		}
		Symbol symbol = condition.condition();
		if (symbol.equals(Conditions.UNAUTHORIZED_ACCESS)) {
			return Verdict.REAUTHENTICATE;
		}
		if (symbol.equals(Conditions.LINK_REDIRECT) || symbol.equals(Conditions.CONNECTION_REDIRECT)) {
			return Verdict.REDIRECT;
		}
		if (symbol.equals(Conditions.LINK_STOLEN)) {
			return Verdict.REATTACH.after(STOLEN);
		}
		return FATAL.contains(symbol) ? Verdict.GIVE_UP : byScope(scope);
	}

	private static Verdict byScope(Scope scope) {
		return switch (scope) {
			case LINK -> Verdict.REATTACH;
			case SESSION -> Verdict.REBEGIN;
			case CONNECTION -> Verdict.RECONNECT;
			case AUTHENTICATION -> Verdict.GIVE_UP;
		};
	}

}
