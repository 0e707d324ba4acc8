package io.github.amqpreceiver.internal.connection;

import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.error.AuthenticationException;
import io.github.amqpreceiver.error.ConfigurationException;
import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.error.Redirect;
import io.github.amqpreceiver.internal.transport.Destination;
import io.github.amqpreceiver.options.Address;
import io.github.amqpreceiver.options.RecoveryOptions;
import io.github.amqpreceiver.recovery.ErrorPolicy;
import io.github.amqpreceiver.recovery.Verdict;
import org.jspecify.annotations.Nullable;

/** What follows the loss of a connection. */
final class ConnectionVerdicts {

	private ConnectionVerdicts() {
	}

	static Verdict decide(RecoveryOptions recovery, AmqpReceiverException failure, boolean everOpen,
			Addresses addresses) {
		if (!recovery.enabled() || (recovery.failFast() && !everOpen) || failure instanceof ConfigurationException) {
			return Verdict.GIVE_UP;
		}
		if (failure instanceof AuthenticationException) {
			return (recovery.giveUpOnAuthenticationFailure() && !everOpen) ? Verdict.GIVE_UP
					: Verdict.RECONNECT.after(recovery.authenticationBackOff());
		}
		Verdict verdict = recovery.errorPolicy().decide(failure.condition(), ErrorPolicy.Scope.CONNECTION);
		return switch (verdict.action()) {
			case GIVE_UP -> verdict;
			case REDIRECT -> redirect(failure.condition(), recovery, addresses);
			case REATTACH, REBEGIN, RECONNECT, REAUTHENTICATE ->
				new Verdict(Verdict.Action.RECONNECT, verdict.backOff());
		};
	}

	/** Follows a redirect, but never from TLS to plain, and not for ever (F-25). */
	private static Verdict redirect(@Nullable ErrorCondition condition, RecoveryOptions recovery, Addresses addresses) {
		Redirect place = Redirect.of(condition);
		if (place.networkHost() == null || place.port() == null) {
			return Verdict.RECONNECT;
		}
		Destination target = new Destination(new Address(place.networkHost(), place.port(), addresses.current().tls()),
				place.hostname());
		return (addresses.redirect(target) > recovery.maxRedirects()) ? Verdict.GIVE_UP : Verdict.REDIRECT;
	}

}
