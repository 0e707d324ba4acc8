package io.github.amqpreceiver.recovery;

import java.time.Duration;
import java.util.Set;

import io.github.amqpreceiver.error.Conditions;
import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.error.VendorConditions;
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

	/** A peer that is overloaded is not helped by being asked at once. */
	private static final BackOff BUSY = BackOff.exponential(Duration.ofSeconds(10), 2, Duration.ofMinutes(2), 0.2);

	/** What somebody disabled is enabled by somebody. */
	private static final BackOff DISABLED = BackOff.exponential(Duration.ofSeconds(30), 2, Duration.ofMinutes(5), 0.2);

	private static final Set<Symbol> REFUSED = Set.of(Conditions.UNAUTHORIZED_ACCESS, VendorConditions.AUTH_FAILED,
			VendorConditions.TOKEN_EXPIRED);

	private static final Set<Symbol> FATAL = Set.of(Conditions.NOT_IMPLEMENTED, Conditions.INVALID_FIELD,
			Conditions.NOT_ALLOWED, Conditions.DECODE_ERROR, Conditions.FRAMING_ERROR, Conditions.WINDOW_VIOLATION,
			Conditions.ERRANT_LINK, Conditions.HANDLE_IN_USE, Conditions.UNATTACHED_HANDLE,
			Conditions.FRAME_SIZE_TOO_SMALL, VendorConditions.ARGUMENT_ERROR, VendorConditions.ARGUMENT_OUT_OF_RANGE);

	@Override
	public Verdict decide(@Nullable ErrorCondition condition, Scope scope) {
		if (condition == null) {
			return byScope(scope);
		}
		Symbol symbol = condition.condition();
		if (REFUSED.contains(symbol)) {
			return Verdict.REAUTHENTICATE;
		}
		if (symbol.equals(Conditions.LINK_REDIRECT) || symbol.equals(Conditions.CONNECTION_REDIRECT)) {
			return Verdict.REDIRECT;
		}
		if (symbol.equals(Conditions.LINK_STOLEN)) {
			return Verdict.REATTACH.after(STOLEN);
		}
		if (symbol.equals(VendorConditions.SERVER_BUSY)) {
			return byScope(scope).after(BUSY);
		}
		if (symbol.equals(VendorConditions.ENTITY_DISABLED)) {
			return byScope(scope).after(DISABLED);
		}
		return FATAL.contains(symbol) ? Verdict.GIVE_UP : byScope(scope);
	}

	private static Verdict byScope(Scope scope) {
		return switch (scope) {
			case LINK -> Verdict.REATTACH;
			case SESSION -> Verdict.REBEGIN;
			case CONNECTION -> Verdict.RECONNECT;
		};
	}

}
