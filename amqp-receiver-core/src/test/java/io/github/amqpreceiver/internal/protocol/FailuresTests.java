package io.github.amqpreceiver.internal.protocol;

import java.util.Map;

import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.error.AuthenticationException;
import io.github.amqpreceiver.error.Conditions;
import io.github.amqpreceiver.error.ConnectionClosedException;
import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.error.LinkDetachedException;
import io.github.amqpreceiver.error.Redirect;
import io.github.amqpreceiver.error.RedirectException;
import io.github.amqpreceiver.error.SessionEndedException;
import io.github.amqpreceiver.type.Symbol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Which exception a peer's error becomes. */
class FailuresTests {

	private static final Map<Symbol, Object> PLACE = Map.of(Conditions.INFO_HOSTNAME, "virtual",
			Conditions.INFO_NETWORK_HOST, "other.example", Conditions.INFO_PORT, 5_671, Conditions.INFO_ADDRESS, "q2");

	@ParameterizedTest
	@ValueSource(strings = { "amqp:internal-error", "amqp:not-found", "amqp:unauthorized-access", "amqp:decode-error",
			"amqp:resource-limit-exceeded", "amqp:not-allowed", "amqp:invalid-field", "amqp:not-implemented",
			"amqp:resource-locked", "amqp:precondition-failed", "amqp:resource-deleted", "amqp:illegal-state",
			"amqp:frame-size-too-small", "amqp:connection:forced", "amqp:connection:framing-error",
			"amqp:session:window-violation", "amqp:session:errant-link", "amqp:session:handle-in-use",
			"amqp:session:unattached-handle", "amqp:link:detach-forced", "amqp:link:transfer-limit-exceeded",
			"amqp:link:message-size-exceeded", "amqp:link:stolen", "com.microsoft:timeout", "com.microsoft:server-busy",
			"com.microsoft:message-lock-lost", "com.microsoft:entity-disabled", "qpid:virtual-host-unavailable",
			"vendor:anything" })
	void aConditionIsKeptWithItsFieldsAtEveryLevel(String symbol) {
		ErrorCondition error = new ErrorCondition(Symbol.valueOf(symbol), "why", Map.of(Symbol.valueOf("field"), 7));
		assertThat(Failures.detached("q", "l", error, false, null)).isInstanceOf(LinkDetachedException.class)
			.satisfies((failure) -> holds(failure, error));
		assertThat(Failures.ended(error, null)).isInstanceOf(SessionEndedException.class)
			.satisfies((failure) -> holds(failure, error));
		assertThat(Failures.closed("peer", error, false)).isInstanceOf(ConnectionClosedException.class)
			.satisfies((failure) -> holds(failure, error));
	}

	@Test
	void aSessionThatEndsForAWrongAttachNamesThePeerAndWhatToCheck() {
		ErrorCondition error = new ErrorCondition(Conditions.INVALID_FIELD, "unknown_destination");
		assertThat(Failures.ended(error, "RabbitMQ 3.10.8"))
			.hasMessage("The peer (RabbitMQ 3.10.8) ended the session: amqp:invalid-field 'unknown_destination'. "
					+ "Check the filters, and the address, whose form differs between brokers, such as '/queues/orders'");
	}

	private static void holds(Throwable failure, ErrorCondition error) {
		assertThat(((AmqpReceiverException) failure).condition()).isEqualTo(error);
		assertThat(failure).hasMessageContainingAll(error.condition().toString(), "why");
	}

	@ParameterizedTest
	@CsvSource({ "com.microsoft:server-busy, left alone for a while", "com.microsoft:timeout, too slow",
			"com.microsoft:message-lock-lost, raise the lock duration",
			"com.microsoft:session-lock-lost, message session",
			"com.microsoft:session-cannot-be-locked, message session",
			"com.microsoft:store-lock-lost, took over the partition",
			"com.microsoft:entity-disabled, has to be enabled", "com.microsoft:argument-error, Check the address",
			"com.microsoft:argument-out-of-range, Check the address",
			"com.microsoft:auth-failed, Check the user's rights",
			"com.microsoft:token-expired, has expired: check where it comes from" })
	void aConditionThatIsKnownSaysWhatToCheckAtEveryLevel(String symbol, String hint) {
		ErrorCondition error = new ErrorCondition(Symbol.valueOf(symbol), "why");
		assertThat(Failures.detached("q", "l", error, false, null)).hasMessageContaining(hint);
		assertThat(Failures.ended(error, null)).hasMessageContaining(hint);
		assertThat(Failures.closed("peer", error, false)).hasMessageContaining(hint);
	}

	@Test
	void aConditionOfAVendorThatNobodyKnowsHasNoHint() {
		ErrorCondition error = new ErrorCondition(Symbol.valueOf("vendor:anything"), "why");
		assertThat(Failures.ended(error, null)).hasMessage("The peer ended the session: " + error);
	}

	@ParameterizedTest
	@ValueSource(strings = { "com.microsoft:auth-failed", "com.microsoft:token-expired" })
	void whatAVendorCallsRefusedRightsIsAnAuthenticationFailureToo(String symbol) {
		assertThat(Failures.closed("peer", new ErrorCondition(Symbol.valueOf(symbol), "no"), true))
			.isInstanceOf(AuthenticationException.class);
	}

	@Test
	void refusedRightsAtTheOpenAreAnAuthenticationFailure() {
		ErrorCondition error = new ErrorCondition(Conditions.UNAUTHORIZED_ACCESS, "no");
		assertThat(Failures.closed("peer", error, true)).isInstanceOf(AuthenticationException.class);
	}

	@Test
	void aRedirectOfALinkOrAConnectionHasAReadablePlace() {
		ErrorCondition link = new ErrorCondition(Conditions.LINK_REDIRECT, null, PLACE);
		ErrorCondition connection = new ErrorCondition(Conditions.CONNECTION_REDIRECT, null, PLACE);
		Redirect place = new Redirect("virtual", "other.example", 5_671, "q2");
		assertThat(Failures.detached("q", "l", link, true, null)).isInstanceOfSatisfying(RedirectException.class,
				(failure) -> assertThat(failure.redirect()).isEqualTo(place));
		assertThat(Failures.closed("peer", connection, false)).isInstanceOfSatisfying(RedirectException.class,
				(failure) -> assertThat(failure.redirect()).isEqualTo(place));
	}

	@Test
	void aRedirectWithoutItsFieldsOrWithSenselessOnesIsNoFailureOfItsOwn() {
		ErrorCondition nothing = new ErrorCondition(Conditions.LINK_REDIRECT, null);
		ErrorCondition senseless = new ErrorCondition(Conditions.LINK_REDIRECT, null,
				Map.of(Conditions.INFO_PORT, 70_000, Conditions.INFO_NETWORK_HOST, 5, Conditions.INFO_ADDRESS, " "));
		Redirect nowhere = new Redirect(null, null, null, null);
		assertThat(((RedirectException) Failures.detached("q", "l", nothing, false, null)).redirect())
			.isEqualTo(nowhere);
		assertThat(((RedirectException) Failures.detached("q", "l", senseless, false, null)).redirect())
			.isEqualTo(nowhere);
	}

}
