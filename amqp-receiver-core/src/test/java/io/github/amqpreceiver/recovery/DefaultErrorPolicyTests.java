package io.github.amqpreceiver.recovery;

import java.time.Duration;

import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.recovery.ErrorPolicy.Scope;
import io.github.amqpreceiver.recovery.Verdict.Action;
import io.github.amqpreceiver.type.Symbol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class DefaultErrorPolicyTests {

	@ParameterizedTest
	@CsvSource({ "amqp:internal-error, REATTACH, REBEGIN, RECONNECT", "amqp:not-found, REATTACH, REBEGIN, RECONNECT",
			"amqp:resource-deleted, REATTACH, REBEGIN, RECONNECT",
			"amqp:resource-limit-exceeded, REATTACH, REBEGIN, RECONNECT",
			"amqp:resource-locked, REATTACH, REBEGIN, RECONNECT",
			"amqp:precondition-failed, REATTACH, REBEGIN, RECONNECT",
			"amqp:illegal-state, REATTACH, REBEGIN, RECONNECT", "amqp:link:detach-forced, REATTACH, REBEGIN, RECONNECT",
			"amqp:link:transfer-limit-exceeded, REATTACH, REBEGIN, RECONNECT",
			"amqp:link:message-size-exceeded, REATTACH, REBEGIN, RECONNECT",
			"amqp:connection:forced, REATTACH, REBEGIN, RECONNECT", "com.vendor:busy, REATTACH, REBEGIN, RECONNECT",
			"com.microsoft:timeout, REATTACH, REBEGIN, RECONNECT",
			"com.microsoft:server-busy, REATTACH, REBEGIN, RECONNECT",
			"com.microsoft:message-lock-lost, REATTACH, REBEGIN, RECONNECT",
			"com.microsoft:session-lock-lost, REATTACH, REBEGIN, RECONNECT",
			"com.microsoft:session-cannot-be-locked, REATTACH, REBEGIN, RECONNECT",
			"com.microsoft:store-lock-lost, REATTACH, REBEGIN, RECONNECT",
			"com.microsoft:entity-disabled, REATTACH, REBEGIN, RECONNECT",
			"com.microsoft:operation-cancelled, REATTACH, REBEGIN, RECONNECT",
			"com.microsoft:a-new-one, REATTACH, REBEGIN, RECONNECT",
			"amqp:connection:a-new-one, REATTACH, REBEGIN, RECONNECT",
			"qpid:virtual-host-unavailable, REATTACH, REBEGIN, RECONNECT",
			"com.microsoft:argument-error, GIVE_UP, GIVE_UP, GIVE_UP",
			"com.microsoft:argument-out-of-range, GIVE_UP, GIVE_UP, GIVE_UP",
			"com.microsoft:auth-failed, REAUTHENTICATE, REAUTHENTICATE, REAUTHENTICATE",
			"com.microsoft:token-expired, REAUTHENTICATE, REAUTHENTICATE, REAUTHENTICATE",
			"amqp:link:stolen, REATTACH, REATTACH, REATTACH", "amqp:link:redirect, REDIRECT, REDIRECT, REDIRECT",
			"amqp:connection:redirect, REDIRECT, REDIRECT, REDIRECT",
			"amqp:unauthorized-access, REAUTHENTICATE, REAUTHENTICATE, REAUTHENTICATE",
			"amqp:not-implemented, GIVE_UP, GIVE_UP, GIVE_UP", "amqp:invalid-field, GIVE_UP, GIVE_UP, GIVE_UP",
			"amqp:not-allowed, GIVE_UP, GIVE_UP, GIVE_UP", "amqp:decode-error, GIVE_UP, GIVE_UP, GIVE_UP",
			"amqp:frame-size-too-small, GIVE_UP, GIVE_UP, GIVE_UP",
			"amqp:connection:framing-error, GIVE_UP, GIVE_UP, GIVE_UP",
			"amqp:session:window-violation, GIVE_UP, GIVE_UP, GIVE_UP",
			"amqp:session:errant-link, GIVE_UP, GIVE_UP, GIVE_UP",
			"amqp:session:handle-in-use, GIVE_UP, GIVE_UP, GIVE_UP",
			"amqp:session:unattached-handle, GIVE_UP, GIVE_UP, GIVE_UP" })
	void eachConditionHasItsVerdict(String condition, Action link, Action session, Action connection) {
		assertThat(decide(condition, Scope.LINK)).isEqualTo(link);
		assertThat(decide(condition, Scope.SESSION)).isEqualTo(session);
		assertThat(decide(condition, Scope.CONNECTION)).isEqualTo(connection);
	}

	@Test
	void withoutAConditionWhatWasLostIsMadeAnew() {
		assertThat(ErrorPolicy.DEFAULT.decide(null, Scope.LINK)).isEqualTo(Verdict.REATTACH);
		assertThat(ErrorPolicy.DEFAULT.decide(null, Scope.SESSION)).isEqualTo(Verdict.REBEGIN);
		assertThat(ErrorPolicy.DEFAULT.decide(null, Scope.CONNECTION)).isEqualTo(Verdict.RECONNECT);
	}

	@Test
	void aStolenLinkWaitsLonger() {
		Verdict verdict = ErrorPolicy.DEFAULT.decide(new ErrorCondition(Symbol.valueOf("amqp:link:stolen"), null),
				Scope.LINK);
		assertThat(verdict.backOff()).isNotNull();
	}

	@ParameterizedTest
	@CsvSource({ "com.microsoft:server-busy, 10", "com.microsoft:entity-disabled, 30" })
	void aPeerThatIsBusyOrWaitsForSomebodyIsLeftAloneLonger(String condition, long seconds) {
		Verdict verdict = ErrorPolicy.DEFAULT.decide(new ErrorCondition(Symbol.valueOf(condition), null), Scope.LINK);
		assertThat(verdict.backOff()).isNotNull();
		assertThat(verdict.backOff().delay(1)).isBetween(Duration.ofSeconds(seconds * 8 / 10),
				Duration.ofSeconds(seconds * 12 / 10));
	}

	private static Action decide(String condition, Scope scope) {
		return ErrorPolicy.DEFAULT.decide(new ErrorCondition(Symbol.valueOf(condition), null), scope).action();
	}

}
