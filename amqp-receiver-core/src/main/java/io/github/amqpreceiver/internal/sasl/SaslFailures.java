package io.github.amqpreceiver.internal.sasl;

import java.util.List;

import io.github.amqpreceiver.error.AmqpReceiverException;
import io.github.amqpreceiver.error.AuthenticationException;
import io.github.amqpreceiver.error.Conditions;
import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.error.ProtocolViolationException;
import io.github.amqpreceiver.error.TransportException;
import io.github.amqpreceiver.internal.codec.DecodeException;
import io.github.amqpreceiver.type.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * The sentences of an exchange that failed: which peer, which user, what it offered and
 * what to check. Owned by the exchange.
 */
final class SaslFailures {

	private static final ErrorCondition UNAUTHORIZED = new ErrorCondition(Conditions.UNAUTHORIZED_ACCESS, null);

	private final SaslSettings settings;

	private @Nullable List<Symbol> offered;

	SaslFailures(SaslSettings settings) {
		this.settings = settings;
	}

	void offered(List<Symbol> offered) {
		this.offered = offered;
	}

	AmqpReceiverException broken(DecodeException cause) {
		return new ProtocolViolationException("%s broke the SASL protocol: %s. Check that it speaks AMQP 1.0."
			.formatted(this.settings.peer(), cause.getMessage()),
				new ErrorCondition(Conditions.DECODE_ERROR, cause.getMessage()), cause);
	}

	AmqpReceiverException unexpected(String what) {
		return new ProtocolViolationException(
				"%s broke the SASL protocol: it sent %s. The connection is not authenticated and is closed."
					.formatted(this.settings.peer(), what),
				new ErrorCondition(Conditions.FRAMING_ERROR, "SASL: " + what), null);
	}

	AmqpReceiverException refused(@Nullable SaslMechanism mechanism, ScramRefusal reason) {
		return new AuthenticationException("%s stopped: %s.".formatted(attempt(mechanism), reason.getMessage()),
				UNAUTHORIZED, null);
	}

	AmqpReceiverException derivation(@Nullable Throwable cause) {
		return new TransportException(
				"Authenticating to %s stopped, because no thread could derive the key".formatted(this.settings.peer()),
				null, cause);
	}

	AmqpReceiverException outcome(@Nullable SaslMechanism mechanism, int code) {
		String attempt = attempt(mechanism);
		return switch (code) {
			case SaslFrame.Outcome.AUTH -> new AuthenticationException(
					"%s was refused: check %s.%s".formatted(attempt, toCheck(), offers()), UNAUTHORIZED, null);
			case SaslFrame.Outcome.SYS_PERM -> new AuthenticationException(
					"%s failed for good (sys-perm): check how authentication is set up at the peer.%s"
						.formatted(attempt, offers()),
					UNAUTHORIZED, null);
			case SaslFrame.Outcome.SYS, SaslFrame.Outcome.SYS_TEMP ->
				new TransportException("%s failed because the peer has a problem of its own (%s), which may pass."
					.formatted(attempt, (code == SaslFrame.Outcome.SYS) ? "sys" : "sys-temp"), null, null);
			default -> unexpected("an outcome of the unknown code " + code);
		};
	}

	private String attempt(@Nullable SaslMechanism mechanism) {
		return "Authenticating to %s as %s%s".formatted(this.settings.peer(), this.settings.identity(),
				(mechanism != null) ? " with " + mechanism : "");
	}

	private String toCheck() {
		if (this.settings.identity() instanceof SaslIdentity.Anonymous) {
			return "whether the peer lets anonymous clients in; otherwise configure credentials";
		}
		return (this.settings.identity() instanceof SaslIdentity.External)
				? "the client certificate, and which user the peer maps it to" : "user name and password";
	}

	private String offers() {
		return (this.offered != null) ? " It offers " + MechanismChoice.list(this.offered) + "." : "";
	}

}
