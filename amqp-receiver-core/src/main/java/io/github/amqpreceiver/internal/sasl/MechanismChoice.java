package io.github.amqpreceiver.internal.sasl;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import io.github.amqpreceiver.error.AuthenticationException;
import io.github.amqpreceiver.error.Conditions;
import io.github.amqpreceiver.error.ErrorCondition;
import io.github.amqpreceiver.type.Symbol;

/**
 * Chooses the strongest mechanism that both sides know, the identity suits and the
 * connection is safe enough for. Pure.
 */
final class MechanismChoice {

	private final SaslSettings settings;

	private final List<Symbol> offered;

	MechanismChoice(SaslSettings settings, List<Symbol> offered) {
		this.settings = settings;
		this.offered = offered;
	}

	SaslMechanism choose() {
		for (SaslMechanism mechanism : SaslMechanism.values()) {
			if (isOffered(mechanism) && isAllowed(mechanism) && isSafe(mechanism)) {
				return mechanism;
			}
		}
		throw new AuthenticationException(refusal(), new ErrorCondition(Conditions.UNAUTHORIZED_ACCESS, null), null);
	}

	private boolean isOffered(SaslMechanism mechanism) {
		return this.offered.contains(mechanism.symbol());
	}

	private boolean isAllowed(SaslMechanism mechanism) {
		List<String> configured = this.settings.mechanisms();
		boolean named = configured.contains(mechanism.wireName());
		return this.settings.identity().suits(mechanism)
				&& (named || (configured.isEmpty() && mechanism != SaslMechanism.SCRAM_SHA_1));
	}

	private boolean isSafe(SaslMechanism mechanism) {
		return switch (mechanism) {
			case PLAIN -> this.settings.encrypted() || this.settings.loopback() || this.settings.allowPlainWithoutTls();
			case EXTERNAL -> this.settings.encrypted();
			default -> true;
		};
	}

	private String refusal() {
		return "Cannot authenticate to %s as %s: it offers %s, %s. %s".formatted(this.settings.peer(),
				this.settings.identity(), list(this.offered), usable(), advice());
	}

	private String usable() {
		String usable = Arrays.stream(SaslMechanism.values())
			.filter(this::isAllowed)
			.map(SaslMechanism::wireName)
			.collect(Collectors.joining(", "));
		return usable.isEmpty()
				? "and none of the configured mechanisms " + this.settings.mechanisms() + " suits the credentials"
				: "and this side may use " + usable;
	}

	private String advice() {
		if (isOffered(SaslMechanism.PLAIN) && isAllowed(SaslMechanism.PLAIN)) {
			return "PLAIN would send the password unencrypted to another machine: use TLS, "
					+ "or allow it with allowPlainWithoutTls.";
		}
		if (isOffered(SaslMechanism.EXTERNAL) && isAllowed(SaslMechanism.EXTERNAL)) {
			return "EXTERNAL needs TLS with a client certificate: use an amqps address.";
		}
		if (isOffered(SaslMechanism.SCRAM_SHA_1) && this.settings.identity().suits(SaslMechanism.SCRAM_SHA_1)) {
			return "SCRAM-SHA-1 is only used when saslMechanisms names it.";
		}
		return "Check the credentials, the saslMechanisms and which mechanisms the peer has enabled.";
	}

	/**
	 * Names from the peer, for a sentence.
	 * @param mechanisms what it offers
	 * @return text that is safe to log
	 */
	static String list(List<Symbol> mechanisms) {
		return mechanisms.isEmpty() ? "no mechanism at all"
				: mechanisms.stream()
					.map((mechanism) -> ErrorCondition.printable(mechanism.toString()))
					.collect(Collectors.joining(", "));
	}

}
