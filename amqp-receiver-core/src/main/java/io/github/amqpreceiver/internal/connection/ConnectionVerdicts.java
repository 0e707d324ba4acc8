package io.github.amqpreceiver.internal.connection;

import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.error.AuthenticationException;
import io.github.amqpreceiver.error.Conditions;
import io.github.amqpreceiver.error.ConfigurationException;
import io.github.amqpreceiver.error.ErrorCondition;
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
		if (condition == null || !(condition.info().get(Conditions.INFO_NETWORK_HOST) instanceof String host)
				|| !(condition.info().get(Conditions.INFO_PORT) instanceof Number port)) {
			return Verdict.RECONNECT;
		}
		if (port.intValue() < 1 || port.intValue() > 65_535 || host.isBlank()) {
			return Verdict.RECONNECT;
		}
		Address target = new Address(host, port.intValue(), addresses.current().tls());
		return (addresses.redirect(target) > recovery.maxRedirects()) ? Verdict.GIVE_UP : Verdict.REDIRECT;
	}

}
